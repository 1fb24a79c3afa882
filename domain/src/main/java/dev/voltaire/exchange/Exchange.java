package dev.voltaire.exchange;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One OCPI message and its answer.
///
/// @param partnerId absent when the caller is unknown or not a partner yet
/// @param module OCPI's name of the module; `versions` and `credentials` for the handshake
/// @param path with its query
/// @param httpStatus absent when no answer was had
/// @param ocpiStatus absent in an answer without an envelope
/// @param error why there is no answer, or what the answer says against the message
/// @param version the OCPI version it was spoken in
/// @param leftAloneUntil of an outgoing message: until when the partner is sent nothing after it kept failing
/// @param replayOf the message that was taken in again
public record Exchange(
        Instant at,
        @Nullable UUID partnerId,
        Direction direction,
        String module,
        String method,
        String path,
        @Nullable Integer httpStatus,
        @Nullable Integer ocpiStatus,
        boolean succeeded,
        int durationMillis,
        String requestId,
        String correlationId,
        @Nullable String error,
        @Nullable String version,
        byte @Nullable [] request,
        byte @Nullable [] answer,
        @Nullable Instant leftAloneUntil,
        @Nullable UUID replayOf) {

    public enum Direction {
        IN,
        OUT
    }

    int size() {
        return length(request) + length(answer);
    }

    static int length(byte @Nullable [] body) {
        return body == null ? 0 : body.length;
    }

    @Override
    public String toString() {
        return "Exchange[direction=" + direction + ", module=" + module + ", method=" + method + "]";
    }
}
