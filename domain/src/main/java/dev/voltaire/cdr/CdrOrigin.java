package dev.voltaire.cdr;

/// Who measured.
public enum CdrOrigin {
    /// An operator we roam with.
    ROAMING,
    /// A home charger of ours.
    HOME
}
