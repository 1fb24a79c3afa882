package dev.voltaire.invoice;

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
import org.jspecify.annotations.Nullable;

/// Takes what is due into an invoice, each CDR version, fee, order and reimbursement once.
@ApplicationScoped
class TakingRepository {
    /// Of a payer's units, in the currency of the invoice, and of its profile where it is for one.
    private static final String OF_THESE = " " + """
            m.organisation_unit_id = any (cast(:units as uuid[])) and m.currency = :currency
            and (cast(:whole as boolean) or coalesce(m.profile_id, cast(:profile as uuid)) = cast(:profile as uuid)
                 and (m.profile_id is null) = (cast(:profile as uuid) = '00000000-0000-0000-0000-000000000000'))
            and
            """;
    private static final UUID NOBODY = new UUID(0, 0);

    private final EntityManager database;

    @Inject
    TakingRepository(EntityManager database) {
        this.database = database;
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
        List<Tuple> rows = taking.fill(
                        database.createNativeQuery("""
                        select c.country, count(*) as items
                        from msp_cdr m join cpo_cdr c on c.id = m.cpo_cdr_id where """ + OF_THESE + DueRepository.DUE + """
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
                            where """ + OF_THESE + DueRepository.DUE + """
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

    /// With every CDR of the country that was taken: the decision is that of its line.
    void recordTax(UUID invoice, String country, VatTreatment treatment) {
        database.createNativeQuery("""
                        update invoiced_cdr set vat_rule = :rule, vat_category = :category, vat_percent = :percent
                        where invoice_id = :invoice and coalesce(country, '') = :country
                        """)
                .setParameter("rule", treatment.rule())
                .setParameter("category", treatment.category().name())
                .setParameter("percent", treatment.percent())
                .setParameter("invoice", invoice)
                .setParameter("country", country)
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
                          and """ + DueRepository.SHIPPED + """
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
}
