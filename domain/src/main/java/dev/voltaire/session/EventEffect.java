package dev.voltaire.session;

import dev.voltaire.session.HomeAuthorisation.Decided;
import dev.voltaire.session.HomeSessionRepository.Ended;
import dev.voltaire.session.HomeSessionRepository.Ending;
import dev.voltaire.session.HomeSessionRepository.Row;
import dev.voltaire.session.TransactionEventFact.Kind;
import dev.voltaire.token.AuthorisationDecision;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an event of an OCPP 2.0.1 station makes of its session. Pure.
///
/// @param completed the session has its energy, or another than it had
/// @param messagesMissing it ended, and not all of its events have come
record EventEffect(Ended saved, boolean completed, boolean messagesMissing) {
    /// @param complete whether all events from the first to the last have come, counted where [#asksForAll]
    static EventEffect of(TransactionEventFact fact, Optional<Decided> decision, Row row, boolean complete) {
        DeviceClock clock = DeviceClock.read(fact.deviceTime(), fact.receivedAt());
        boolean ended = row.stopReceivedAt() != null;
        boolean earlier = fact.kind() == Kind.STARTED && clock.at().isBefore(row.startedAt());
        BigDecimal start = startOf(fact, row);
        Row updated = new Row(
                row.id(),
                row.status(),
                row.chargerId(),
                fact.evse() == null ? row.evse() : fact.evse(),
                row.transactionNumber(),
                row.transactionKey(),
                earlier ? clock.at() : row.startedAt(),
                row.endedAt(),
                runningEnergy(fact, row, start),
                start,
                row.meterStopWh(),
                highest(fact, row),
                row.lastMeterAt(),
                row.tokenId(),
                row.tokenUid(),
                review(row, decision),
                row.stopReceivedAt());
        if (fact.kind() == Kind.ENDED && !ended) {
            Set<Review> doubts = complete ? EnumSet.noneOf(Review.class) : EnumSet.of(Review.MESSAGES_MISSING);
            Row completed = SessionCompletion.ended(updated, clock.at(), highest(fact, row), doubts);
            return new EventEffect(new Ended(completed, ending(fact), fact.receivedAt()), true, !complete);
        }
        boolean filled = row.review().contains(Review.MESSAGES_MISSING) && complete;
        if (ended && row.endedAt() != null && (earlier || start != row.meterStartWh() || filled)) {
            // A late beginning, or the last message missing, corrects a session that has already ended.
            if (filled) {
                updated.review().remove(Review.MESSAGES_MISSING);
            }
            updated.review().remove(Review.NO_METER_READINGS);
            Row corrected = SessionCompletion.ended(updated, row.endedAt(), row.meterStopWh(), Set.of());
            return new EventEffect(new Ended(corrected, Ending.NONE, fact.receivedAt()), true, false);
        }
        Ending running = new Ending(fact.connector(), null, null, null, null);
        return new EventEffect(new Ended(updated, running, fact.receivedAt()), false, false);
    }

    /// Whether it matters that no event is missing.
    static boolean asksForAll(TransactionEventFact fact, Row row) {
        return row.stopReceivedAt() == null
                ? fact.kind() == Kind.ENDED
                : row.review().contains(Review.MESSAGES_MISSING);
    }

    private static Set<Review> review(Row row, Optional<Decided> decision) {
        Set<Review> review = EnumSet.noneOf(Review.class);
        review.addAll(row.review());
        if (decision.isPresent()) {
            if (!decision.get().cardProven()) {
                review.add(Review.NOT_CARD_PROVEN);
            }
            switch (decision.get().decision()) {
                case AuthorisationDecision.Refused _ -> review.add(Review.TOKEN_REFUSED);
                case AuthorisationDecision.Allowed _ -> review.remove(Review.TOKEN_REFUSED);
            }
        }
        return review;
    }

    private static Ending ending(TransactionEventFact fact) {
        return new Ending(
                fact.connector(),
                fact.stoppedReason() == null ? "Local" : fact.stoppedReason(),
                fact.deviceTime(),
                fact.receivedAt(),
                fact.frame());
    }

    /// The reading marked as the beginning in Started, otherwise the first register seen at all.
    private static @Nullable BigDecimal startOf(TransactionEventFact fact, Row row) {
        Optional<BigDecimal> marked = fact.kind() == Kind.STARTED
                ? fact.readings().stream()
                        .filter(MeterReading::beginning)
                        .map(MeterReading::energyWh)
                        .filter(Objects::nonNull)
                        .findFirst()
                : Optional.empty();
        if (marked.isPresent()) {
            return marked.get();
        }
        if (row.meterStartWh() != null) {
            return row.meterStartWh();
        }
        return fact.readings().stream()
                .map(MeterReading::energyWh)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable BigDecimal highest(TransactionEventFact fact, Row row) {
        BigDecimal inEvent = fact.readings().stream()
                .map(MeterReading::energyWh)
                .filter(Objects::nonNull)
                .max(BigDecimal::compareTo)
                .orElse(null);
        if (inEvent == null) {
            return row.lastMeterWh();
        }
        return row.lastMeterWh() == null ? inEvent : inEvent.max(row.lastMeterWh());
    }

    private static BigDecimal runningEnergy(TransactionEventFact fact, Row row, @Nullable BigDecimal start) {
        BigDecimal highest = highest(fact, row);
        return start == null || highest == null
                ? row.kwh()
                : highest.subtract(start).movePointLeft(3).max(row.kwh());
    }
}
