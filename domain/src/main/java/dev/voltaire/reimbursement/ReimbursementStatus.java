package dev.voltaire.reimbursement;

/// Where a line stands.
public enum ReimbursementStatus {
    /// Waits for the driver's price of that day.
    PRICE_MISSING,
    PRICED,
    /// Recorded, and nothing is paid for it.
    NOT_ELIGIBLE
}
