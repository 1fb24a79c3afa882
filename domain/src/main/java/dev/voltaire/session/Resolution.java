package dev.voltaire.session;

/// What a person decides about a home session.
public enum Resolution {
    /// The energy as recorded counts.
    ACCEPTED,
    /// Another amount of energy counts.
    ADJUSTED,
    /// Nothing of it counts.
    VOID
}
