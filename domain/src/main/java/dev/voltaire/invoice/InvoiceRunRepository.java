package dev.voltaire.invoice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Runs on record: begun, completed, cut off.
@ApplicationScoped
class InvoiceRunRepository {
    private final EntityManager database;

    @Inject
    InvoiceRunRepository(EntityManager database) {
        this.database = database;
    }

    UUID begin(UUID issuer, Instant start, Instant end, List<UUID> payers, String by, Instant at) {
        return (UUID) database.createNativeQuery("""
                        insert into invoice_run (issuer_id, period_start, period_end, payer_ids, state, started_by,
                            started_at)
                        values (:issuer, :start, :end, :payers, 'RUNNING', :by, :at) returning id
                        """, UUID.class)
                .setParameter("issuer", issuer)
                .setParameter("start", start)
                .setParameter("end", end)
                .setParameter("payers", payers.toArray(UUID[]::new))
                .setParameter("by", by)
                .setParameter("at", at)
                .getSingleResult();
    }

    void complete(UUID run, InvoiceRunReport report, Instant at) {
        database.createNativeQuery("""
                        update invoice_run set state = 'COMPLETED', completed_at = :at, report = cast(:report as jsonb)
                        where id = :run and state = 'RUNNING'
                        """)
                .setParameter("report", InvoiceRuns.write(report))
                .setParameter("at", at)
                .setParameter("run", run)
                .executeUpdate();
    }

    record Begun(UUID id, UUID issuerId, Instant start, Instant end, List<UUID> payers) {}

    Optional<Begun> find(UUID run) {
        return begun("id = :run", "run", run).stream().findFirst();
    }

    /// Runs that were cut off.
    List<Begun> unfinished(Instant startedBefore) {
        return begun("state = 'RUNNING' and started_at < :before", "before", startedBefore);
    }

    private List<Begun> begun(String condition, String parameter, Object value) {
        List<Tuple> rows = database.createNativeQuery(
                        "select id, issuer_id, period_start, period_end, payer_ids from invoice_run where " + condition
                                + " order by started_at",
                        Tuple.class)
                .setParameter(parameter, value)
                .getResultList();
        return rows.stream()
                .map(row -> new Begun(
                        row.get(0, UUID.class),
                        row.get(1, UUID.class),
                        row.get(2, Instant.class),
                        row.get(3, Instant.class),
                        List.of(row.get(4, UUID[].class))))
                .toList();
    }
}
