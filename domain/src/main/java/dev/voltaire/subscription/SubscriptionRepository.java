package dev.voltaire.subscription;

import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All queries on subscriptions.
@ApplicationScoped
public class SubscriptionRepository implements PanacheRepositoryBase<Subscription, UUID> {
    private final Listings listings;

    @Inject
    SubscriptionRepository(Listings listings) {
        this.listings = listings;
    }

    /// A row of the list of subscriptions.
    public record Summary(
            UUID id,
            UUID templateId,
            String templateName,
            UUID unitId,
            String unitLabel,
            LocalDate startsOn,
            @Nullable LocalDate endsOn,
            String createdBy,
            Instant createdAt) {}

    private static final Listing<Summary> LISTING = Listing.of(
                    "s.*, t.name as template_name, " + OrganisationUnitRepository.LABEL + " as unit_label",
                    "subscription s join subscription_template t on t.id = s.template_id"
                            + " join organisation_unit o on o.id = s.organisation_unit_id")
            .search("concat_ws(' ', t.name, o.customer_number, o.name)")
            .filter("templateId", Filter.id("s.template_id"))
            .filter("orgUnitId", Scope.unitOrBelow("s.organisation_unit_id"))
            .sort("startsOn", "s.starts_on")
            .sort("endsOn", "s.ends_on")
            .sort("template", "t.name")
            .sort("orgUnit", "o.name")
            .defaultSort("s.id", "-startsOn")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.id("template_id"),
                    row.text("template_name"),
                    row.id("organisation_unit_id"),
                    row.text("unit_label"),
                    Objects.requireNonNull(row.maybeDate("starts_on")),
                    row.maybeDate("ends_on"),
                    row.text("created_by"),
                    row.instant("created_at")));

    public Page<Summary> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("s.organisation_unit_id"));
    }

    public Subscription get(UUID id, Scope scope) {
        return findByIdOptional(id)
                .filter(subscription ->
                        scope.contains(subscription.organisationUnit().path()))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    boolean heldSince(OrganisationUnit unit, LocalDate day) {
        return count("organisationUnit = ?1 and (endsOn is null or endsOn > ?2)", unit, day) > 0;
    }

    /// A period that begins on the day or later has its fee already.
    boolean accruedSince(Subscription subscription, LocalDate day) {
        return !getEntityManager()
                .createNativeQuery(
                        "select 1 from subscription_fee where subscription_id = :id and due_on > :day limit 1")
                .setParameter("id", subscription.id())
                .setParameter("day", day)
                .getResultList()
                .isEmpty();
    }

    /// Of the unit and of those above it within the scope, newest first.
    List<Subscription> atOrAbove(OrganisationUnit unit, Scope scope) {
        return getEntityManager()
                .createNativeQuery("""
                        select s.* from subscription s join organisation_unit o on o.id = s.organisation_unit_id
                        where cast(:path as ltree) <@ o.path and o.path <@ any (cast(:scope as ltree[]))
                        order by s.starts_on desc, nlevel(o.path) desc
                        """, Subscription.class)
                .setParameter("path", unit.path())
                .setParameter("scope", scope.literal())
                .getResultList();
    }

    /// Profiles of the unit and those below it that were there on at least one day of the period, suspended ones
    /// included.
    ///
    /// @param to exclusive
    public long profilesActive(OrganisationUnit unit, LocalDate from, LocalDate to, ZoneId zone) {
        return ((Number) getEntityManager()
                        .createNativeQuery("""
                        select count(*) from profile p join organisation_unit o on o.id = p.organisation_unit_id
                        where o.path <@ cast(:path as ltree) and p.created_at < :to
                          and (p.deleted_at is null or p.deleted_at >= :from)
                        """)
                        .setParameter("path", unit.path())
                        .setParameter("from", from.atStartOfDay(zone).toInstant())
                        .setParameter("to", to.atStartOfDay(zone).toInstant())
                        .getSingleResult())
                .longValue();
    }

    List<UUID> ids() {
        return getEntityManager()
                .createNativeQuery("select id from subscription order by id", UUID.class)
                .getResultList();
    }
}
