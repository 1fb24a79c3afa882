package dev.voltaire.cdr;

import java.util.EnumSet;
import java.util.Set;

/// Whether a CDR is charged on to the customer. Only what is APPROVED is invoiced.
public enum ApprovalState {
    PENDING,
    APPROVED,
    REJECTED,
    /// Its operator is asked; left only when the dispute ends.
    DISPUTED;

    /// What may be done next. What has been invoiced can still be disputed, and corrected, but not withdrawn.
    public Set<ApprovalAction> allowed(boolean invoiced) {
        return switch (this) {
            case PENDING -> EnumSet.of(ApprovalAction.APPROVE, ApprovalAction.REJECT, ApprovalAction.DISPUTE);
            case APPROVED ->
                invoiced
                        ? EnumSet.of(ApprovalAction.DISPUTE)
                        : EnumSet.of(ApprovalAction.REJECT, ApprovalAction.DISPUTE, ApprovalAction.REOPEN);
            case REJECTED -> EnumSet.of(ApprovalAction.DISPUTE, ApprovalAction.REOPEN);
            case DISPUTED -> EnumSet.noneOf(ApprovalAction.class);
        };
    }
}
