package dev.voltaire.cdr;

/// Whether an MSP CDR may be invoiced.
public enum ApprovalState {
    PENDING,
    APPROVED,
    REJECTED,
    DISPUTED
}
