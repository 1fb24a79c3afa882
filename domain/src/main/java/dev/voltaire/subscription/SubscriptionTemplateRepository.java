package dev.voltaire.subscription;

import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/// All queries on subscription templates.
@ApplicationScoped
public class SubscriptionTemplateRepository implements PanacheRepositoryBase<SubscriptionTemplate, UUID> {
    private final Listings listings;

    @Inject
    SubscriptionTemplateRepository(Listings listings) {
        this.listings = listings;
    }

    /// A row of the list of templates; `fee` is today's.
    public record Summary(
            UUID id,
            String name,
            Money fee,
            SubscriptionTemplate.Proration proration,
            SubscriptionTemplate.NonBillable nonBillable,
            SubscriptionTemplate.Status status,
            Instant createdAt) {}

    private static final Listing<Summary> LISTING = Listing.of(
                    "t.*, p.amount as fee",
                    "subscription_template t cross join lateral (select amount from subscription_price"
                            + " where template_id = t.id order by valid_from > current_date,"
                            + " abs(valid_from - current_date) limit 1) p")
            .search("concat_ws(' ', t.name, t.description)")
            .filter("status", Filter.oneOf("t.status", SubscriptionTemplate.Status.class))
            .filter("currency", Filter.text("t.currency"))
            .sort("name", "t.name")
            .sort("fee", "p.amount")
            .sort("status", "t.status")
            .sort("createdAt", "t.created_at")
            .defaultSort("t.id", "name")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.text("name"),
                    money(row.text("currency"), row.decimal("fee")),
                    row.constant("proration", SubscriptionTemplate.Proration.class),
                    row.constant("non_billable", SubscriptionTemplate.NonBillable.class),
                    row.constant("status", SubscriptionTemplate.Status.class),
                    row.instant("created_at")));

    public Page<Summary> list(ListRequest request) {
        return listings.page(LISTING, request, Condition.ALWAYS);
    }

    public SubscriptionTemplate get(UUID id) {
        return findByIdOptional(id).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    void nameMustBeFree(String name) {
        if (count("lower(name) = lower(?1) and status = ?2", name, SubscriptionTemplate.Status.ACTIVE) > 0) {
            throw new ProblemException(Problem.ALREADY_EXISTS, name);
        }
    }

    boolean accruedSince(SubscriptionTemplate template, LocalDate day) {
        return !getEntityManager()
                .createNativeQuery("select 1 from subscription_fee f join subscription s on s.id = f.subscription_id"
                        + " where s.template_id = :template and f.period_start >= :day limit 1")
                .setParameter("template", template.id())
                .setParameter("day", day)
                .getResultList()
                .isEmpty();
    }

    private static Money money(String currency, BigDecimal amount) {
        return Money.of(CurrencyUnit.of(currency), amount);
    }
}
