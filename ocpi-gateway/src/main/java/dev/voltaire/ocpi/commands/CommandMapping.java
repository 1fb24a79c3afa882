package dev.voltaire.ocpi.commands;

import dev.voltaire.command.RoamingCommand;
import dev.voltaire.ocpi.http.OcpiObject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The five command objects, and what partners make of the answers.
final class CommandMapping {
    private CommandMapping() {}

    record StartSession(
            String responseUrl,
            @Nullable Object token,
            @Nullable String locationId,
            @Nullable String evseUid,
            @Nullable String connectorId,
            @Nullable String authorizationReference) {}

    record StopSession(String responseUrl, @Nullable String sessionId) {}

    record ReserveNow(
            String responseUrl,
            @Nullable Object token,
            @Nullable Instant expiryDate,
            @Nullable String reservationId,
            @Nullable String locationId,
            @Nullable String evseUid,
            @Nullable String authorizationReference) {}

    record CancelReservation(String responseUrl, @Nullable String reservationId) {}

    record UnlockConnector(
            String responseUrl,
            @Nullable String locationId,
            @Nullable String evseUid,
            @Nullable String connectorId) {}

    static Object write(RoamingCommand command, String responseUrl, @Nullable Object token) {
        RoamingCommand.Details details = command.details();
        return switch (command.type()) {
            case START_SESSION ->
                new StartSession(
                        responseUrl,
                        token,
                        details.locationId(),
                        details.evseUid(),
                        details.connectorId(),
                        details.authorisationReference());
            case STOP_SESSION -> new StopSession(responseUrl, details.sessionId());
            case RESERVE_NOW ->
                new ReserveNow(
                        responseUrl,
                        token,
                        details.reservedUntil(),
                        details.reservationId(),
                        details.locationId(),
                        details.evseUid(),
                        details.authorisationReference());
            case CANCEL_RESERVATION -> new CancelReservation(responseUrl, details.reservationId());
            case UNLOCK_CONNECTOR ->
                new UnlockConnector(responseUrl, details.locationId(), details.evseUid(), details.connectorId());
        };
    }

    /// The first text of a list of DisplayTexts; partners also send one object, or a string.
    static @Nullable String message(OcpiObject answer) {
        Optional<String> listed = answer.objects("message").stream()
                .map(text -> Optional.ofNullable(text.text("text")))
                .flatMap(Optional::stream)
                .findFirst();
        return listed.orElse(answer.text("message"));
    }
}
