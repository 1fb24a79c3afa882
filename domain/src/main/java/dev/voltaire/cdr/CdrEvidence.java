package dev.voltaire.cdr;

import dev.voltaire.cdr.plan.PlanTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What our own records say around a CDR.
///
/// @param holder absent when we gave out no such token
/// @param sessionId by the operator's session id, else by our authorisation reference (a CDR need not name a session)
/// @param credited what a credit CDR takes back, when we have it
/// @param sameSession another CDR has the same EVSE and start
/// @param overlapping the token charged elsewhere for more than five minutes of the same time
/// @param strongestKw what the connector can deliver, when we know the connector
/// @param behaviour only for drivers whose profile wants fraud looked for
/// @param plan what the customer's price follows; absent when the operator's passes through as it is
/// @param quoted the driver may have been told a price before
record CdrEvidence(
        @Nullable Holder holder,
        @Nullable UUID sessionId,
        @Nullable Credited credited,
        boolean sameSession,
        boolean overlapping,
        @Nullable BigDecimal strongestKw,
        @Nullable Behaviour behaviour,
        @Nullable Plan plan,
        boolean quoted) {
    CdrEvidence(
            @Nullable Holder holder,
            @Nullable UUID sessionId,
            @Nullable Credited credited,
            boolean sameSession,
            boolean overlapping,
            @Nullable BigDecimal strongestKw,
            @Nullable Behaviour behaviour,
            @Nullable Plan plan) {
        this(holder, sessionId, credited, sameSession, overlapping, strongestKw, behaviour, plan, false);
    }

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

    /// @param charged what the customer was charged for it; absent when nothing
    record Credited(
            UUID cpoCdrId,
            @Nullable BigDecimal total,
            boolean assessed,
            @Nullable Charged charged) {}

    record Charged(UUID mspCdrId, CustomerPrice price) {}

    /// How the token was used before.
    ///
    /// @param sessionsOfTheDay started within the 24 hours before
    /// @param previous the last session that started before, within a day
    /// @param overlapping where the token charged at the same time
    record Behaviour(
            int sessionsOfTheDay,
            boolean operatorKnown,
            @Nullable Stop previous,
            @Nullable Stop overlapping) {}

    record Stop(
            @Nullable Instant endedAt,
            @Nullable BigDecimal latitude,
            @Nullable BigDecimal longitude) {}

    record Plan(UUID id, PlanTerms terms) {}

    @Nullable
    UUID creditedCpoCdrId() {
        return credited == null ? null : credited.cpoCdrId();
    }
}
