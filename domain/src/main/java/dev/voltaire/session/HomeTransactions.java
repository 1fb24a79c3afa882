package dev.voltaire.session;

import dev.voltaire.outbox.Outbox;
import dev.voltaire.session.HomeSessionRepository.Beginning;
import dev.voltaire.session.HomeSessionRepository.Ending;
import dev.voltaire.session.HomeSessionRepository.Holder;
import dev.voltaire.session.HomeSessionRepository.Row;
import dev.voltaire.token.AuthorisationDecision;
import dev.voltaire.value.TokenUid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Transactions of OCPP 1.6 chargers. Whatever a charger sends is recorded and answered: a duplicate start gets its
/// first answer, an end without a beginning becomes a session for review, and a transaction number counts only for the
/// charger it was given to.
@ApplicationScoped
public class HomeTransactions {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HomeSessionRepository sessions;
    private final OrphanedEnds orphans;
    private final HomeAuthorisation authorisation;
    private final SessionCompletion completion;
    private final Outbox outbox;

    @Inject
    HomeTransactions(
            HomeSessionRepository sessions,
            OrphanedEnds orphans,
            HomeAuthorisation authorisation,
            SessionCompletion completion,
            Outbox outbox) {
        this.sessions = sessions;
        this.orphans = orphans;
        this.authorisation = authorisation;
        this.completion = completion;
        this.outbox = outbox;
    }

    public record Start(
            UUID chargerId,
            int connector,
            String tag,
            long meterStartWh,
            @Nullable Instant deviceTime,
            Instant receivedAt,
            String frame) {
        /// Two starts that agree in all of this are one (rule for retried and replayed messages).
        String key() {
            return connector + "|" + TokenUid.canonicalise(tag) + "|" + (deviceTime == null ? receivedAt : deviceTime)
                    + "|" + meterStartWh;
        }

        @Override
        public String toString() {
            return "Start[charger=" + chargerId + ", connector=" + connector + "]";
        }
    }

    public record Started(int transactionNumber, AuthorisationDecision decision) {}

    public record Stop(
            UUID chargerId,
            @Nullable Integer transactionNumber,
            @Nullable String tag,
            @Nullable BigDecimal meterStopWh,
            @Nullable Instant deviceTime,
            Instant receivedAt,
            @Nullable String reason,
            List<MeterReading> readings,
            String frame) {
        @Override
        public String toString() {
            return "Stop[charger=" + chargerId + ", transaction=" + transactionNumber + "]";
        }
    }

    @Transactional
    public Started start(Start start) {
        AuthorisationDecision decision = authorisation.decide(start.chargerId(), start.tag(), null, start.receivedAt());
        DeviceClock clock = DeviceClock.read(start.deviceTime(), start.receivedAt());
        Set<Review> review = EnumSet.noneOf(Review.class);
        if (!clock.reliable()) {
            review.add(Review.CLOCK_UNRELIABLE);
        }
        if (decision instanceof AuthorisationDecision.Refused) {
            review.add(Review.TOKEN_REFUSED);
        }
        while (true) {
            int number = 1 + RANDOM.nextInt(Integer.MAX_VALUE - 1);
            Beginning begin = new Beginning(
                    start.chargerId(),
                    start.connector(),
                    1,
                    number,
                    start.key(),
                    Holders.of(decision, start.tag()),
                    clock.at(),
                    start.deviceTime(),
                    start.receivedAt(),
                    BigDecimal.valueOf(start.meterStartWh()),
                    review,
                    start.frame(),
                    null);
            if (belongsToAnEnd(begin)) {
                return new Started(number, decision);
            }
            Optional<UUID> fresh = sessions.insert(begin);
            if (fresh.isPresent()) {
                sessions.closeLost(start.chargerId(), start.connector(), fresh.get(), clock.at(), start.receivedAt())
                        .forEach(completion::closedWithoutStop);
                return new Started(number, decision);
            }
            Optional<Integer> known =
                    sessions.ofKey(start.chargerId(), start.key()).map(Row::transactionNumber);
            if (known.isPresent()) {
                return new Started(known.get(), decision);
            }
        }
    }

    /// The end of this transaction came first and was recorded by itself: the two become one session.
    private boolean belongsToAnEnd(Beginning begin) {
        Optional<Row> orphan = orphans.orphanOf(begin);
        if (orphan.isEmpty()
                || sessions.ofKey(begin.chargerId(), begin.transactionKey()).isPresent()
                || !orphans.adopt(orphan.get().id(), begin)) {
            return false;
        }
        Row row = sessions.ofKey(begin.chargerId(), begin.transactionKey()).orElseThrow();
        row.review().removeAll(Set.of(Review.LOST_START, Review.NO_METER_READINGS));
        completion.complete(
                row,
                Objects.requireNonNull(row.endedAt()),
                row.meterStopWh(),
                begin.review().isEmpty() ? Set.of() : EnumSet.copyOf(begin.review()),
                Ending.NONE,
                begin.receivedAt());
        outbox.publish(new HomeSessionCompleted(row.id()));
        sessions.closeLost(row.chargerId(), row.evse(), row.id(), row.startedAt(), begin.receivedAt())
                .forEach(completion::closedWithoutStop);
        return true;
    }

    /// Always acknowledged. A second stop of the same transaction changes nothing.
    @Transactional
    public void stop(Stop stop) {
        DeviceClock clock = DeviceClock.read(stop.deviceTime(), stop.receivedAt());
        Optional<Row> named = Optional.ofNullable(stop.transactionNumber())
                .filter(number -> number > 0)
                .flatMap(number -> sessions.ofNumber(stop.chargerId(), number));
        Set<Review> review = EnumSet.noneOf(Review.class);
        if (!clock.reliable()) {
            review.add(Review.CLOCK_UNRELIABLE);
        }
        if (named.isEmpty()
                && stop.deviceTime() != null
                && stop.meterStopWh() != null
                && orphans.endedBy(stop.chargerId(), stop.deviceTime(), stop.meterStopWh())) {
            return;
        }
        Row row = named.or(() -> theOnlyOpenOne(stop, clock.at(), review)).orElseGet(() -> orphan(stop, clock, review));
        if (row.stopReceivedAt() != null) {
            return;
        }
        sessions.readings(row.id(), row.chargerId(), row.evse(), stop.readings(), stop.receivedAt());
        completion.complete(
                row,
                clock.at(),
                stop.meterStopWh(),
                review,
                new Ending(
                        null,
                        stop.reason() == null ? "Local" : stop.reason(),
                        stop.deviceTime(),
                        stop.receivedAt(),
                        stop.frame()),
                stop.receivedAt());
        outbox.publish(new HomeSessionCompleted(row.id()));
    }

    /// Meter values of a transaction, or of an idle outlet when none is named. One statement, committed by itself.
    public void readings(
            UUID chargerId,
            int connector,
            @Nullable Integer transactionNumber,
            List<MeterReading> readings,
            Instant receivedAt) {
        UUID session = transactionNumber == null || transactionNumber <= 0
                ? null
                : sessions.idOfNumber(chargerId, transactionNumber).orElse(null);
        sessions.readings(session, chargerId, connector, readings, receivedAt);
    }

    private Optional<Row> theOnlyOpenOne(Stop stop, Instant at, Set<Review> review) {
        List<Row> open = sessions.open(stop.chargerId()).stream()
                .filter(row -> !row.startedAt().isAfter(at))
                .toList();
        if (open.size() != 1) {
            return Optional.empty();
        }
        review.add(Review.ATTACHED_BY_TIME);
        return Optional.of(open.getFirst());
    }

    private Row orphan(Stop stop, DeviceClock clock, Set<Review> review) {
        review.add(Review.LOST_START);
        String key = "stop|" + stop.transactionNumber() + "|"
                + (stop.deviceTime() == null ? stop.receivedAt() : stop.deviceTime()) + "|" + stop.meterStopWh();
        Holder holder = stop.tag() == null
                ? Holder.NOBODY
                : Holders.of(authorisation.decide(stop.chargerId(), stop.tag(), null, stop.receivedAt()), stop.tag());
        sessions.insert(new Beginning(
                stop.chargerId(),
                0,
                0,
                null,
                key,
                holder,
                clock.at(),
                stop.deviceTime(),
                stop.receivedAt(),
                null,
                review,
                null,
                null));
        return sessions.ofKey(stop.chargerId(), key).orElseThrow();
    }
}
