package dev.voltaire.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Aborts a use case. Rolls its transaction back, being unchecked. The arguments fill the localised detail text, so
/// they must be fit for the caller's eyes: no secrets, no foreign identifiers.
public final class ProblemException extends RuntimeException {
    private final Problem problem;
    private final transient List<Object> arguments;
    private final transient List<Violation> violations;

    public ProblemException(Problem problem, Object... arguments) {
        this(problem, null, List.of(), arguments);
    }

    private ProblemException(
            Problem problem, @Nullable Throwable cause, List<Violation> violations, Object... arguments) {
        super(problem.code(), cause);
        this.problem = problem;
        this.arguments = List.of(arguments);
        this.violations = violations;
    }

    public static ProblemException because(Throwable cause, Problem problem, Object... arguments) {
        return new ProblemException(problem, cause, List.of(), arguments);
    }

    /// All fields that break a rule, named at once.
    public static ProblemException invalid(List<Violation> violations) {
        return new ProblemException(Problem.VALIDATION_FAILED, null, List.copyOf(violations));
    }

    public Problem problem() {
        return problem;
    }

    public List<Object> arguments() {
        return arguments;
    }

    public List<Violation> violations() {
        return violations;
    }
}
