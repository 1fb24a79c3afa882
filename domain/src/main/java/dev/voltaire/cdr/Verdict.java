package dev.voltaire.cdr;

/// How the operator's total compares with our own calculation.
public enum Verdict {
    OK,
    MISMATCH,
    /// Nothing to compare with: no tariff, or a record that cannot be calculated.
    NOT_VERIFIABLE
}
