package dev.voltaire.invoice;

import dev.voltaire.identity.Caller;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Asks for the mail of an invoice, when it is finalised and again on request, and remembers what became of it.
@ApplicationScoped
public class InvoiceSending implements OutboxHandler<InvoiceFinalised> {
    private final InvoiceRepository invoices;
    private final InvoiceHistory history;
    private final EntityManager database;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    InvoiceSending(
            InvoiceRepository invoices, InvoiceHistory history, EntityManager database, Outbox outbox, Clock clock) {
        this.invoices = invoices;
        this.history = history;
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Class<InvoiceFinalised> eventType() {
        return InvoiceFinalised.class;
    }

    @Override
    public String name() {
        return "invoice-sending";
    }

    /// The id of the invoice is that of its first sending, so that it happens once.
    @Override
    public void handle(InvoiceFinalised event) {
        Invoice invoice = invoices.get(event.invoiceId(), Scope.EVERYTHING);
        String recipient = invoice.customer().recipientEmail();
        if (recipient != null) {
            outbox.publish(new InvoiceSendingRequested(invoice.id(), recipient, invoice.id(), "system"));
        }
    }

    /// @param recipient absent: the billing address
    /// @throws ProblemException WRONG_STATE for a draft, NO_RECIPIENT
    @Transactional
    public void request(UUID id, @Nullable String recipient, Caller caller) {
        Invoice invoice = invoices.get(id, caller.reach());
        if (!invoice.isFinal()) {
            throw new ProblemException(Problem.WRONG_STATE, id, invoice.status());
        }
        String address = recipient == null ? invoice.customer().recipientEmail() : recipient;
        if (address == null) {
            throw new ProblemException(Problem.NO_RECIPIENT);
        }
        outbox.publish(new InvoiceSendingRequested(id, address, UUID.randomUUID(), caller.name()));
    }

    /// Whether this very sending happened.
    @Transactional
    public boolean sent(InvoiceSendingRequested request) {
        return !database.createNativeQuery("select 1 from invoice_sending where request_id = :request", Integer.class)
                .setParameter("request", request.requestId())
                .getResultList()
                .isEmpty();
    }

    @Transactional
    public void record(InvoiceSendingRequested request) {
        int first = database.createNativeQuery("""
                        insert into invoice_sending (request_id, invoice_id, recipient, sent_at)
                        values (:request, :invoice, :recipient, :now) on conflict do nothing
                        """)
                .setParameter("request", request.requestId())
                .setParameter("invoice", request.invoiceId())
                .setParameter("recipient", request.recipient())
                .setParameter("now", clock.instant())
                .executeUpdate();
        if (first == 1) {
            invoices.getForUpdate(request.invoiceId(), Scope.EVERYTHING).markSent();
            history.append(request.invoiceId(), InvoiceHistory.Type.SENT, request.actor(), request.recipient());
        }
    }

    /// A mail came back, or was refused at once.
    @Transactional
    public void bounced(UUID id, String recipient, String reason, Caller caller) {
        Invoice invoice = invoices.get(id, caller.reach());
        history.append(invoice.id(), InvoiceHistory.Type.SENDING_FAILED, caller.name(), recipient + ": " + reason);
    }
}
