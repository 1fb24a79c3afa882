package dev.voltaire.session;

import dev.voltaire.outbox.Outbox;
import dev.voltaire.session.HomeSessionRepository.Beginning;
import dev.voltaire.session.HomeSessionRepository.Ended;
import dev.voltaire.session.HomeSessionRepository.Ending;
import dev.voltaire.session.HomeSessionRepository.Holder;
import dev.voltaire.session.HomeSessionRepository.Row;
import dev.voltaire.session.HomeTransactions.Stop;
import dev.voltaire.session.MeterValueRepository.Readings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Ends of OCPP 1.6 transactions, each in the transaction of its caller.
@ApplicationScoped
class TransactionEnds {
    private final HomeSessionRepository sessions;
    private final SessionBeginnings beginnings;
    private final MeterValueRepository meterValues;
    private final OrphanedEnds orphans;
    private final HomeAuthorisation authorisation;
    private final Outbox outbox;

    @Inject
    TransactionEnds(
            HomeSessionRepository sessions,
            SessionBeginnings beginnings,
            MeterValueRepository meterValues,
            OrphanedEnds orphans,
            HomeAuthorisation authorisation,
            Outbox outbox) {
        this.sessions = sessions;
        this.beginnings = beginnings;
        this.meterValues = meterValues;
        this.orphans = orphans;
        this.authorisation = authorisation;
        this.outbox = outbox;
    }

    private record Of(Row row, Stop stop, Set<Review> doubts) {}

    /// Ends the transactions that are named by a number of their charger's.
    ///
    /// @return the stops that name none
    List<Stop> endNamed(List<Stop> batch) {
        List<Integer> numbers = batch.stream()
                .map(Stop::transactionNumber)
                .filter(Objects::nonNull)
                .toList();
        Map<Integer, Row> rows = sessions.ofNumbers(numbers).stream()
                .collect(Collectors.toMap(row -> Objects.requireNonNull(row.transactionNumber()), Function.identity()));
        List<Of> ended = new ArrayList<>();
        List<Stop> others = new ArrayList<>();
        for (Stop stop : batch) {
            Optional<Row> row = Optional.ofNullable(stop.transactionNumber())
                    .map(rows::get)
                    .filter(found -> found.chargerId().equals(stop.chargerId()));
            if (row.isPresent()) {
                ended.add(new Of(row.get(), stop, clockDoubts(stop)));
            } else {
                others.add(stop);
            }
        }
        complete(ended);
        return others;
    }

    /// The end of the one open transaction that it can belong to, otherwise of one whose beginning we do not know.
    void end(Stop stop) {
        if (stop.deviceTime() != null
                && stop.meterStopWh() != null
                && orphans.endedBy(stop.chargerId(), stop.deviceTime(), stop.meterStopWh())) {
            return;
        }
        DeviceClock clock = DeviceClock.read(stop.deviceTime(), stop.receivedAt());
        Set<Review> doubts = clockDoubts(stop);
        Row row = theOnlyOpenOne(stop, clock.at(), doubts).orElseGet(() -> orphan(stop, clock, doubts));
        complete(List.of(new Of(row, stop, doubts)));
    }

    private static Set<Review> clockDoubts(Stop stop) {
        return DeviceClock.read(stop.deviceTime(), stop.receivedAt()).reliable()
                ? EnumSet.noneOf(Review.class)
                : EnumSet.of(Review.CLOCK_UNRELIABLE);
    }

    private void complete(List<Of> ends) {
        List<Of> first =
                ends.stream().filter(end -> end.row().stopReceivedAt() == null).toList();
        if (first.isEmpty()) {
            return;
        }
        meterValues.store(first.stream()
                .map(end -> new Readings(
                        end.row().id(),
                        null,
                        end.row().chargerId(),
                        end.row().evse(),
                        end.stop().readings(),
                        end.stop().receivedAt()))
                .toList());
        sessions.save(first.stream().map(TransactionEnds::ended).toList());
        outbox.publish(first.stream()
                .map(end -> new HomeSessionCompleted(end.row().id()))
                .toList());
    }

    private static Ended ended(Of end) {
        Stop stop = end.stop();
        Instant at = DeviceClock.read(stop.deviceTime(), stop.receivedAt()).at();
        return new Ended(
                SessionCompletion.ended(end.row(), at, stop.meterStopWh(), end.doubts()),
                new Ending(
                        null,
                        stop.reason() == null ? "Local" : stop.reason(),
                        stop.deviceTime(),
                        stop.receivedAt(),
                        stop.frame()),
                stop.receivedAt());
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
        Holder holder = stop.tag() == null ? Holder.NOBODY : holder(stop, stop.tag());
        beginnings.insert(new Beginning(
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

    private Holder holder(Stop stop, String tag) {
        HomeAuthorisation.Decided decided =
                authorisation.decideWithProof(stop.chargerId(), tag, null, stop.receivedAt());
        return Holders.of(decided.decision(), decided.tag());
    }
}
