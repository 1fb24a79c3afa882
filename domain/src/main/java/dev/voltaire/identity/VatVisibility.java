package dev.voltaire.identity;

/// Whether a user sees prices with VAT: as the organisation unit says, or decided for this user.
public enum VatVisibility {
    INHERIT,
    VISIBLE,
    HIDDEN
}
