package dev.voltaire.command;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A remote command as it stands.
///
/// @param secret names the command towards the partner; cannot be guessed
/// @param answer what the partner said at once
/// @param result what the charger said in the end
/// @param expiresAt when no result is expected any more
public record RoamingCommand(
        UUID id,
        String secret,
        UUID partnerId,
        Type type,
        @Nullable UUID tokenId,
        Details details,
        State state,
        @Nullable String answer,
        @Nullable String result,
        @Nullable String message,
        Instant requestedAt,
        @Nullable Instant expiresAt) {

    /// OCPI 2.2.1, CommandType. UNLOCK_CONNECTOR is for the helpdesk and never offered to drivers.
    public enum Type {
        START_SESSION,
        STOP_SESSION,
        RESERVE_NOW,
        CANCEL_RESERVATION,
        UNLOCK_CONNECTOR
    }

    public enum State {
        /// Not carried to the partner yet.
        REQUESTED,
        /// The partner accepted it; the charger has not answered yet.
        WAITING,
        /// The charger answered.
        DONE,
        /// The partner refused it or could not be reached.
        REFUSED,
        /// No result came in time. A session may start all the same: sessions are believed before commands.
        TIMED_OUT
    }

    /// What the command is about; which fields are given depends on the type.
    public record Details(
            @Nullable String locationId,
            @Nullable String evseUid,
            @Nullable String connectorId,
            @Nullable String sessionId,
            @Nullable String reservationId,
            @Nullable Instant reservedUntil,
            @Nullable String authorisationReference) {}

    @Override
    public String toString() {
        return "RoamingCommand[id=" + id + ", type=" + type + ", state=" + state + "]";
    }
}
