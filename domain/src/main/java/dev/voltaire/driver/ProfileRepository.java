package dev.voltaire.driver;

import dev.voltaire.identity.User;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
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

/// All queries on profiles.
@ApplicationScoped
public class ProfileRepository implements PanacheRepositoryBase<Profile, UUID> {
    private final Listings listings;

    @Inject
    ProfileRepository(Listings listings) {
        this.listings = listings;
    }

    /// A row of the list of profiles.
    public record Summary(
            UUID id,
            String name,
            String email,
            @Nullable String externalId,
            UUID unitId,
            String unitLabel,
            UUID userId,
            boolean shared,
            Profile.Status status,
            Instant createdAt) {}

    private static final Listing<Summary> LISTING = Listing.of(
                    "p.id, p.name, p.email, p.external_id, p.organisation_unit_id, p.user_id, p.shared, p.status, "
                            + "p.created_at, " + OrganisationUnitRepository.LABEL + " as unit_label",
                    "profile p join organisation_unit o on o.id = p.organisation_unit_id")
            .always("p.deleted_at is null")
            .search("p.search")
            .filter("orgUnitId", Scope.unitOrBelow("p.organisation_unit_id"))
            .filter("userId", Filter.id("p.user_id"))
            .filter("shared", Filter.flag("p.shared"))
            .filter("status", Filter.oneOf("p.status", Profile.Status.class))
            .filter("externalId", Filter.text("p.external_id"))
            .period("created", "p.created_at")
            .sortIndexed("name", "p.name")
            .sortIndexed("email", "p.email")
            .sort("externalId", "p.external_id")
            .sortIndexed("shared", "p.shared")
            .sortIndexed("createdAt", "p.created_at")
            .defaultSort("p.id", "-createdAt")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.text("name"),
                    row.text("email"),
                    row.maybeText("external_id"),
                    row.id("organisation_unit_id"),
                    row.text("unit_label"),
                    row.id("user_id"),
                    row.flag("shared"),
                    row.constant("status", Profile.Status.class),
                    row.instant("created_at")));

    public Page<Summary> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("p.organisation_unit_id"));
    }

    public Profile get(UUID id, Scope scope) {
        return findByIdOptional(id)
                .filter(profile -> profile.status() != Profile.Status.DELETED)
                .filter(profile -> scope.contains(profile.organisationUnit().path()))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// The undeleted profiles of a user, oldest first.
    public List<Profile> of(User user) {
        return list("user = ?1 and status <> ?2 order by createdAt", user, Profile.Status.DELETED);
    }

    /// The profile the user's app charges with.
    public Optional<Profile> activeOf(UUID userId) {
        return find(
                        "id = (select activeProfileId from User where id = ?1) and status = ?2",
                        userId,
                        Profile.Status.ACTIVE)
                .firstResultOptional();
    }

    /// A user's own profile, for the app.
    public Profile ownedBy(UUID userId, UUID profileId) {
        return find("id = ?1 and user.id = ?2 and status <> ?3", profileId, userId, Profile.Status.DELETED)
                .firstResultOptional()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }
}
