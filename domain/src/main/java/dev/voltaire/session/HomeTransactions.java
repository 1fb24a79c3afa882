package dev.voltaire.session;

import dev.voltaire.outbox.Outbox;
import dev.voltaire.session.HomeSessionRepository.Beginning;
import dev.voltaire.session.HomeSessionRepository.Ending;
import dev.voltaire.session.HomeSessionRepository.Row;
import dev.voltaire.session.HomeSessionRepository.Successor;
import dev.voltaire.session.MeterValueRepository.Readings;
import dev.voltaire.sql.GroupCommit;
import dev.voltaire.token.AuthorisationDecision;
import dev.voltaire.value.TokenUid;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
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
    private final SessionBeginnings beginnings;
    private final MeterValueRepository meterValues;
    private final OrphanedEnds orphans;
    private final TransactionEnds ends;
    private final HomeAuthorisation authorisation;
    private final SessionCompletion completion;
    private final Outbox outbox;
    private final GroupCommit<Beginning, Integer> starts = new GroupCommit<>(Beginning::chargerId, this::begin);
    private final GroupCommit<Stop, Stop> stops = new GroupCommit<>(Stop::chargerId, this::end);
    private final GroupCommit<Readings, Readings> readings = new GroupCommit<>(Readings::chargerId, this::store);

    @Inject
    HomeTransactions(
            HomeSessionRepository sessions,
            SessionBeginnings beginnings,
            MeterValueRepository meterValues,
            OrphanedEnds orphans,
            TransactionEnds ends,
            HomeAuthorisation authorisation,
            SessionCompletion completion,
            Outbox outbox) {
        this.sessions = sessions;
        this.beginnings = beginnings;
        this.meterValues = meterValues;
        this.orphans = orphans;
        this.ends = ends;
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

    public Started start(Start start) {
        HomeAuthorisation.Decided decided =
                authorisation.decideWithProof(start.chargerId(), start.tag(), null, start.receivedAt());
        AuthorisationDecision decision = decided.decision();
        DeviceClock clock = DeviceClock.read(start.deviceTime(), start.receivedAt());
        Set<Review> review = EnumSet.noneOf(Review.class);
        if (!clock.reliable()) {
            review.add(Review.CLOCK_UNRELIABLE);
        }
        if (decision instanceof AuthorisationDecision.Refused) {
            review.add(Review.TOKEN_REFUSED);
        }
        if (!decided.cardProven()) {
            review.add(Review.NOT_CARD_PROVEN);
        }
        int number = starts.submit(new Beginning(
                start.chargerId(),
                start.connector(),
                1,
                drawn(),
                start.key(),
                Holders.of(decision, decided.tag()),
                clock.at(),
                start.deviceTime(),
                start.receivedAt(),
                BigDecimal.valueOf(start.meterStartWh()),
                review,
                start.frame(),
                null));
        return new Started(number, decision);
    }

    /// Always acknowledged. A second stop of the same transaction changes nothing.
    public void stop(Stop stop) {
        stops.submit(stop);
    }

    /// Meter values of a transaction, or of an idle outlet when none is named.
    public void readings(
            UUID chargerId,
            int connector,
            @Nullable Integer transactionNumber,
            List<MeterReading> values,
            Instant receivedAt) {
        readings.submit(new Readings(null, transactionNumber, chargerId, connector, values, receivedAt));
    }

    private static int drawn() {
        return 1 + RANDOM.nextInt(Integer.MAX_VALUE - 1);
    }

    private List<Readings> store(List<Readings> batch) {
        meterValues.store(batch);
        return batch;
    }

    private List<Stop> end(List<Stop> batch) {
        List<Stop> unplain = QuarkusTransaction.requiringNew().call(() -> ends.endNamed(batch));
        unplain.forEach(stop -> QuarkusTransaction.requiringNew().run(() -> ends.end(stop)));
        return batch;
    }

    private List<Integer> begin(List<Beginning> batch) {
        List<Optional<UUID>> plain = beginnings.insertPlain(batch);
        List<Integer> numbers = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Beginning begin = batch.get(i);
            numbers.add(
                    plain.get(i).isPresent()
                            ? begin.transactionNumber()
                            : QuarkusTransaction.requiringNew().call(() -> beginAmongOthers(begin)));
        }
        return numbers;
    }

    /// The transaction may be known, belong to an end that came first, or show that another's end was lost.
    private int beginAmongOthers(Beginning first) {
        Beginning begin = first;
        while (true) {
            int number = Objects.requireNonNull(begin.transactionNumber());
            if (belongsToAnEnd(begin)) {
                return number;
            }
            Optional<UUID> fresh = beginnings.insert(begin);
            if (fresh.isPresent()) {
                closeLost(new Successor(
                        begin.chargerId(), begin.evse(), fresh.get(), begin.startedAt(), begin.receivedAt()));
                return number;
            }
            Optional<Integer> known =
                    sessions.ofKey(begin.chargerId(), begin.transactionKey()).map(Row::transactionNumber);
            if (known.isPresent()) {
                return known.get();
            }
            begin = begin.numbered(drawn());
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
        closeLost(new Successor(row.chargerId(), row.evse(), row.id(), row.startedAt(), begin.receivedAt()));
        return true;
    }

    private void closeLost(Successor successor) {
        sessions.closeLost(List.of(successor)).forEach(completion::closedWithoutStop);
    }
}
