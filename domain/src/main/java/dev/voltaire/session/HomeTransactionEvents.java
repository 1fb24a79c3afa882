package dev.voltaire.session;

import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.CommandAction;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.session.HomeAuthorisation.Decided;
import dev.voltaire.session.HomeSessionRepository.Beginning;
import dev.voltaire.session.HomeSessionRepository.Holder;
import dev.voltaire.session.HomeSessionRepository.Row;
import dev.voltaire.session.HomeSessionRepository.Successor;
import dev.voltaire.session.HomeSessionRepository.Taking;
import dev.voltaire.session.MeterValueRepository.Readings;
import dev.voltaire.session.TransactionEventFact.Kind;
import dev.voltaire.session.TransactionEventFact.Presented;
import dev.voltaire.sql.GroupCommit;
import dev.voltaire.token.AuthorisationDecision;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Transactions of OCPP 2.0.1 stations: events in any order, repeated or missing, end as one session. Known by
/// (station, transaction id); a repeated event is recognised by number, kind, time and trigger together, because some
/// firmware repeats numbers. Events of several stations are stored together.
@ApplicationScoped
public class HomeTransactionEvents {
    private final HomeSessionRepository sessions;
    private final TransactionEventRepository events;
    private final SessionBeginnings beginnings;
    private final MeterValueRepository meterValues;
    private final HomeAuthorisation authorisation;
    private final SessionCompletion completion;
    private final ChargerCommands commands;
    private final Outbox outbox;
    private final GroupCommit<Received, Received> received =
            new GroupCommit<>(event -> event.fact().chargerId(), this::store);

    @Inject
    HomeTransactionEvents(
            HomeSessionRepository sessions,
            TransactionEventRepository events,
            SessionBeginnings beginnings,
            MeterValueRepository meterValues,
            HomeAuthorisation authorisation,
            SessionCompletion completion,
            ChargerCommands commands,
            Outbox outbox) {
        this.sessions = sessions;
        this.events = events;
        this.beginnings = beginnings;
        this.meterValues = meterValues;
        this.authorisation = authorisation;
        this.completion = completion;
        this.commands = commands;
        this.outbox = outbox;
    }

    private record Received(TransactionEventFact fact, Optional<Decided> decision) {}

    /// @return the decision on the token of this event; empty when it carries none or nobody is to be authorised
    public Optional<AuthorisationDecision> receive(TransactionEventFact fact) {
        Optional<Decided> decision = Optional.ofNullable(fact.token())
                .filter(token -> !token.anonymous())
                .map(token -> authorisation.decideWithProof(
                        fact.chargerId(), token.value(), token.type(), fact.receivedAt()));
        received.submit(new Received(fact, decision));
        return decision.map(Decided::decision);
    }

    /// At most one event of each station.
    private List<Received> store(List<Received> batch) {
        QuarkusTransaction.requiringNew().run(() -> record(batch));
        return batch;
    }

    private void record(List<Received> batch) {
        Set<UUID> stations = events.insert(batch.stream().map(Received::fact).toList());
        List<Received> fresh = batch.stream()
                .filter(event -> stations.contains(event.fact().chargerId()))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        Map<UUID, Row> rows = rows(fresh);
        sessions.takeTokens(fresh.stream()
                .filter(event -> event.decision().isPresent())
                .filter(event -> row(rows, event).tokenId() == null)
                .map(event -> new Taking(row(rows, event).id(), holder(event)))
                .toList());
        meterValues.store(fresh.stream()
                .map(event -> readings(event.fact(), row(rows, event)))
                .toList());
        apply(fresh, rows);
    }

    private static Row row(Map<UUID, Row> rows, Received event) {
        return Objects.requireNonNull(rows.get(event.fact().chargerId()));
    }

    private static Readings readings(TransactionEventFact fact, Row row) {
        return new Readings(
                row.id(),
                null,
                row.chargerId(),
                fact.evse() == null ? row.evse() : fact.evse(),
                fact.readings(),
                fact.receivedAt());
    }

    /// The session of each, by station; those that are not known begin.
    private Map<UUID, Row> rows(List<Received> batch) {
        Map<UUID, Row> rows = known(batch);
        List<Received> unknown = batch.stream()
                .filter(event -> !rows.containsKey(event.fact().chargerId()))
                .toList();
        if (!unknown.isEmpty()) {
            begin(unknown);
            rows.putAll(known(unknown));
        }
        return rows;
    }

    private Map<UUID, Row> known(List<Received> batch) {
        return sessions.ofKeys(batch.stream().map(Received::fact).toList()).stream()
                .collect(Collectors.toMap(Row::chargerId, Function.identity()));
    }

    private void begin(List<Received> unknown) {
        List<Optional<UUID>> begun = beginnings.insert(
                unknown.stream().map(HomeTransactionEvents::beginning).toList());
        List<Successor> successors = new ArrayList<>();
        for (int i = 0; i < unknown.size(); i++) {
            TransactionEventFact fact = unknown.get(i).fact();
            Integer evse = fact.evse();
            if (begun.get(i).isPresent() && fact.kind() == Kind.STARTED && evse != null) {
                DeviceClock clock = DeviceClock.read(fact.deviceTime(), fact.receivedAt());
                successors.add(
                        new Successor(fact.chargerId(), evse, begun.get(i).get(), clock.at(), fact.receivedAt()));
            }
        }
        sessions.closeLost(successors).forEach(completion::closedWithoutStop);
    }

    private static Beginning beginning(Received event) {
        TransactionEventFact fact = event.fact();
        DeviceClock clock = DeviceClock.read(fact.deviceTime(), fact.receivedAt());
        Set<Review> review = EnumSet.noneOf(Review.class);
        if (!clock.reliable()) {
            review.add(Review.CLOCK_UNRELIABLE);
        }
        Presented token = fact.token();
        if (token != null && token.anonymous()) {
            review.add(Review.NOT_CARD_PROVEN);
        }
        return new Beginning(
                fact.chargerId(),
                Objects.requireNonNullElse(fact.evse(), 0),
                Objects.requireNonNullElse(fact.connector(), 0),
                null,
                fact.transactionId(),
                holder(event),
                clock.at(),
                fact.deviceTime(),
                fact.receivedAt(),
                null,
                review,
                fact.kind() == Kind.STARTED ? fact.frame() : null,
                fact.remoteStartId());
    }

    private static Holder holder(Received event) {
        return event.decision()
                .map(decided -> Holders.of(decided.decision(), decided.tag()))
                .orElse(Holder.NOBODY);
    }

    private void apply(List<Received> batch, Map<UUID, Row> rows) {
        Set<UUID> complete = events.complete(batch.stream()
                .filter(event -> EventEffect.asksForAll(event.fact(), row(rows, event)))
                .map(event -> row(rows, event))
                .toList());
        List<EventEffect> effects = batch.stream()
                .map(event -> EventEffect.of(
                        event.fact(),
                        event.decision(),
                        row(rows, event),
                        complete.contains(event.fact().chargerId())))
                .toList();
        sessions.save(effects.stream().map(EventEffect::saved).toList());
        effects.stream()
                .filter(EventEffect::messagesMissing)
                .map(effect -> effect.saved().row())
                .forEach(this::askForMessages);
        outbox.publish(effects.stream()
                .filter(EventEffect::completed)
                .map(effect -> new HomeSessionCompleted(effect.saved().row().id()))
                .toList());
    }

    /// Whether the station still has them queued: recorded with the command's result.
    private void askForMessages(Row row) {
        commands.request(
                row.chargerId(),
                CommandAction.GET_TRANSACTION_STATUS,
                CommandOrder.ofTransaction(row.transactionKey()),
                "voltaire");
    }
}
