package dev.voltaire.identity;

import dev.voltaire.message.Language;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/// What people change about their own account.
@ApplicationScoped
public class OwnAccount {
    private final UserRepository users;

    @Inject
    OwnAccount(UserRepository users) {
        this.users = users;
    }

    @Transactional
    public User of(Caller.SignedIn caller) {
        User user = users.findById(caller.userId());
        if (user == null) {
            throw new ProblemException(Problem.UNAUTHENTICATED);
        }
        return user;
    }

    @Transactional
    public User speak(Caller.SignedIn caller, @Nullable Language language) {
        User user = of(caller);
        user.speak(language);
        return user;
    }

    @Transactional
    public void signOutEverywhere(Caller.SignedIn caller) {
        of(caller).signOutEverywhere();
    }
}
