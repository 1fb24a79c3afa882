package dev.voltaire.cdr;

/// What the operator does about charging a CDR on.
public enum ApprovalAction {
    APPROVE(ApprovalState.APPROVED),
    REJECT(ApprovalState.REJECTED),
    DISPUTE(ApprovalState.DISPUTED),
    /// Back to undecided.
    REOPEN(ApprovalState.PENDING);

    private final ApprovalState leadsTo;

    ApprovalAction(ApprovalState leadsTo) {
        this.leadsTo = leadsTo;
    }

    ApprovalState leadsTo() {
        return leadsTo;
    }
}
