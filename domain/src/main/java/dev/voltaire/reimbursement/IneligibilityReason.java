package dev.voltaire.reimbursement;

/// Why energy charged at home is not paid back.
public enum IneligibilityReason {
    /// Nobody showed a card of ours.
    NO_TOKEN,
    /// The card was refused, yet the charger delivered.
    TOKEN_REFUSED,
    /// The charger reported a tag of its own instead of a card's.
    NOT_CARD_PROVEN,
    /// The card's driver is not one of this charger's.
    NOT_ALLOWED_AT_CHARGER,
    /// No agreement covers this card at this place on that day.
    NO_AGREEMENT,
    /// The driver charged for private use.
    PRIVATE_USE,
    /// A person decided that the session does not count.
    VOIDED
}
