package dev.voltaire.session;

public enum SessionOrigin {
    HOME,
    ROAMING
}
