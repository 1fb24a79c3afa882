package dev.voltaire.cdr;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.value.ExpectedVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides whether an MSP CDR is charged on.
@ApplicationScoped
public class MspCdrApproval {
    private final MspCdrRepository cdrs;
    private final Audit audit;
    private final Clock clock;

    @Inject
    MspCdrApproval(MspCdrRepository cdrs, Audit audit, Clock clock) {
        this.cdrs = cdrs;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param note why, for whoever asks later
    /// @throws ProblemException NOT_FOUND, EDIT_CONFLICT, or WRONG_STATE when the action is not possible now
    @Transactional
    public void act(UUID id, ApprovalAction action, @Nullable String note, ExpectedVersion expected, Caller caller) {
        MspCdrRepository.Standing standing = cdrs.lock(id, caller.reach());
        expected.mustBe(standing.revision());
        change(standing, action, note, caller);
    }

    /// In the transaction of a dispute being opened.
    public void dispute(UUID id, String note, Caller caller) {
        MspCdrRepository.Standing standing = cdrs.lock(id, caller.reach());
        change(standing, ApprovalAction.DISPUTE, note, caller);
    }

    /// The dispute ended: with a credit the original stands and the credit takes it back; without one a person decides,
    /// unless it is invoiced already.
    public void settle(UUID id, boolean credited, Caller caller) {
        MspCdrRepository.Standing standing = cdrs.lock(id, Scope.EVERYTHING);
        if (standing.state() == ApprovalState.DISPUTED) {
            ApprovalState next = credited || standing.invoiced() ? ApprovalState.APPROVED : ApprovalState.PENDING;
            cdrs.changeApproval(id, next, null, caller.name(), clock.instant());
            record(standing, next, null);
        }
    }

    private void change(
            MspCdrRepository.Standing standing, ApprovalAction action, @Nullable String note, Caller caller) {
        if (!standing.state().allowed(standing.invoiced()).contains(action)) {
            throw new ProblemException(Problem.WRONG_STATE, standing.cdrId(), standing.state());
        }
        cdrs.changeApproval(standing.id(), action.leadsTo(), note, caller.name(), clock.instant());
        record(standing, action.leadsTo(), note);
    }

    private void record(MspCdrRepository.Standing standing, ApprovalState next, @Nullable String note) {
        audit.record(
                "msp-cdr-approval-changed",
                "msp-cdr",
                standing.id(),
                standing.unitId(),
                note == null
                        ? Map.of("from", standing.state(), "to", next)
                        : Map.of("from", standing.state(), "to", next, "note", note));
    }
}
