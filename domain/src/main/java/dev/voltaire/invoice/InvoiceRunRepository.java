package dev.voltaire.invoice;

import dev.voltaire.invoice.InvoiceRun.Left;
import dev.voltaire.invoice.InvoiceRun.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;

/// The SQL of closing a period: what is due to whom, and taking it into an invoice, each CDR version and each
/// reimbursement once.
@ApplicationScoped
class InvoiceRunRepository {
    /// A unit is billed by the nearest unit at or above it that has a billing account.
    private static final String PAYER = """
            payer as (
                select distinct on (u.id) u.id as unit_id, a.id as payer_id
                from organisation_unit u join organisation_unit a on u.path <@ a.path
                where a.payment_method is not null
                order by u.id, nlevel(a.path) desc)
            """;
    private static final String DUE = " " + """
            m.invoice_id is null and m.approval_state = 'APPROVED' and m.price_calculated and m.billable
            and coalesce(m.ended_at, m.created_at) < :end
            """;

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

    void complete(UUID run, Instant at) {
        database.createNativeQuery("update invoice_run set state = 'COMPLETED', completed_at = :at where id = :run")
                .setParameter("at", at)
                .setParameter("run", run)
                .executeUpdate();
    }

    record Begun(UUID id, UUID issuerId, Instant start, Instant end, List<UUID> payers) {}

    /// Runs that were cut off.
    List<Begun> unfinished(Instant startedBefore) {
        List<Tuple> rows = database.createNativeQuery("""
                        select id, issuer_id, period_start, period_end, payer_ids from invoice_run
                        where state = 'RUNNING' and started_at < :before order by started_at
                        """, Tuple.class)
                .setParameter("before", startedBefore)
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

    /// What a payer owes in one currency.
    record Due(UUID payerId, CurrencyUnit currency, int sessions, BigDecimal net) {}

    /// @param units whose payers are wanted; empty means all
    List<Due> due(Instant end, List<UUID> units) {
        List<Tuple> rows = database.createNativeQuery("with " + PAYER + """
                        , item as (
                            select p.payer_id, m.currency, 1 as session, m.total_excl_vat as net
                            from msp_cdr m join payer p on p.unit_id = m.organisation_unit_id where """ + DUE + """
                            union all
                            select p.payer_id, r.currency, 0, r.amount
                            from reimbursement r join payer p on p.unit_id = r.organisation_unit_id
                            where r.status = 'PRICED' and r.invoice_id is null and r.ended_at < :end
                              and r.id in (select reimbursement_id from reimbursement_debit))
                        select payer_id, currency, sum(session) as sessions, sum(net) as net from item
                        where cast(:all as boolean) or payer_id = any (cast(:units as uuid[]))
                        group by payer_id, currency
                        order by payer_id, currency
                        """, Tuple.class)
                .setParameter("end", end)
                .setParameter("all", units.isEmpty())
                .setParameter("units", units.toArray(UUID[]::new))
                .getResultList();
        return rows.stream()
                .map(row -> new Due(
                        row.get("payer_id", UUID.class),
                        CurrencyUnit.of(row.get("currency", String.class)),
                        row.get("sessions", Number.class).intValue(),
                        row.get("net", BigDecimal.class)))
                .toList();
    }

    /// Pins the due CDRs to the invoice, in their current version.
    void takeSessions(Invoice invoice, Instant start, Instant end) {
        parameters(database.createNativeQuery("with " + PAYER + """
                        , picked as (
                            select m.id, m.current_version, m.total_excl_vat,
                                   coalesce(m.ended_at, m.created_at) < :start as late
                            from msp_cdr m join payer p on p.unit_id = m.organisation_unit_id
                            where p.payer_id = :payer and m.currency = :currency and """ + DUE + """
                            for update of m),
                        marked as (
                            update msp_cdr set invoice_id = :invoice where id in (select id from picked))
                        insert into invoiced_cdr (msp_cdr_id, version, invoice_id, late, net)
                        select id, current_version, :invoice, late, total_excl_vat from picked
                        """), invoice, end)
                .setParameter("start", start)
                .executeUpdate();
    }

    void takeReimbursements(Invoice invoice, Instant end) {
        parameters(database.createNativeQuery("with " + PAYER + """
                        , picked as (
                            select r.id, r.amount
                            from reimbursement r join payer p on p.unit_id = r.organisation_unit_id
                            where p.payer_id = :payer and r.currency = :currency and r.status = 'PRICED'
                              and r.invoice_id is null and r.ended_at < :end
                              and r.id in (select reimbursement_id from reimbursement_debit)
                            for update of r),
                        marked as (
                            update reimbursement set invoice_id = :invoice where id in (select id from picked))
                        insert into invoiced_reimbursement (reimbursement_id, invoice_id, net)
                        select id, :invoice, amount from picked
                        """), invoice, end)
                .executeUpdate();
    }

    private static Query parameters(Query query, Invoice invoice, Instant end) {
        return query.setParameter("payer", invoice.organisationUnitId())
                .setParameter("currency", invoice.currencyCode())
                .setParameter("invoice", invoice.id())
                .setParameter("end", end);
    }

    /// What was taken into an invoice, by kind.
    ///
    /// @param count of CDRs or reimbursements
    record Taken(Part part, int count, BigDecimal net) {}

    enum Part {
        SESSIONS,
        LATE_SESSIONS,
        REIMBURSEMENTS
    }

    List<Taken> taken(UUID invoice) {
        List<Tuple> rows = database.createNativeQuery("""
                        select case when late then 'LATE_SESSIONS' else 'SESSIONS' end as part,
                               count(*) as items, sum(net) as net
                        from invoiced_cdr where invoice_id = :invoice group by late
                        union all
                        select 'REIMBURSEMENTS', count(*), sum(net) from invoiced_reimbursement
                        where invoice_id = :invoice having count(*) > 0
                        order by part desc
                        """, Tuple.class)
                .setParameter("invoice", invoice)
                .getResultList();
        return rows.stream()
                .map(row -> new Taken(
                        Part.valueOf(row.get("part", String.class)),
                        row.get("items", Number.class).intValue(),
                        row.get("net", BigDecimal.class)))
                .toList();
    }

    /// Charging before the end of the period that stays out of it.
    List<Left> left(Instant end) {
        List<Tuple> rows = database.createNativeQuery("with " + PAYER + """
                        select case when not m.billable then 'NOT_BILLABLE'
                                    when not m.price_calculated then 'NOT_PRICED'
                                    when m.approval_state <> 'APPROVED' then 'NOT_APPROVED'
                                    else 'NO_BILLING_ACCOUNT' end as reason,
                               u.id, u.name, count(*) as sessions
                        from msp_cdr m
                        join organisation_unit u on u.id = m.organisation_unit_id
                        left join payer p on p.unit_id = u.id
                        where m.invoice_id is null and coalesce(m.ended_at, m.created_at) < :end
                          and (not m.billable or not m.price_calculated or m.approval_state <> 'APPROVED'
                               or p.payer_id is null)
                        group by 1, u.id, u.name order by u.name, 1
                        """, Tuple.class)
                .setParameter("end", end)
                .getResultList();
        return rows.stream()
                .map(row -> new Left(
                        Reason.valueOf(row.get("reason", String.class)),
                        row.get("id", UUID.class),
                        row.get("name", String.class),
                        row.get("sessions", Number.class).intValue()))
                .toList();
    }

    Optional<BigDecimal> vatPercent(String country, LocalDate on) {
        List<BigDecimal> found = database.createNativeQuery(
                        "select percent from vat_rate where country = :country and valid @> cast(:on as date)",
                        BigDecimal.class)
                .setParameter("country", country)
                .setParameter("on", on)
                .getResultList();
        return found.stream().findFirst();
    }

    /// The next number of the issuer. Holds the series until the transaction ends, so that a rolled-back invoice leaves
    /// no gap, and never goes back in time.
    Numbered nextNumber(UUID issuer, Instant now) {
        database.createNativeQuery("""
                        insert into invoice_number_series (issuer_id, last_number, last_issued_at)
                        values (:issuer, 0, :now) on conflict do nothing
                        """)
                .setParameter("issuer", issuer)
                .setParameter("now", now)
                .executeUpdate();
        Tuple row = (Tuple) database.createNativeQuery("""
                        update invoice_number_series
                        set last_number = last_number + 1, last_issued_at = greatest(last_issued_at, :now)
                        where issuer_id = :issuer
                        returning last_number, last_issued_at
                        """, Tuple.class)
                .setParameter("issuer", issuer)
                .setParameter("now", now)
                .getSingleResult();
        return new Numbered(row.get(0, Long.class), row.get(1, Instant.class));
    }

    record Numbered(long number, Instant issuedAt) {}
}
