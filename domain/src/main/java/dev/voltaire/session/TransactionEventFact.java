package dev.voltaire.session;

import dev.voltaire.token.TokenType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One TransactionEvent of an OCPP 2.0.1 station.
///
/// @param transactionId the station's own id, unique within it
/// @param evse absent when the station has named it before
/// @param token absent when the event carries none
public record TransactionEventFact(
        UUID chargerId,
        String transactionId,
        Kind kind,
        int seqNo,
        String trigger,
        boolean offline,
        @Nullable Integer evse,
        @Nullable Integer connector,
        @Nullable Presented token,
        @Nullable Instant deviceTime,
        Instant receivedAt,
        @Nullable String stoppedReason,
        @Nullable Integer remoteStartId,
        List<MeterReading> readings,
        String frame) {

    public enum Kind {
        STARTED,
        UPDATED,
        ENDED
    }

    /// What a driver presented: a card, a code, or nothing at all in the guise of a token.
    ///
    /// @param type absent when it may be of any type we know
    /// @param anonymous free vending: there is nobody to authorise
    public record Presented(String value, @Nullable TokenType type, boolean anonymous) {
        @Override
        public String toString() {
            return "Presented[redacted]";
        }
    }

    @Override
    public String toString() {
        return "TransactionEventFact[charger=" + chargerId + ", kind=" + kind + ", seqNo=" + seqNo + "]";
    }
}
