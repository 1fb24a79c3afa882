package dev.voltaire.identity;

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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All queries on API clients.
@ApplicationScoped
public class ApiClientRepository implements PanacheRepositoryBase<ApiClient, UUID> {
    private final Listings listings;

    @Inject
    ApiClientRepository(Listings listings) {
        this.listings = listings;
    }

    /// A row of the list of clients.
    public record Summary(
            UUID id,
            String clientId,
            String name,
            @Nullable UUID unitId,
            @Nullable String unitLabel,
            Role role,
            List<String> scopes,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}

    private static final Listing<Summary> LISTING = Listing.of(
                    "c.*, case when o.id is not null then " + OrganisationUnitRepository.LABEL + " end as unit_label",
                    "api_client c left join organisation_unit o on o.id = c.organisation_unit_id")
            .search("concat_ws(' ', c.name, c.client_id)")
            .filter("orgUnitId", Scope.unitOrBelow("c.organisation_unit_id"))
            .filter("revoked", Filter.flag("c.revoked_at is not null"))
            .sort("name", "c.name")
            .sort("createdAt", "c.created_at")
            .sort("lastUsedAt", "c.last_used_at")
            .defaultSort("c.id", "name")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.text("client_id"),
                    row.text("name"),
                    row.maybeId("organisation_unit_id"),
                    row.maybeText("unit_label"),
                    row.constant("role", Role.class),
                    row.texts("scopes"),
                    row.instant("created_at"),
                    row.maybeInstant("last_used_at"),
                    row.maybeInstant("revoked_at")));

    public Page<Summary> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("c.organisation_unit_id"));
    }

    /// A client without a unit is the operator's alone.
    public ApiClient get(UUID id, Scope scope) {
        return findByIdOptional(id)
                .filter(client -> {
                    OrganisationUnit unit = client.organisationUnit();
                    return unit == null ? scope instanceof Scope.Everything : scope.contains(unit.path());
                })
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    Optional<ApiClient> findByClientId(String clientId) {
        return find("clientId", clientId).firstResultOptional();
    }

    /// Not an edit: the version stays.
    void used(ApiClient client, Instant at) {
        getEntityManager()
                .createNativeQuery("update api_client set last_used_at = :at where id = :id")
                .setParameter("at", at)
                .setParameter("id", client.id())
                .executeUpdate();
    }
}
