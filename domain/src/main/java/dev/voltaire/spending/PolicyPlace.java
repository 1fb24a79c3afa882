package dev.voltaire.spending;

/// Where a policy holds.
public enum PolicyPlace {
    ANYWHERE,
    /// At partners.
    ROAMING,
    /// At home chargers.
    HOME
}
