package dev.voltaire.ocpp.connection;

/// One profile per port (OCPP security whitepaper A00.FR.006).
public enum SecurityProfile {
    BASIC(1),
    TLS_WITH_BASIC(2),
    CLIENT_CERTIFICATE(3);

    private final int number;

    SecurityProfile(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
