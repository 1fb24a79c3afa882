package dev.voltaire.ocpp.connection;

import dev.voltaire.charger.Registration;

/// What a charger may say: everything, or only BootNotification until it is accepted (OCPP 1.6 §4.2, 2.0.1 B02, B03).
public enum Standing {
    ACCEPTED,
    PENDING,
    REJECTED;

    public static Standing of(Registration registration) {
        return switch (registration) {
            case ACCEPTED -> ACCEPTED;
            case PENDING -> PENDING;
            case REJECTED -> REJECTED;
        };
    }
}
