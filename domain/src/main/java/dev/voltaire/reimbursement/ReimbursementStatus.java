package dev.voltaire.reimbursement;

/// Where a line stands. Of the lines of a session that wait or are refused only the last counts; priced ones add up.
public enum ReimbursementStatus {
    /// Waits for the driver's price of that day.
    PRICE_MISSING,
    /// Waits for a person to look at the session.
    IN_REVIEW,
    PRICED,
    /// Recorded, and nothing is paid for it.
    NOT_ELIGIBLE
}
