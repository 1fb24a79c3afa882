package dev.voltaire.api.authentication;

import dev.voltaire.identity.Caller;
import dev.voltaire.identity.CurrentCaller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// The caller of a resource that wants one.
@ApplicationScoped
public class SignedInCaller {
    private final CurrentCaller current;

    @Inject
    SignedInCaller(CurrentCaller current) {
        this.current = current;
    }

    /// @throws ProblemException UNAUTHENTICATED when nobody is signed in
    public Caller.SignedIn get() {
        return switch (current.get()) {
            case Caller.SignedIn user -> user;
            case Caller.TheSystem() -> throw new ProblemException(Problem.UNAUTHENTICATED);
        };
    }
}
