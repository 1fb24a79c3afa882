package dev.voltaire.invoice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What happened to an invoice. Appended in the transaction of what happened.
@ApplicationScoped
public class InvoiceHistory {
    private final EntityManager database;
    private final Clock clock;

    @Inject
    InvoiceHistory(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// What can happen.
    public enum Type {
        DRAFTED,
        FINALISED,
        DOCUMENT_STORED,
        SENT,
        SENDING_FAILED,
        E_INVOICE_DELIVERED,
        CREDITED,
        PAYMENT_LINK_SENT,
        PAYMENT_RECEIVED,
        PAYMENT_FAILED,
        PAYMENT_REVERSED,
        REFUNDED,
        REMINDED,
        BLOCKED_FOR_DEBT
    }

    /// @param detail the number, address or count the event is about
    public record Event(Instant at, Type type, String actor, String detail) {}

    /// In the transaction of what happened.
    public void append(UUID invoice, Type type, String actor, String detail) {
        database.createNativeQuery("""
                        insert into invoice_event (invoice_id, at, type, actor, detail)
                        values (:invoice, :at, :type, :actor, to_jsonb(cast(:detail as text)))
                        """)
                .setParameter("invoice", invoice)
                .setParameter("at", clock.instant())
                .setParameter("type", type.name())
                .setParameter("actor", actor)
                .setParameter("detail", detail)
                .executeUpdate();
    }

    /// Oldest first.
    public List<Event> of(Invoice invoice) {
        List<Tuple> rows = database.createNativeQuery(
                        "select at, type, actor, detail #>> '{}' as detail from invoice_event where invoice_id = :id "
                                + "order by at, id",
                        Tuple.class)
                .setParameter("id", invoice.id())
                .getResultList();
        return rows.stream()
                .map(row -> new Event(
                        row.get("at", Instant.class),
                        Type.valueOf(row.get("type", String.class)),
                        row.get("actor", String.class),
                        row.get("detail", String.class)))
                .toList();
    }
}
