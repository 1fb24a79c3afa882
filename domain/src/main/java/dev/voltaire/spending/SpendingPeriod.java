package dev.voltaire.spending;

/// After what a budget begins anew, in the policy's time zone. A week begins on Monday.
public enum SpendingPeriod {
    DAY,
    WEEK,
    MONTH
}
