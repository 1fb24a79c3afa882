package dev.voltaire.identity;

import dev.voltaire.audit.Audit;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.value.ExpectedVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Managing other people's accounts. Nobody grants a role beyond their own, and nobody edits a user who holds one or
/// who also belongs to a unit outside their reach: changing that user's address would be a way to that role or unit.
@ApplicationScoped
public class Users {
    private final UserRepository users;
    private final OrganisationUnitRepository units;
    private final SecondFactors secondFactors;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    @Inject
    Users(
            UserRepository users,
            OrganisationUnitRepository units,
            SecondFactors secondFactors,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.audit = audit;
        this.users = users;
        this.units = units;
        this.secondFactors = secondFactors;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Creates the account and has the invitation mailed.
    @Transactional
    public User create(User.Particulars particulars, Set<Role> roles, Collection<UUID> unitIds, Caller by) {
        mustBeGrantable(roles, by);
        User user = new User(particulars, roles, unitsWithin(unitIds, roles, by), clock.instant());
        users.insert(user);
        outbox.publish(new AccountLinkRequested(user.id(), AccountLink.Purpose.INVITATION));
        log("user-created", user);
        return user;
    }

    @Transactional
    public User change(
            UUID id,
            ExpectedVersion expected,
            User.Particulars particulars,
            Set<Role> roles,
            Collection<UUID> unitIds,
            Caller by) {
        User user = editable(id, by);
        expected.mustBe(user.version());
        if (!user.roles().equals(Set.copyOf(roles))
                || !Set.copyOf(user.organisationUnitIds()).equals(Set.copyOf(unitIds))) {
            mustBeGrantable(roles, by);
            user.assign(roles, unitsWithin(unitIds, roles, by));
        }
        boolean newAddress = !user.email().equalsIgnoreCase(particulars.email());
        if (newAddress) {
            users.mustBeFree(particulars.email());
        }
        user.change(particulars);
        if (newAddress) {
            outbox.publish(new AccountLinkRequested(
                    id, user.hasPassword() ? AccountLink.Purpose.EMAIL_CONFIRMATION : AccountLink.Purpose.INVITATION));
        }
        users.flush();
        log("user-changed", user);
        return user;
    }

    @Transactional
    public void resendInvitation(UUID id, Caller by) {
        User user = editable(id, by);
        if (user.hasPassword() && user.emailConfirmedAt() != null) {
            throw new ProblemException(Problem.WRONG_STATE, user.email(), "CONFIRMED");
        }
        outbox.publish(new AccountLinkRequested(
                id, user.hasPassword() ? AccountLink.Purpose.EMAIL_CONFIRMATION : AccountLink.Purpose.INVITATION));
    }

    @Transactional
    public User unlock(UUID id, Caller by) {
        User user = editable(id, by);
        user.unlock();
        log("user-unlocked", user);
        return user;
    }

    /// For somebody who lost the device and the recovery codes; signs them out everywhere.
    @Transactional
    public User resetSecondFactor(UUID id, Caller by) {
        User user = editable(id, by);
        secondFactors.reset(user);
        return user;
    }

    @Transactional
    public User signOut(UUID id, Caller by) {
        User user = editable(id, by);
        user.signOutEverywhere();
        log("user-signed-out", user);
        return user;
    }

    /// The account only; what hangs on it is closed by the use case that calls this.
    @Transactional(Transactional.TxType.MANDATORY)
    public void delete(User user) {
        log("user-deleted", user);
        user.delete(clock.instant());
    }

    private void log(String action, User user) {
        audit.record(
                action,
                "user",
                user.id(),
                user.organisationUnitIds().stream().findFirst().orElse(null),
                Map.of("active", user.active(), "roles", user.roles()));
    }

    /// A visible user whom the caller may also change.
    public User editable(UUID id, Caller by) {
        User user = users.get(id, by.reach());
        mustBeGrantable(user.roles(), by);
        boolean within = units.all(user.organisationUnitIds()).size()
                        == user.organisationUnitIds().size()
                && units.all(user.organisationUnitIds()).stream()
                        .allMatch(unit -> by.reach().contains(unit.path()));
        if (!within) {
            throw new ProblemException(Problem.ACCESS_DENIED);
        }
        return user;
    }

    private static void mustBeGrantable(Set<Role> roles, Caller by) {
        if (!by.mayGrant(roles)) {
            throw new ProblemException(Problem.ROLE_NOT_GRANTABLE);
        }
    }

    private List<OrganisationUnit> unitsWithin(Collection<UUID> unitIds, Set<Role> roles, Caller by) {
        Scope reach = by.reach();
        if (unitIds.isEmpty() && !roles.contains(Role.PLATFORM_OPERATOR)) {
            throw ProblemException.invalid(List.of(new Violation("organisationUnitIds", "validation.required")));
        }
        return unitIds.stream().distinct().map(id -> units.get(id, reach)).toList();
    }
}
