package dev.voltaire.token;

/// In stock, given to a profile, working, blocked for a while, gone for ever.
public enum TokenStatus {
    AVAILABLE,
    LINKED,
    ACTIVE,
    BLOCKED,
    INACTIVE
}
