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
        @Nullable UUID organisationUnitId,
        Details details,
        State state,
        @Nullable String answer,
        @Nullable String result,
        @Nullable String message,
        Instant requestedAt,
        @Nullable Instant expiresAt) {

    /// OCPI 2.2.1, CommandType, and what steers a running session in the same manner. UNLOCK_CONNECTOR is for the
    /// helpdesk and never offered to drivers.
    public enum Type {
        START_SESSION,
        STOP_SESSION,
        RESERVE_NOW,
        CANCEL_RESERVATION,
        UNLOCK_CONNECTOR,
        SET_CHARGING_PREFERENCES,
        SET_CHARGING_PROFILE,
        GET_CHARGING_PROFILE,
        CLEAR_CHARGING_PROFILE
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
    ///
    /// @param sessionId as the partner calls it
    /// @param payload charging preferences or a charging profile in OCPI's words, JSON
    public record Details(
            @Nullable String locationId,
            @Nullable String evseUid,
            @Nullable String connectorId,
            @Nullable String sessionId,
            @Nullable String reservationId,
            @Nullable Instant reservedUntil,
            @Nullable String authorisationReference,
            @Nullable String payload) {
        public Details(
                @Nullable String locationId,
                @Nullable String evseUid,
                @Nullable String connectorId,
                @Nullable String sessionId,
                @Nullable String reservationId,
                @Nullable Instant reservedUntil,
                @Nullable String authorisationReference) {
            this(
                    locationId,
                    evseUid,
                    connectorId,
                    sessionId,
                    reservationId,
                    reservedUntil,
                    authorisationReference,
                    null);
        }

        static Details ofSession(String sessionId, @Nullable String payload) {
            return new Details(null, null, null, sessionId, null, null, null, payload);
        }
    }

    @Override
    public String toString() {
        return "RoamingCommand[id=" + id + ", type=" + type + ", state=" + state + "]";
    }
}
