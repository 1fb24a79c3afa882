package dev.voltaire.driver;

import dev.voltaire.identity.AccountRecovery;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.Secret;
import dev.voltaire.identity.User;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;

/// Accepting an invitation. Somebody who is a driver and nothing else has nothing to sign in for before there is a
/// profile to charge with; the invitation waits.
@ApplicationScoped
public class DriverJoining {
    private final AccountRecovery recovery;
    private final ProfileRepository profiles;

    @Inject
    DriverJoining(AccountRecovery recovery, ProfileRepository profiles) {
        this.recovery = recovery;
        this.profiles = profiles;
    }

    /// @throws ProblemException INVITATION_INVALID; PROFILE_MISSING for a driver without one
    public void accept(Secret invitation, String password) {
        QuarkusTransaction.requiringNew().run(() -> mustHaveAReason(recovery.invited(invitation)));
        recovery.acceptInvitation(invitation, password);
    }

    private void mustHaveAReason(User user) {
        if (user.roles().equals(Set.of(Role.EV_DRIVER)) && profiles.of(user).isEmpty()) {
            throw new ProblemException(Problem.PROFILE_MISSING);
        }
    }
}
