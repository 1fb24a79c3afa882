package dev.voltaire.session;

import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.CommandAction;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.session.HomeAuthorisation.Decided;
import dev.voltaire.session.HomeSessionRepository.Beginning;
import dev.voltaire.session.HomeSessionRepository.Ending;
import dev.voltaire.session.HomeSessionRepository.Holder;
import dev.voltaire.session.HomeSessionRepository.Row;
import dev.voltaire.session.MeterValueRepository.Readings;
import dev.voltaire.session.TransactionEventFact.Kind;
import dev.voltaire.session.TransactionEventFact.Presented;
import dev.voltaire.token.AuthorisationDecision;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Transactions of OCPP 2.0.1 stations: events in any order, repeated or missing, end as one session. Known by
/// (station, transaction id); a repeated event is recognised by number, kind, time and trigger together, because some
/// firmware repeats numbers.
@ApplicationScoped
public class HomeTransactionEvents {
    private final HomeSessionRepository sessions;
    private final SessionBeginnings beginnings;
    private final MeterValueRepository meterValues;
    private final HomeAuthorisation authorisation;
    private final SessionCompletion completion;
    private final ChargerCommands commands;
    private final Outbox outbox;

    @Inject
    HomeTransactionEvents(
            HomeSessionRepository sessions,
            SessionBeginnings beginnings,
            MeterValueRepository meterValues,
            HomeAuthorisation authorisation,
            SessionCompletion completion,
            ChargerCommands commands,
            Outbox outbox) {
        this.sessions = sessions;
        this.beginnings = beginnings;
        this.meterValues = meterValues;
        this.authorisation = authorisation;
        this.completion = completion;
        this.commands = commands;
        this.outbox = outbox;
    }

    /// @return the decision on the token of this event; empty when it carries none or nobody is to be authorised
    public Optional<AuthorisationDecision> receive(TransactionEventFact fact) {
        Optional<Decided> decision = Optional.ofNullable(fact.token())
                .filter(token -> !token.anonymous())
                .map(token -> authorisation.decideWithProof(
                        fact.chargerId(), token.value(), token.type(), fact.receivedAt()));
        QuarkusTransaction.joiningExisting().run(() -> record(fact, decision));
        return decision.map(Decided::decision);
    }

    private void record(TransactionEventFact fact, Optional<Decided> decision) {
        if (!sessions.event(fact)) {
            return;
        }
        DeviceClock clock = DeviceClock.read(fact.deviceTime(), fact.receivedAt());
        Row row = sessions.ofKey(fact.chargerId(), fact.transactionId()).orElseGet(() -> begin(fact, clock, decision));
        if (row.tokenId() == null && decision.isPresent()) {
            sessions.takeToken(
                    row.id(),
                    Holders.of(decision.get().decision(), decision.get().tag()));
        }
        meterValues.store(List.of(new Readings(
                row.id(),
                null,
                row.chargerId(),
                fact.evse() == null ? row.evse() : fact.evse(),
                fact.readings(),
                fact.receivedAt())));
        apply(fact, clock, row, decision);
    }

    private Row begin(TransactionEventFact fact, DeviceClock clock, Optional<Decided> decision) {
        Set<Review> review = EnumSet.noneOf(Review.class);
        if (!clock.reliable()) {
            review.add(Review.CLOCK_UNRELIABLE);
        }
        Presented token = fact.token();
        if (token != null && token.anonymous()) {
            review.add(Review.NOT_CARD_PROVEN);
        }
        Holder holder = decision.map(decided -> Holders.of(decided.decision(), decided.tag()))
                .orElse(Holder.NOBODY);
        beginnings
                .insert(new Beginning(
                        fact.chargerId(),
                        Objects.requireNonNullElse(fact.evse(), 0),
                        Objects.requireNonNullElse(fact.connector(), 0),
                        null,
                        fact.transactionId(),
                        holder,
                        clock.at(),
                        fact.deviceTime(),
                        fact.receivedAt(),
                        null,
                        review,
                        fact.kind() == Kind.STARTED ? fact.frame() : null,
                        fact.remoteStartId()))
                .filter(_ -> fact.kind() == Kind.STARTED && fact.evse() != null)
                .ifPresent(fresh -> closeLost(fact, clock, fresh));
        return sessions.ofKey(fact.chargerId(), fact.transactionId()).orElseThrow();
    }

    private void closeLost(TransactionEventFact fact, DeviceClock clock, UUID fresh) {
        sessions.closeLost(
                        fact.chargerId(),
                        Objects.requireNonNullElse(fact.evse(), 0),
                        fresh,
                        clock.at(),
                        fact.receivedAt())
                .forEach(completion::closedWithoutStop);
    }

    private void apply(TransactionEventFact fact, DeviceClock clock, Row row, Optional<Decided> decision) {
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
                review,
                row.stopReceivedAt());
        if (fact.kind() == Kind.ENDED && !ended) {
            Set<Review> doubts = EnumSet.noneOf(Review.class);
            if (!sessions.complete(fact.chargerId(), fact.transactionId())) {
                doubts.add(Review.MESSAGES_MISSING);
                // Whether the station still has them queued: recorded with the command's result.
                commands.request(
                        fact.chargerId(),
                        CommandAction.GET_TRANSACTION_STATUS,
                        CommandOrder.ofTransaction(fact.transactionId()),
                        "voltaire");
            }
            completion.complete(
                    updated,
                    clock.at(),
                    highest(fact, row),
                    doubts,
                    new Ending(
                            fact.connector(),
                            fact.stoppedReason() == null ? "Local" : fact.stoppedReason(),
                            fact.deviceTime(),
                            fact.receivedAt(),
                            fact.frame()),
                    fact.receivedAt());
            outbox.publish(new HomeSessionCompleted(row.id()));
        } else if (ended && row.endedAt() != null && (earlier || start != row.meterStartWh() || nothingMissing(row))) {
            // A late beginning, or the last message missing, corrects a session that has already ended.
            if (nothingMissing(row)) {
                updated.review().remove(Review.MESSAGES_MISSING);
            }
            updated.review().remove(Review.NO_METER_READINGS);
            completion.complete(updated, row.endedAt(), row.meterStopWh(), Set.of(), Ending.NONE, fact.receivedAt());
            outbox.publish(new HomeSessionCompleted(row.id()));
        } else {
            sessions.save(updated, new Ending(fact.connector(), null, null, null, null), fact.receivedAt());
        }
    }

    private boolean nothingMissing(Row row) {
        return row.review().contains(Review.MESSAGES_MISSING)
                && sessions.complete(row.chargerId(), row.transactionKey());
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
