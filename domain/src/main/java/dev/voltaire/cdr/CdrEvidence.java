package dev.voltaire.cdr;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What our own records say around a CDR.
///
/// @param holder absent when we gave out no such token
/// @param sessionId by the operator's session id, else by our authorisation reference (a CDR need not name a session)
/// @param creditedCpoCdrId what a credit CDR takes back, when we have it
/// @param sameSession another CDR has the same EVSE and start
/// @param overlapping the token charged elsewhere for more than five minutes of the same time
record CdrEvidence(
        @Nullable Holder holder,
        @Nullable UUID sessionId,
        @Nullable UUID creditedCpoCdrId,
        @Nullable BigDecimal creditedTotal,
        boolean sameSession,
        boolean overlapping) {

    /// Whose token it is.
    ///
    /// @param validFrom and `validUntil`: when the token could be used at all
    record Holder(
            UUID tokenId,
            @Nullable UUID profileId,
            @Nullable UUID organisationUnitId,
            @Nullable String currency,
            boolean billable,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil) {}
}
