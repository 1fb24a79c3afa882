package dev.voltaire.ocpp.wire;

import java.util.Optional;

/// A version belongs to a connection, never to a charger: one charger may come back speaking another.
public enum OcppVersion {
    V16("ocpp1.6"),
    V201("ocpp2.0.1");

    private final String subprotocol;

    OcppVersion(String subprotocol) {
        this.subprotocol = subprotocol;
    }

    public String subprotocol() {
        return subprotocol;
    }

    public static Optional<OcppVersion> ofSubprotocol(String name) {
        for (OcppVersion version : values()) {
            if (version.subprotocol.equals(name)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}
