package dev.voltaire.token;

/// Whether an operator may start a session without asking us first (OCPI 2.2.1 §12.4.5).
public enum Whitelist {
    ALWAYS,
    ALLOWED,
    ALLOWED_OFFLINE,
    NEVER
}
