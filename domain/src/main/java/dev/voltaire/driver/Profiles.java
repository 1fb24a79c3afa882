package dev.voltaire.driver;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.User;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.value.ExpectedVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/// Creating and changing profiles. Shared profiles are the operator's to make.
@ApplicationScoped
public class Profiles {
    private final ProfileRepository profiles;
    private final OrganisationUnitRepository units;
    private final Audit audit;
    private final Clock clock;

    @Inject
    Profiles(ProfileRepository profiles, OrganisationUnitRepository units, Audit audit, Clock clock) {
        this.audit = audit;
        this.profiles = profiles;
        this.units = units;
        this.clock = clock;
    }

    /// The user's first profile becomes the one the app charges with.
    @Transactional
    public Profile create(User user, UUID unitId, Profile.Particulars particulars, Caller by) {
        sharedIsForTheOperator(particulars, false, by);
        OrganisationUnit unit = units.get(unitId, by.reach());
        Profile profile = new Profile(user, unit, particulars, clock.instant());
        profiles.persist(profile);
        if (user.activeProfileId() == null) {
            user.driveAs(profile.id());
        }
        log("profile-created", profile);
        return profile;
    }

    @Transactional
    public Profile change(UUID id, ExpectedVersion expected, Profile.Particulars particulars, Caller by) {
        Profile profile = profiles.get(id, by.reach());
        expected.mustBe(profile.version());
        sharedIsForTheOperator(particulars, profile.particulars().shared(), by);
        profile.change(particulars);
        profiles.flush();
        log("profile-changed", profile);
        return profile;
    }

    /// The profile only; its tokens are closed by the use case that calls this.
    @Transactional(Transactional.TxType.MANDATORY)
    public void delete(Profile profile) {
        profile.delete(clock.instant());
        log("profile-deleted", profile);
        if (profile.id().equals(profile.user().activeProfileId())) {
            profile.user()
                    .driveAs(profiles.of(profile.user()).stream()
                            .filter(other -> other.status() == Profile.Status.ACTIVE)
                            .map(Profile::id)
                            .findFirst()
                            .orElse(null));
        }
    }

    private void log(String action, Profile profile) {
        audit.record(
                action,
                "profile",
                profile.id(),
                profile.organisationUnit().id(),
                Map.of("name", profile.name(), "status", profile.status().name()));
    }

    private static void sharedIsForTheOperator(Profile.Particulars particulars, boolean already, Caller by) {
        if (particulars.shared() && !already && !by.isOperator()) {
            throw new ProblemException(Problem.ACCESS_DENIED);
        }
    }
}
