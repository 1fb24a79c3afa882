package dev.voltaire.charger;

/// Whether a charger may work with us. PENDING chargers may only boot, until they are accepted.
public enum Registration {
    PENDING,
    ACCEPTED,
    REJECTED
}
