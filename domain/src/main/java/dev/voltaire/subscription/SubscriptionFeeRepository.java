package dev.voltaire.subscription;

import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.listing.Row;
import dev.voltaire.organisation.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// The SQL of fees: which days of which profiles a subscription covers, and what was accrued for them.
@ApplicationScoped
class SubscriptionFeeRepository {
    private static final Listing<SubscriptionFee> LISTING = Listing.of(
                    "f.*, p.name as profile_name", "subscription_fee f join profile p on p.id = f.profile_id")
            .search("p.name")
            .filter("orgUnitId", Scope.unitOrBelow("f.organisation_unit_id"))
            .filter("subscriptionId", Filter.id("f.subscription_id"))
            .filter("profileId", Filter.id("f.profile_id"))
            .filter("invoiceId", Filter.id("f.invoice_id"))
            .filter("invoiced", Filter.flag("f.invoice_id is not null"))
            .filter("waived", Filter.flag("f.waived"))
            .sort("dueOn", "f.due_on")
            .sort("periodStart", "f.period_start")
            .sort("profile", "p.name")
            .sort("amount", "f.amount")
            .defaultSort("f.id", "-dueOn")
            .rows(SubscriptionFeeRepository::fee);

    private final EntityManager database;
    private final Listings listings;

    @Inject
    SubscriptionFeeRepository(EntityManager database, Listings listings) {
        this.database = database;
        this.listings = listings;
    }

    Page<SubscriptionFee> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("f.organisation_unit_id"));
    }

    /// Fees of these units that no invoice has taken, oldest first. Waived ones and zero amounts are never due.
    List<SubscriptionFee> due(Collection<UUID> units, LocalDate until) {
        List<Tuple> rows = database.createNativeQuery("""
                        select f.*, p.name as profile_name
                        from subscription_fee f join profile p on p.id = f.profile_id
                        where f.organisation_unit_id = any (cast(:units as uuid[])) and f.due_on <= :until
                          and f.invoice_id is null and f.amount > 0
                        order by f.due_on, f.id
                        """, Tuple.class)
                .setParameter("units", units.toArray(UUID[]::new))
                .setParameter("until", until)
                .getResultList();
        return rows.stream().map(SubscriptionFeeRepository::fee).toList();
    }

    /// Days without a gap on which a subscription covers a profile.
    ///
    /// @param until exclusive; absent while covered
    /// @param accruedUntil exclusive end of what has its fee; absent when nothing has
    record Coverage(
            UUID profileId,
            UUID unitId,
            boolean billable,
            LocalDate from,
            @Nullable LocalDate until,
            @Nullable LocalDate accruedUntil) {}

    /// A unit nearer to the profile with a subscription of its own takes its days away. `after` and `limit` page
    /// through the profiles by id.
    List<Coverage> coverage(Subscription subscription, LocalDate today, ZoneId zone, UUID after, int limit) {
        List<Tuple> rows = database.createNativeQuery("""
                        with held as (
                            select s.id, s.organisation_unit_id, daterange(s.starts_on, s.ends_on) as days, o.path
                            from subscription s join organisation_unit o on o.id = s.organisation_unit_id
                            where s.id = :subscription),
                        candidate as (
                            select p.id, p.organisation_unit_id, u.path,
                                   case p.billable when 'INHERIT' then u.billable else p.billable = 'BILLABLE' end
                                       as billable,
                                   daterange(cast(p.created_at at time zone :zone as date),
                                             case when p.deleted_at is not null then greatest(
                                                 cast(p.created_at at time zone :zone as date),
                                                 cast(p.deleted_at at time zone :zone as date)) end) as days
                            from profile p join organisation_unit u on u.id = p.organisation_unit_id, held
                            where u.path <@ held.path and p.id > :after
                            order by p.id limit :limit)
                        select c.id, c.organisation_unit_id, c.billable, lower(part.days) as first,
                               upper(part.days) as until,
                               (select max(f.period_end) from subscription_fee f
                                where f.subscription_id = held.id and f.profile_id = c.id
                                  and f.period_start >= lower(part.days)) as accrued
                        from held, candidate c, lateral unnest(
                            datemultirange(held.days * c.days) - coalesce((
                                select range_agg(daterange(n.starts_on, n.ends_on))
                                from subscription n join organisation_unit no on no.id = n.organisation_unit_id
                                where c.path <@ no.path and nlevel(no.path) > nlevel(held.path)),
                                cast('{}' as datemultirange))) as part(days)
                        where lower(part.days) < :today
                        order by c.id, 4
                        """, Tuple.class)
                .setParameter("subscription", subscription.id())
                .setParameter("zone", zone.getId())
                .setParameter("after", after)
                .setParameter("limit", limit)
                .setParameter("today", today)
                .getResultList();
        return rows.stream()
                .map(row -> new Coverage(
                        row.get("id", UUID.class),
                        row.get("organisation_unit_id", UUID.class),
                        row.get("billable", Boolean.class),
                        row.get("first", LocalDate.class),
                        row.get("until", LocalDate.class),
                        row.get("accrued", LocalDate.class)))
                .toList();
    }

    /// The last profile of the page that [#coverage] looked at, covered or not; absent behind the last one.
    @Nullable
    UUID lastOfPage(Subscription subscription, UUID after, int limit) {
        List<UUID> ids = database.createNativeQuery("""
                        select p.id from profile p join organisation_unit u on u.id = p.organisation_unit_id
                        where u.path <@ cast(:path as ltree) and p.id > :after order by p.id limit :limit
                        """, UUID.class)
                .setParameter("path", subscription.organisationUnit().path())
                .setParameter("after", after)
                .setParameter("limit", limit)
                .getResultList();
        return ids.size() < limit ? null : ids.getLast();
    }

    /// Twice is once.
    void insert(
            Subscription subscription,
            Coverage coverage,
            SubscriptionPeriod period,
            Money price,
            Money amount,
            Instant at) {
        boolean waived =
                subscription.template().nonBillable() == SubscriptionTemplate.NonBillable.FREE && !coverage.billable();
        database.createNativeQuery("""
                        insert into subscription_fee (subscription_id, organisation_unit_id, profile_id, period_start,
                            period_end, days, days_in_period, price, amount, currency, waived, due_on, accrued_at)
                        values (:subscription, :unit, :profile, :start, :end, :days, :daysInPeriod, :price, :amount,
                            :currency, :waived, :due, :at)
                        on conflict (subscription_id, profile_id, period_start) do nothing
                        """)
                .setParameter("subscription", subscription.id())
                .setParameter("unit", coverage.unitId())
                .setParameter("profile", coverage.profileId())
                .setParameter("start", period.start())
                .setParameter("end", period.end())
                .setParameter("days", period.days())
                .setParameter("daysInPeriod", period.daysInPeriod())
                .setParameter("price", price.getAmount())
                .setParameter(
                        "amount", waived ? Money.zero(amount.getCurrencyUnit()).getAmount() : amount.getAmount())
                .setParameter("currency", amount.getCurrencyUnit().getCode())
                .setParameter("waived", waived)
                .setParameter("due", period.dueOn())
                .setParameter("at", at)
                .executeUpdate();
    }

    private static SubscriptionFee fee(Tuple row) {
        CurrencyUnit currency = CurrencyUnit.of(row.get("currency", String.class));
        return new SubscriptionFee(
                row.get("id", UUID.class),
                row.get("subscription_id", UUID.class),
                row.get("organisation_unit_id", UUID.class),
                row.get("profile_id", UUID.class),
                row.get("profile_name", String.class),
                row.get("period_start", LocalDate.class),
                row.get("period_end", LocalDate.class),
                row.get("days", Integer.class),
                row.get("days_in_period", Integer.class),
                Money.of(currency, row.get("price", BigDecimal.class)),
                Money.of(currency, row.get("amount", BigDecimal.class)),
                row.get("waived", Boolean.class),
                row.get("due_on", LocalDate.class),
                row.get("invoice_id", UUID.class));
    }

    private static SubscriptionFee fee(Row row) {
        CurrencyUnit currency = CurrencyUnit.of(row.text("currency"));
        return new SubscriptionFee(
                row.id("id"),
                row.id("subscription_id"),
                row.id("organisation_unit_id"),
                row.id("profile_id"),
                row.text("profile_name"),
                Objects.requireNonNull(row.maybeDate("period_start")),
                Objects.requireNonNull(row.maybeDate("period_end")),
                row.number("days"),
                row.number("days_in_period"),
                Money.of(currency, row.decimal("price")),
                Money.of(currency, row.decimal("amount")),
                row.flag("waived"),
                Objects.requireNonNull(row.maybeDate("due_on")),
                row.maybeId("invoice_id"));
    }
}
