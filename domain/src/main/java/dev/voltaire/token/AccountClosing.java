package dev.voltaire.token;

import dev.voltaire.audit.Audit;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.driver.Profiles;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.User;
import dev.voltaire.identity.Users;
import dev.voltaire.legal.PersonalData;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Ends users, profiles and organisation units with everything below them, in one transaction: profiles are deleted,
/// tokens deactivated for ever, partners told.
@ApplicationScoped
public class AccountClosing {
    private final Users users;
    private final Profiles profiles;
    private final ProfileRepository profileRepository;
    private final TokenRepository tokens;
    private final TokenBlocking blocking;
    private final TokenChanges changes;
    private final OrganisationUnitRepository units;
    private final PersonalData personalData;
    private final Audit audit;
    private final Clock clock;

    @Inject
    AccountClosing(
            Users users,
            Profiles profiles,
            ProfileRepository profileRepository,
            TokenRepository tokens,
            TokenBlocking blocking,
            TokenChanges changes,
            OrganisationUnitRepository units,
            PersonalData personalData,
            Audit audit,
            Clock clock) {
        this.audit = audit;
        this.users = users;
        this.profiles = profiles;
        this.profileRepository = profileRepository;
        this.tokens = tokens;
        this.blocking = blocking;
        this.changes = changes;
        this.units = units;
        this.personalData = personalData;
        this.clock = clock;
    }

    /// What a deletion would take along.
    public record Impact(int profiles, int tokens) {}

    @Transactional
    public Impact impactOfUser(UUID userId, Caller by) {
        return impact(profileRepository.of(users.editable(userId, by)));
    }

    @Transactional
    public Impact impactOfProfile(UUID profileId, Caller by) {
        return impact(List.of(profileRepository.get(profileId, by.reach())));
    }

    @Transactional
    public void deleteUser(UUID userId, Caller by) {
        User user = users.editable(userId, by);
        if (by instanceof Caller.SignedIn self && self.userId().equals(userId)) {
            throw new ProblemException(Problem.ACCESS_DENIED);
        }
        profileRepository.of(user).forEach(profile -> close(profile, by));
        users.delete(user);
    }

    /// Deletes the user and forgets who it was, wherever rows have to stay (GDPR Art. 17).
    @Transactional
    public void eraseUser(UUID userId, Caller by) {
        deleteUser(userId, by);
        tokens.flush();
        personalData.forget(userId);
        audit.record("user-erased", "user", userId, null, Map.of());
    }

    @Transactional
    public void deleteProfile(UUID profileId, Caller by) {
        close(profileRepository.get(profileId, by.reach()), by);
    }

    /// The unit and all below it: their tokens are refused from now on and partners told. Users and profiles stay
    /// readable.
    @Transactional
    public OrganisationUnit closeUnit(UUID unitId, Caller by) {
        OrganisationUnit unit = units.get(unitId, by.reach());
        unit.mustBeActive();
        List<UUID> closing = units.idsBelow(unit);
        units.all(closing).stream()
                .filter(each -> each.status() == OrganisationUnit.Status.ACTIVE)
                .forEach(each -> each.close(clock.instant()));
        tokens.workingIn(closing).forEach(token -> blocking.deactivate(token, by));
        audit.record("organisation-unit-closed", "organisation-unit", unitId, unitId, Map.of("units", closing.size()));
        return unit;
    }

    /// After a user was deactivated or activated again: partners must learn that the tokens work no more, or again.
    @Transactional
    public void holderChanged(User user, Caller by) {
        tokens.ofUser(user.id()).stream()
                .filter(token -> token.status() != TokenStatus.INACTIVE)
                .forEach(token -> {
                    token.touch(clock.instant());
                    changes.publish(token);
                });
    }

    private void close(Profile profile, Caller by) {
        working(profile).forEach(token -> blocking.deactivate(token, by));
        profiles.delete(profile);
    }

    private Impact impact(List<Profile> affected) {
        return new Impact(
                affected.size(),
                affected.stream().mapToInt(profile -> working(profile).size()).sum());
    }

    private List<Token> working(Profile profile) {
        return tokens.of(profile).stream()
                .filter(token -> token.status() != TokenStatus.INACTIVE)
                .toList();
    }
}
