package dev.voltaire.job;

/// One tier of the system. The same artifact plays all of them or any.
public enum Role {
    API,
    OCPI,
    OCPP,
    WORKER
}
