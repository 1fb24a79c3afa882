package dev.voltaire.api.invoice;

import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.invoice.InvoiceSending;
import dev.voltaire.invoice.InvoiceSendingRequested;
import dev.voltaire.message.Messages;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.OutboxHandler;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/// Mails invoices with their documents. A mail that the server refuses for good is told in the history of the invoice;
/// everything else is tried again.
@ApplicationScoped
class InvoiceMailing implements OutboxHandler<InvoiceSendingRequested> {
    private final InvoiceRepository invoices;
    private final InvoiceAttachments attachments;
    private final InvoiceSending sending;
    private final Mailer mailer;

    @Inject
    InvoiceMailing(InvoiceRepository invoices, InvoiceAttachments attachments, InvoiceSending sending, Mailer mailer) {
        this.invoices = invoices;
        this.attachments = attachments;
        this.sending = sending;
        this.mailer = mailer;
    }

    @Override
    public Class<InvoiceSendingRequested> eventType() {
        return InvoiceSendingRequested.class;
    }

    @Override
    public String name() {
        return "invoice-mailing";
    }

    @Override
    public Execution execution() {
        return Execution.OUTSIDE_TRANSACTION;
    }

    @Override
    public void handle(InvoiceSendingRequested event) {
        if (sending.sent(event)) {
            return;
        }
        Mail mail = QuarkusTransaction.requiringNew().call(() -> compose(event));
        try {
            mailer.send(mail);
            sending.record(event);
        } catch (RuntimeException failed) {
            Optional<String> refusal = refusal(failed);
            if (refusal.isEmpty()) {
                throw failed;
            }
            sending.bounced(event.invoiceId(), event.recipient(), refusal.get(), Caller.SYSTEM);
        }
    }

    private Mail compose(InvoiceSendingRequested event) {
        Invoice invoice = invoices.get(event.invoiceId(), Scope.EVERYTHING);
        Printed printed = new Printed(invoice.language());
        String number = String.valueOf(invoice.number());
        Mail mail = Mail.withText(
                        event.recipient(),
                        Messages.text(
                                invoice.language(),
                                "invoice.mail.subject",
                                number,
                                invoice.seller().legalName()),
                        Messages.text(
                                invoice.language(),
                                "invoice.mail.body",
                                invoice.buyer().legalName(),
                                number,
                                printed.money(invoice.gross()),
                                printed.date(java.util.Objects.requireNonNull(invoice.dueOn())),
                                invoice.seller().legalName()))
                .addHeader("Message-ID", "<" + event.requestId() + "@invoices.voltaire>");
        attachments.of(invoice).forEach(file -> mail.addAttachment(file.name(), file.content(), file.mediaType()));
        return mail;
    }

    /// What a mail server said that will say the same tomorrow.
    private static Optional<String> refusal(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException smtp && smtp.isPermanent()) {
                return Optional.of(smtp.getReplyCode() + " " + smtp.getReplyMessage());
            }
        }
        return Optional.empty();
    }
}
