package dev.voltaire.cdr.dispute;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A dispute with the operator of a CDR.
///
/// @param expectedTotal what we think it should cost, before tax, in `currency`; absent when we do not say
/// @param creditCpoCdrId the credit CDR that ended it
public record CdrDispute(
        UUID id,
        int revision,
        UUID cpoCdrId,
        String cdrId,
        UUID mspCdrId,
        @Nullable UUID partnerId,
        @Nullable String partnerName,
        DisputeState state,
        String reason,
        @Nullable BigDecimal expectedTotal,
        @Nullable BigDecimal receivedTotal,
        @Nullable String currency,
        @Nullable UUID creditCpoCdrId,
        Instant openedAt,
        Instant changedAt) {

    /// One step, in the order they were made.
    public record Entry(DisputeState state, @Nullable String note, String by, Instant at) {}
}
