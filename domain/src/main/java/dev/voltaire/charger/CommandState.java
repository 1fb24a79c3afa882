package dev.voltaire.charger;

/// WAITING → SENT → ACCEPTED, REJECTED or FAILED. FAILED means that no usable answer came: not connected, timed out, or
/// answered with an error.
public enum CommandState {
    WAITING,
    SENT,
    ACCEPTED,
    REJECTED,
    FAILED
}
