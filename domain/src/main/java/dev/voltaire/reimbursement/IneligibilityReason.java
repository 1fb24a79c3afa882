package dev.voltaire.reimbursement;

/// Why energy charged at home is not paid back.
public enum IneligibilityReason {
    /// Nobody showed a card of ours.
    NO_TOKEN,
    /// The card was refused, yet the charger delivered.
    TOKEN_REFUSED,
    /// The card's driver is not one of this charger's.
    NOT_ALLOWED_AT_CHARGER
}
