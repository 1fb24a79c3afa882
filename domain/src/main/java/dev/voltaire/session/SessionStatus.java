package dev.voltaire.session;

/// OCPI 2.2.1 §9.4.3, used for both origins.
public enum SessionStatus {
    PENDING,
    ACTIVE,
    COMPLETED,
    INVALID,
    RESERVATION
}
