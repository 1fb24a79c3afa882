package dev.voltaire.token;

import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.driver.Profiles;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.identity.Users;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A driver in one go: the user (known or new), the profile, and a virtual token so that charging need not wait for a
/// card.
@ApplicationScoped
public class DriverOnboarding {
    private final Users users;
    private final Profiles profiles;
    private final ProfileRepository profileRepository;
    private final TokenIssuing issuing;

    @Inject
    DriverOnboarding(Users users, Profiles profiles, ProfileRepository profileRepository, TokenIssuing issuing) {
        this.users = users;
        this.profiles = profiles;
        this.profileRepository = profileRepository;
        this.issuing = issuing;
    }

    /// Whom the profile is for.
    public sealed interface Driver {}

    /// Somebody who has an account.
    public record KnownUser(UUID userId) implements Driver {}

    /// Somebody who gets one, as a driver of the profile's unit.
    public record NewUser(User.Particulars particulars) implements Driver {}

    @Transactional
    public Profile onboard(Driver driver, UUID unitId, Profile.Particulars particulars, Caller by) {
        User user = switch (driver) {
            case KnownUser(UUID userId) -> users.editable(userId, by);
            case NewUser(User.Particulars person) -> users.create(person, Set.of(Role.EV_DRIVER), List.of(unitId), by);
        };
        Profile profile = profiles.create(user, unitId, particulars, by);
        issuing.issueVirtual(profile, by);
        return profile;
    }

    /// One more virtual token for a profile.
    @Transactional
    public Token issueVirtual(UUID profileId, Caller by) {
        return issuing.issueVirtual(profileRepository.get(profileId, by.reach()), by);
    }
}
