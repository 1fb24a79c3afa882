package dev.voltaire.organisation;

import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.message.Language;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All queries on organisation units.
@ApplicationScoped
public class OrganisationUnitRepository implements PanacheRepositoryBase<OrganisationUnit, UUID> {
    /// [OrganisationUnit#displayName] in SQL, of the alias `o`.
    public static final String LABEL = "concat_ws(' ', o.customer_number, '(' || o.number || ')', o.name)";

    private final Listings listings;

    @Inject
    OrganisationUnitRepository(Listings listings) {
        this.listings = listings;
    }

    /// @throws ProblemException NOT_FOUND when there is none, or none in the scope: the caller cannot tell which
    public OrganisationUnit get(UUID id, Scope scope) {
        return findByIdOptional(id)
                .filter(unit -> scope.contains(unit.path()))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public List<OrganisationUnit> all(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : list("id in ?1 order by number", ids);
    }

    public Optional<OrganisationUnit> findByNumber(long number) {
        return find("number", number).firstResultOptional();
    }

    /// A row of the list of units.
    public record Summary(
            UUID id,
            long number,
            String name,
            @Nullable String customerNumber,
            String displayName,
            @Nullable UUID parentId,
            String country,
            OrganisationUnit.Status status,
            Instant createdAt) {}

    private static final Listing<Summary> LISTING = Listing.of(
                    "o.id, o.number, o.name, o.customer_number, o.parent_id, o.country, o.status, o.created_at, "
                            + LABEL + " as label",
                    "organisation_unit o")
            .search("concat_ws(' ', o.customer_number, o.number, o.name, o.legal_name)")
            .filter("status", Filter.oneOf("o.status", OrganisationUnit.Status.class))
            .filter("country", Filter.text("o.country"))
            .filter("parentId", Filter.id("o.parent_id"))
            .filter("orgUnitId", Scope.unitOrBelow("o.id"))
            .period("created", "o.created_at")
            .sort("name", "o.name")
            .sort("number", "o.number")
            .sort("customerNumber", "o.customer_number")
            .sort("createdAt", "o.created_at")
            .defaultSort("o.id", "name")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.bigNumber("number"),
                    row.text("name"),
                    row.maybeText("customer_number"),
                    row.text("label"),
                    row.maybeId("parent_id"),
                    row.text("country"),
                    row.constant("status", OrganisationUnit.Status.class),
                    row.instant("created_at")));

    public Page<Summary> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("o.id"));
    }

    /// Numbers are unique and rise; a rolled-back creation leaves a gap.
    long nextNumber() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select nextval('organisation_unit_number')")
                        .getSingleResult())
                .longValue();
    }

    /// The visible part of the tree, parents before children.
    public List<OrganisationUnit> tree(Scope scope) {
        return getEntityManager()
                .createNativeQuery("""
                        select * from organisation_unit
                        where path <@ any (cast(:paths as ltree[]))
                        order by path
                        """, OrganisationUnit.class)
                .setParameter("paths", scope.literal())
                .getResultList();
    }

    /// The default language of a unit, in which its people read legal texts before they sign in.
    public Optional<Language> language(@Nullable UUID id) {
        return id == null ? Optional.empty() : findByIdOptional(id).map(OrganisationUnit::language);
    }

    /// The unit itself and everything below it.
    public List<UUID> idsBelow(OrganisationUnit unit) {
        return getEntityManager()
                .createNativeQuery("select id from organisation_unit where path <@ cast(:path as ltree)", UUID.class)
                .setParameter("path", unit.path())
                .getResultList();
    }
}
