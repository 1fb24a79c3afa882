package dev.voltaire.ocpp.connection;

/// What a charger may say: everything, or only BootNotification until it is accepted (OCPP 1.6 §4.2, 2.0.1 B02, B03).
public enum Standing {
    ACCEPTED,
    PENDING,
    REJECTED
}
