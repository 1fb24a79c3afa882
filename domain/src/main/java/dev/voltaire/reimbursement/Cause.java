package dev.voltaire.reimbursement;

/// Why a line was added to the ledger.
public enum Cause {
    CHARGED,
    /// The session, or the operator's record of it, says something else now.
    CORRECTED,
    PRICE_ENTERED,
    PURPOSE_CHANGED,
    REVIEWED,
    AGREEMENT_CHANGED
}
