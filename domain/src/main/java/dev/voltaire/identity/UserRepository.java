package dev.voltaire.identity;

import dev.voltaire.listing.Condition;
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
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All queries on users. A user is visible to whoever sees one of the user's organisation units.
@ApplicationScoped
public class UserRepository implements PanacheRepositoryBase<User, UUID> {
    private static final String IN_SCOPE = "u.organisation_unit_ids && array("
            + "select id from organisation_unit where path <@ any (cast(? as ltree[])))";

    private final Listings listings;

    @Inject
    UserRepository(Listings listings) {
        this.listings = listings;
    }

    /// A row of the list of users.
    ///
    /// @param units how many there are; ids and labels are those the caller sees
    public record Summary(
            UUID id,
            String email,
            String firstName,
            String lastName,
            Set<Role> roles,
            boolean emailConfirmed,
            boolean active,
            @Nullable Instant lockedUntil,
            boolean hasPassword,
            int units,
            List<UUID> unitIds,
            List<String> unitLabels,
            Instant createdAt) {}

    private static final Listing<Summary> LISTING = Listing.of(
                    "u.*, u.password_hash is not null as has_password, cardinality(u.organisation_unit_ids) as units,"
                            + " array(select o.id::text from organisation_unit o where o.id = any (u.organisation_unit_ids)"
                            + " order by o.number) as unit_ids, array(select " + OrganisationUnitRepository.LABEL
                            + " from organisation_unit o where o.id = any (u.organisation_unit_ids)"
                            + " order by o.number) as unit_labels",
                    "app_user u")
            .always("u.deleted_at is null")
            .search("u.search")
            .filter("role", Filter.anyOf("u.roles", Role.class))
            .filter("emailConfirmed", Filter.flag("u.email_confirmed_at is not null"))
            .filter("active", Filter.flag("u.active"))
            .filter(
                    "orgUnitId",
                    values -> Condition.of(
                            "u.organisation_unit_ids && array(select id from organisation_unit where path <@ any (array("
                                    + "select path from organisation_unit where id = any (?))))",
                            (Object) values.stream().map(UUID::fromString).toArray(UUID[]::new)))
            .period("created", "u.created_at")
            .sortIndexed("email", "u.email")
            .sortIndexed("firstName", "u.first_name")
            .sortIndexed("lastName", "u.last_name")
            .sortIndexed("emailConfirmed", "(u.email_confirmed_at is not null)")
            .sortIndexed("active", "u.active")
            .sortIndexed("createdAt", "u.created_at")
            .defaultSort("u.id", "email")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.text("email"),
                    row.text("first_name"),
                    row.text("last_name"),
                    row.texts("roles").stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet()),
                    row.maybeInstant("email_confirmed_at") != null,
                    row.flag("active"),
                    row.maybeInstant("locked_until"),
                    row.flag("has_password"),
                    row.number("units"),
                    row.texts("unit_ids").stream().map(UUID::fromString).toList(),
                    row.texts("unit_labels"),
                    row.instant("created_at")));

    public Page<Summary> list(ListRequest request, Scope scope) {
        return listings.page(
                LISTING,
                request,
                switch (scope) {
                    case Scope.Everything() -> Condition.ALWAYS;
                    case Scope.Subtrees subtrees -> Condition.of(IN_SCOPE, subtrees.literal());
                });
    }

    public User get(UUID id, Scope scope) {
        List<User> found = getEntityManager()
                .createNativeQuery("""
                        select * from app_user u
                        where u.id = :id and u.deleted_at is null
                          and (:everything or u.organisation_unit_ids && array(
                            select id from organisation_unit where path <@ any (cast(:paths as ltree[]))))
                        """, User.class)
                .setParameter("id", id)
                .setParameter("everything", scope instanceof Scope.Everything)
                .setParameter("paths", scope.literal())
                .getResultList();
        return found.stream().findFirst().orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public Optional<User> findByEmail(String email) {
        return getEntityManager()
                .createNativeQuery(
                        "select * from app_user where email = cast(:email as citext) and deleted_at is null",
                        User.class)
                .setParameter("email", email)
                .getResultStream()
                .findFirst();
    }

    /// For changes that several requests make at once, such as counting failed sign-ins.
    User locked(UUID id) {
        User user = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (user == null || user.deletedAt() != null) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        return user;
    }

    public boolean anyOperator() {
        return !getEntityManager()
                .createNativeQuery(
                        "select 1 from app_user where roles @> array['PLATFORM_OPERATOR'] and deleted_at is null limit 1")
                .getResultList()
                .isEmpty();
    }

    void mustBeFree(String email) {
        if (findByEmail(email).isPresent()) {
            throw new ProblemException(Problem.EMAIL_ALREADY_USED);
        }
    }

    /// Inserts now: a race for the address is lost here, by the unique index.
    void insert(User user) {
        mustBeFree(user.email());
        persistAndFlush(user);
    }
}
