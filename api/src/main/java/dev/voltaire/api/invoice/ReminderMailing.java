package dev.voltaire.api.invoice;

import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceDocuments.Stored;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.message.Messages;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.payment.PaymentRepository;
import dev.voltaire.payment.ReminderDue;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;

/// Mails reminders, unless the invoice was paid in the meantime.
@ApplicationScoped
class ReminderMailing implements OutboxHandler<ReminderDue> {
    private final InvoiceRepository invoices;
    private final PaymentRepository payments;
    private final InvoicePrinting printing;
    private final Mailer mailer;

    @Inject
    ReminderMailing(InvoiceRepository invoices, PaymentRepository payments, InvoicePrinting printing, Mailer mailer) {
        this.invoices = invoices;
        this.payments = payments;
        this.printing = printing;
        this.mailer = mailer;
    }

    @Override
    public Class<ReminderDue> eventType() {
        return ReminderDue.class;
    }

    @Override
    public String name() {
        return "reminder-mailing";
    }

    @Override
    public Execution execution() {
        return Execution.OUTSIDE_TRANSACTION;
    }

    @Override
    public void handle(ReminderDue event) {
        QuarkusTransaction.requiringNew().call(() -> compose(event)).ifPresent(mailer::send);
    }

    private Optional<Mail> compose(ReminderDue event) {
        Invoice invoice = invoices.get(event.invoiceId(), Scope.EVERYTHING);
        String recipient = invoice.customer().recipientEmail();
        if (!invoice.awaitsPayment() || recipient == null) {
            return Optional.empty();
        }
        Printed printed = new Printed(invoice.language());
        Stored pdf = printing.document(invoice, InvoicePrinting.PRINTED);
        String number = String.valueOf(invoice.number());
        return Optional.of(Mail.withText(
                        recipient,
                        Messages.text(invoice.language(), "payment.reminder.subject", event.step(), number),
                        Messages.text(
                                invoice.language(),
                                "payment.reminder.body." + event.step(),
                                number,
                                printed.money(payments.open(invoice)),
                                printed.date(Objects.requireNonNull(invoice.dueOn())),
                                invoice.bankAccount().printedIban()))
                .addAttachment(invoice.reference() + ".pdf", pdf.content(), InvoicePrinting.PDF));
    }
}
