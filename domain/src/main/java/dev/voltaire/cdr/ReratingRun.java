package dev.voltaire.cdr;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A period that is rated again.
///
/// @param from of the starts of sessions, inclusive; `to` exclusive
/// @param examined CDRs looked at so far
public record ReratingRun(
        UUID id,
        String reason,
        Instant from,
        Instant to,
        @Nullable UUID unitId,
        @Nullable UUID partnerId,
        State state,
        int examined,
        int changes,
        int applied,
        int overtaken,
        String createdBy,
        Instant createdAt,
        @Nullable String appliedBy,
        @Nullable Instant finishedAt) {

    public enum State {
        CALCULATING,
        /// The report can be read; nothing has changed.
        CALCULATED,
        APPLYING,
        APPLIED
    }

    /// What the run does to the money of one currency. A CDR without a price counts as nothing.
    public record Total(String currency, BigDecimal before, BigDecimal after) {}

    public enum Outcome {
        PLANNED,
        APPLIED,
        /// The CDR got another version in the meantime.
        OVERTAKEN
    }

    /// One CDR that gets another price; an absent total is a price that is not available.
    public record Change(
            UUID mspCdrId,
            String cdrId,
            int fromVersion,
            String currency,
            @Nullable BigDecimal before,
            @Nullable BigDecimal after,
            boolean invoiced,
            Outcome outcome) {}

    /// The report of a run.
    public record Report(ReratingRun run, List<Total> totals) {}
}
