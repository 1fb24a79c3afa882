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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

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

    /// Of a payer's units, in the currency of the invoice, and of its profile where it is for one.
    private static final String OF_THESE = " " + """
            m.organisation_unit_id = any (cast(:units as uuid[])) and m.currency = :currency
            and (cast(:whole as boolean) or coalesce(m.profile_id, cast(:profile as uuid)) = cast(:profile as uuid)
                 and (m.profile_id is null) = (cast(:profile as uuid) = '00000000-0000-0000-0000-000000000000'))
            and
            """;
    private static final String SHIPPED = " " + """
            o.shipped_at < :end and o.cancelled_at is null and o.price_amount > 0
            and not exists (select from invoiced_card_order i where i.token_request_id = o.id)
            """;
    private static final UUID NOBODY = new UUID(0, 0);

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

    /// What a payer owes in one currency, or for one of its profiles where it wants an invoice for each.
    record Due(UUID payerId, @Nullable UUID profileId, CurrencyUnit currency, int items) {}

    /// @param payers that are wanted; empty means all
    /// @param day the last one whose fees are due
    List<Due> due(Instant end, LocalDate day, List<UUID> payers) {
        List<Tuple> rows = database.createNativeQuery("with " + PAYER + """
                        , item as (
                            select m.organisation_unit_id as unit_id, m.profile_id, m.currency
                            from msp_cdr m where """ + DUE + """
                            union all
                            select r.organisation_unit_id, r.profile_id, r.currency
                            from reimbursement r
                            where r.status = 'PRICED' and r.invoice_id is null and r.ended_at < :end
                              and r.id in (select reimbursement_id from reimbursement_debit)
                            union all
                            select f.organisation_unit_id, f.profile_id, f.currency
                            from subscription_fee f
                            where f.invoice_id is null and f.amount > 0 and f.due_on <= :day
                            union all
                            select o.organisation_unit_id, null, o.price_currency
                            from token_request o where """ + SHIPPED + """
                            )
                        select p.payer_id, case when s.invoice_per = 'PROFILE' then i.profile_id end as profile_id,
                               i.currency, count(*) as items
                        from item i join payer p on p.unit_id = i.unit_id
                        left join invoice_settings s on s.organisation_unit_id = p.payer_id
                        where cast(:all as boolean) or p.payer_id = any (cast(:payers as uuid[]))
                        group by 1, 2, 3 order by 1, 3, 2 nulls first
                        """, Tuple.class)
                .setParameter("end", end)
                .setParameter("day", day)
                .setParameter("all", payers.isEmpty())
                .setParameter("payers", payers.toArray(UUID[]::new))
                .getResultList();
        return rows.stream()
                .map(row -> new Due(
                        row.get("payer_id", UUID.class),
                        row.get("profile_id", UUID.class),
                        CurrencyUnit.of(row.get("currency", String.class)),
                        row.get("items", Number.class).intValue()))
                .toList();
    }

    /// What is taken into one invoice: of these units, in its currency and, where it is for one profile, of that alone.
    record Taking(Invoice invoice, UUID[] units, boolean wholeUnit, Instant start, Instant end) {
        Query fill(Query query) {
            return query.setParameter("units", units)
                    .setParameter("currency", invoice.currencyCode())
                    .setParameter("whole", wholeUnit)
                    .setParameter("profile", invoice.profileId() == null ? NOBODY : invoice.profileId())
                    .setParameter("end", end);
        }
    }

    /// Where the due sessions were consumed, as their operators name the country; null where they do not.
    Map<Optional<String>, Integer> countries(Taking taking) {
        List<Tuple> rows = taking.fill(database.createNativeQuery("""
                        select c.country, count(*) as items
                        from msp_cdr m join cpo_cdr c on c.id = m.cpo_cdr_id where """ + OF_THESE + DUE + """
                        group by c.country order by c.country
                        """, Tuple.class))
                .getResultList();
        Map<Optional<String>, Integer> countries = new LinkedHashMap<>();
        rows.forEach(row -> countries.put(
                Optional.ofNullable(row.get("country", String.class)),
                row.get("items", Number.class).intValue()));
        return countries;
    }

    /// Pins the due CDRs to the invoice, in their current version.
    ///
    /// @param countries whose sessions can be taxed; empty text stands for an unknown one
    void takeSessions(Taking taking, List<String> countries, boolean perCostCentre) {
        taking.fill(database.createNativeQuery("""
                        with picked as (
                            select m.id, m.current_version, m.total_excl_vat, c.country,
                                   coalesce(m.ended_at, m.created_at) < :start as late,
                                   case when :centres then p.cost_centre end as cost_centre
                            from msp_cdr m join cpo_cdr c on c.id = m.cpo_cdr_id
                            left join profile p on p.id = m.profile_id
                            where """ + OF_THESE + DUE + """
                              and coalesce(c.country, '') = any (cast(:countries as text[]))
                            for update of m),
                        marked as (
                            update msp_cdr set invoice_id = :invoice where id in (select id from picked))
                        insert into invoiced_cdr (msp_cdr_id, version, invoice_id, late, net, country, cost_centre)
                        select id, current_version, :invoice, late, total_excl_vat, country, cost_centre from picked
                        """))
                .setParameter("invoice", taking.invoice().id())
                .setParameter("start", taking.start())
                .setParameter("centres", perCostCentre)
                .setParameter("countries", countries.toArray(String[]::new))
                .executeUpdate();
    }

    void takeReimbursements(Taking taking, boolean perCostCentre) {
        taking.fill(database.createNativeQuery("""
                        with picked as (
                            select m.id, m.amount, case when :centres then p.cost_centre end as cost_centre
                            from reimbursement m left join profile p on p.id = m.profile_id
                            where """ + OF_THESE + """
                              m.status = 'PRICED' and m.invoice_id is null and m.ended_at < :end
                              and m.id in (select reimbursement_id from reimbursement_debit)
                            for update of m),
                        marked as (
                            update reimbursement set invoice_id = :invoice where id in (select id from picked))
                        insert into invoiced_reimbursement (reimbursement_id, invoice_id, net, cost_centre)
                        select id, :invoice, amount, cost_centre from picked
                        """))
                .setParameter("invoice", taking.invoice().id())
                .setParameter("centres", perCostCentre)
                .executeUpdate();
    }

    /// @param day the last one whose fees are due
    void takeSubscriptionFees(Taking taking, LocalDate day) {
        Invoice invoice = taking.invoice();
        database.createNativeQuery("""
                        update subscription_fee set invoice_id = :invoice
                        where organisation_unit_id = any (cast(:units as uuid[])) and currency = :currency
                          and (cast(:whole as boolean) or profile_id = cast(:profile as uuid))
                          and invoice_id is null and amount > 0 and due_on <= :day
                        """)
                .setParameter("invoice", invoice.id())
                .setParameter("units", taking.units())
                .setParameter("currency", invoice.currencyCode())
                .setParameter("whole", taking.wholeUnit())
                .setParameter("profile", invoice.profileId() == null ? NOBODY : invoice.profileId())
                .setParameter("day", day)
                .executeUpdate();
    }

    /// Orders belong to units, so they go on the invoice of the unit as a whole.
    void takeCardOrders(Taking taking) {
        if (taking.invoice().profileId() != null) {
            return;
        }
        database.createNativeQuery("""
                        insert into invoiced_card_order (token_request_id, invoice_id, cards, net)
                        select o.id, :invoice, (select count(*) from token_request_line l where l.request_id = o.id),
                               o.price_amount
                        from token_request o
                        where o.organisation_unit_id = any (cast(:units as uuid[])) and o.price_currency = :currency
                          and """ + SHIPPED + """
                        """)
                .setParameter("invoice", taking.invoice().id())
                .setParameter("units", taking.units())
                .setParameter("currency", taking.invoice().currencyCode())
                .setParameter("end", taking.end())
                .executeUpdate();
    }

    /// What was taken into an invoice: what becomes one line or, taxed alike, part of one.
    ///
    /// @param count of CDRs, fees, reimbursements or cards
    /// @param fee what a subscription is for, and what each of them costs
    record Taken(
            Part part,
            @Nullable String country,
            @Nullable String costCentre,
            int count,
            BigDecimal net,
            @Nullable Fee fee) {}

    /// @param end exclusive
    record Fee(LocalDate start, LocalDate end, BigDecimal each) {}

    enum Part {
        SESSIONS,
        LATE_SESSIONS,
        SUBSCRIPTIONS,
        REIMBURSEMENTS,
        CARDS
    }

    List<Taken> taken(UUID invoice, boolean perCostCentre) {
        List<Tuple> rows = database.createNativeQuery("""
                        select case when late then 'LATE_SESSIONS' else 'SESSIONS' end as part, country, cost_centre,
                               count(*) as items, sum(net) as net, cast(null as date) as period_start,
                               cast(null as date) as period_end, cast(null as numeric) as fee
                        from invoiced_cdr where invoice_id = :invoice group by late, country, cost_centre
                        union all
                        select 'SUBSCRIPTIONS', null, case when :centres then p.cost_centre end, count(*), sum(f.amount),
                               f.period_start, f.period_end, f.amount
                        from subscription_fee f join profile p on p.id = f.profile_id
                        where f.invoice_id = :invoice group by 3, f.period_start, f.period_end, f.amount
                        union all
                        select 'REIMBURSEMENTS', null, cost_centre, count(*), sum(net), null, null, null
                        from invoiced_reimbursement
                        where invoice_id = :invoice group by cost_centre
                        union all
                        select 'CARDS', null, null, sum(cards), sum(net), null, null, null from invoiced_card_order
                        where invoice_id = :invoice having count(*) > 0
                        """, Tuple.class)
                .setParameter("invoice", invoice)
                .setParameter("centres", perCostCentre)
                .getResultList();
        return rows.stream()
                .map(row -> new Taken(
                        Part.valueOf(row.get("part", String.class)),
                        row.get("country", String.class),
                        row.get("cost_centre", String.class),
                        row.get("items", Number.class).intValue(),
                        row.get("net", BigDecimal.class),
                        fee(row)))
                .sorted(Comparator.comparing(Taken::part)
                        .thenComparing(Taken::costCentre, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(Taken::country, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    private static @Nullable Fee fee(Tuple row) {
        LocalDate start = row.get("period_start", LocalDate.class);
        LocalDate end = row.get("period_end", LocalDate.class);
        BigDecimal each = row.get("fee", BigDecimal.class);
        return start == null || end == null || each == null ? null : new Fee(start, end, each);
    }

    /// Charging before the end of the period that stays out of it.
    ///
    /// @param payers that are wanted; empty means all
    List<Left> left(Instant end, List<UUID> payers) {
        List<Tuple> rows = database.createNativeQuery("with " + PAYER + """
                        select case when not m.billable then 'NOT_BILLABLE'
                                    when not m.price_calculated then 'NOT_PRICED'
                                    when m.approval_state = 'DISPUTED' then 'DISPUTED'
                                    when m.approval_state <> 'APPROVED' then 'NOT_APPROVED'
                                    else 'NO_BILLING_ACCOUNT' end as reason,
                               u.id, u.name, count(*) as items
                        from msp_cdr m
                        join organisation_unit u on u.id = m.organisation_unit_id
                        left join payer p on p.unit_id = u.id
                        where m.invoice_id is null and coalesce(m.ended_at, m.created_at) < :end
                          and (not m.billable or not m.price_calculated or m.approval_state <> 'APPROVED'
                               or p.payer_id is null)
                          and (cast(:all as boolean) or coalesce(p.payer_id, u.id) = any (cast(:payers as uuid[])))
                        group by 1, u.id, u.name order by u.name, 1
                        """, Tuple.class)
                .setParameter("end", end)
                .setParameter("all", payers.isEmpty())
                .setParameter("payers", payers.toArray(UUID[]::new))
                .getResultList();
        return rows.stream()
                .map(row -> new Left(
                        Reason.valueOf(row.get("reason", String.class)),
                        row.get("id", UUID.class),
                        row.get("name", String.class),
                        row.get("items", Number.class).intValue()))
                .toList();
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
