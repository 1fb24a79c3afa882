package dev.voltaire.cdr;

/// Something a person who checks a CDR should know.
///
/// @param detail the numbers behind it; may be empty
public record Finding(PlausibilityRule rule, Severity severity, String detail) {

    public enum Severity {
        /// Visible, and nothing more.
        NOTE,
        /// Waits for a person before it is charged on.
        SUSPICIOUS,
        /// Is not charged on.
        REJECTED
    }
}
