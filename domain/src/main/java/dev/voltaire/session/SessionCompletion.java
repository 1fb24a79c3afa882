package dev.voltaire.session;

import dev.voltaire.outbox.Outbox;
import dev.voltaire.session.HomeSessionRepository.Ending;
import dev.voltaire.session.HomeSessionRepository.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Gives a home session its end and its energy. A real end replaces one that was assumed.
@ApplicationScoped
class SessionCompletion {
    private final HomeSessionRepository sessions;
    private final Outbox outbox;

    @Inject
    SessionCompletion(HomeSessionRepository sessions, Outbox outbox) {
        this.sessions = sessions;
        this.outbox = outbox;
    }

    void complete(
            Row row,
            Instant endedAt,
            @Nullable BigDecimal meterStopWh,
            Set<Review> doubts,
            Ending ending,
            Instant now) {
        sessions.save(ended(row, endedAt, meterStopWh, doubts), ending, now);
    }

    static Row ended(Row row, Instant endedAt, @Nullable BigDecimal meterStopWh, Set<Review> doubts) {
        Instant end = endedAt.isBefore(row.startedAt()) ? row.startedAt() : endedAt;
        MeterArithmetic.Energy energy = MeterArithmetic.between(
                row.meterStartWh(), meterStopWh, row.lastMeterWh(), Duration.between(row.startedAt(), end));
        Set<Review> review = EnumSet.noneOf(Review.class);
        review.addAll(row.review());
        review.remove(Review.LOST_STOP);
        review.addAll(doubts);
        review.addAll(energy.doubts());
        return new Row(
                row.id(),
                SessionStatus.COMPLETED,
                row.chargerId(),
                row.evse(),
                row.transactionNumber(),
                row.transactionKey(),
                row.startedAt(),
                end,
                energy.kwh(),
                row.meterStartWh(),
                meterStopWh,
                row.lastMeterWh(),
                row.lastMeterAt(),
                row.tokenId(),
                row.tokenUid(),
                review,
                row.stopReceivedAt());
    }

    /// The session was closed with its last reading because another began.
    void closedWithoutStop(UUID sessionId) {
        outbox.publish(new HomeSessionCompleted(sessionId));
    }
}
