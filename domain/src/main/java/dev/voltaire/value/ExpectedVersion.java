package dev.voltaire.value;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;

/// The version an editor saw before editing. Two people who edit the same thing must not overwrite each other.
public record ExpectedVersion(int number) {

    /// @throws ProblemException EDIT_CONFLICT when somebody else was faster
    public void mustBe(int actual) {
        if (number != actual) {
            throw new ProblemException(Problem.EDIT_CONFLICT);
        }
    }
}
