package dev.voltaire.invoice;

import dev.voltaire.invoice.InvoiceRun.Left;
import dev.voltaire.invoice.InvoiceRun.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// What is due to whom at the end of a period, and what stays out of it.
@ApplicationScoped
class DueRepository {
    /// A unit is billed by the nearest unit at or above it that has a billing account.
    private static final String PAYER = """
            payer as (
                select distinct on (u.id) u.id as unit_id, a.id as payer_id
                from organisation_unit u join organisation_unit a on u.path <@ a.path
                where a.payment_method is not null
                order by u.id, nlevel(a.path) desc)
            """;
    /// A session that can be charged.
    static final String DUE = " " + """
            m.invoice_id is null and m.approval_state = 'APPROVED' and m.price_calculated and m.billable
            and coalesce(m.ended_at, m.created_at) < :end
            """;

    /// An order of cards that can be charged.
    static final String SHIPPED = " " + """
            o.shipped_at < :end and o.cancelled_at is null and o.price_amount > 0
            and not exists (select from invoiced_card_order i where i.token_request_id = o.id)
            """;

    private final EntityManager database;

    @Inject
    DueRepository(EntityManager database) {
        this.database = database;
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
}
