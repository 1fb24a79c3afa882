package dev.voltaire.api.invoice;

import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceHistory;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.message.Messages;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.payment.PaymentLink;
import dev.voltaire.payment.PaymentLinkCreated;
import dev.voltaire.payment.PaymentLinks;
import dev.voltaire.payment.PaymentRepository;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;

/// Mails payment links. One that was replaced before its mail went out is not sent.
@ApplicationScoped
class PaymentMailing implements OutboxHandler<PaymentLinkCreated> {
    private final InvoiceRepository invoices;
    private final PaymentRepository payments;
    private final PaymentLinks links;
    private final InvoiceHistory history;
    private final Mailer mailer;

    @Inject
    PaymentMailing(
            InvoiceRepository invoices,
            PaymentRepository payments,
            PaymentLinks links,
            InvoiceHistory history,
            Mailer mailer) {
        this.invoices = invoices;
        this.payments = payments;
        this.links = links;
        this.history = history;
        this.mailer = mailer;
    }

    @Override
    public Class<PaymentLinkCreated> eventType() {
        return PaymentLinkCreated.class;
    }

    @Override
    public String name() {
        return "payment-link-mailing";
    }

    @Override
    public Execution execution() {
        return Execution.OUTSIDE_TRANSACTION;
    }

    @Override
    public void handle(PaymentLinkCreated event) {
        Optional<Mail> mail = QuarkusTransaction.requiringNew().call(() -> compose(event));
        if (mail.isPresent()) {
            mailer.send(mail.get());
            String recipient = mail.get().getTo().getFirst();
            QuarkusTransaction.requiringNew().run(() -> {
                PaymentLink link = links.findById(event.linkId());
                history.append(link.invoiceId(), InvoiceHistory.Type.PAYMENT_LINK_SENT, "system", recipient);
            });
        }
    }

    private Optional<Mail> compose(PaymentLinkCreated event) {
        PaymentLink link = links.findById(event.linkId());
        Invoice invoice = invoices.get(link.invoiceId(), Scope.EVERYTHING);
        String recipient = invoice.customer().recipientEmail();
        if (link.status() != PaymentLink.Status.ACTIVE || recipient == null) {
            return Optional.empty();
        }
        Printed printed = new Printed(invoice.language());
        String number = String.valueOf(invoice.number());
        return Optional.of(Mail.withText(
                recipient,
                Messages.text(invoice.language(), "payment.link.subject", number),
                Messages.text(
                        invoice.language(),
                        "payment.link.body",
                        number,
                        printed.money(payments.open(invoice)),
                        links.address(event.token()).toString(),
                        printed.date(LocalDate.ofInstant(link.expiresAt(), invoice.zone())))));
    }
}
