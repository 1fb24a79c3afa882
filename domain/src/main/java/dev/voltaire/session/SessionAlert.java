package dev.voltaire.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something about a session that somebody should ask its operator.
///
/// @param externalId the operator's name of the session
public record SessionAlert(
        UUID id,
        Kind kind,
        UUID sessionId,
        @Nullable String externalId,
        SessionStatus sessionStatus,
        Instant sessionStartedAt,
        Instant sessionLastUpdated,
        @Nullable UUID partnerId,
        @Nullable String partnerName,
        Instant noticedAt,
        @Nullable Instant resolvedAt,
        @Nullable Resolution resolution,
        @Nullable String resolvedBy,
        @Nullable String note) {

    public enum Kind {
        /// Neither ended nor heard of for too long.
        STALE,
        /// Ended, and no CDR came.
        WITHOUT_CDR
    }

    public enum Resolution {
        /// The session ended, was heard of again, or its CDR came.
        SETTLED,
        /// A person decided that nothing will come of it.
        DISMISSED
    }
}
