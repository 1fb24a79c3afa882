package dev.voltaire.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.voltaire.outbox.OutboxHandler.Execution;
import dev.voltaire.outbox.OutboxRepository.DueMessage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Carries out one due consequence at a time; [OutboxWorkers] runs it on several threads of every worker node.
@ApplicationScoped
class OutboxDispatcher {
    private static final Logger LOG = Logger.getLogger(OutboxDispatcher.class);

    /// Longer than any handler may take; a handler outside a transaction that is still busy then would run twice.
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final OutboxRepository repository;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Map<String, OutboxHandler<?>> handlersByName;
    private final Crowd crowd;
    private final ObjectMapper json = Outbox.mapper();

    @Inject
    OutboxDispatcher(
            OutboxRepository repository,
            Clock clock,
            MeterRegistry metrics,
            @All List<OutboxHandler<?>> handlers,
            @ConfigProperty(name = "voltaire.outbox.threads", defaultValue = "4") int threads) {
        this.crowd = new Crowd(threads - 1);
        this.repository = repository;
        this.clock = clock;
        this.metrics = metrics;
        // a name used twice would send one handler's events to the other: refuse to start
        this.handlersByName =
                handlers.stream().collect(Collectors.toUnmodifiableMap(OutboxHandler::name, Function.identity()));
        handlersByName.keySet().forEach(handler -> {
            handled(handler);
            failed(handler);
        });
    }

    private Counter handled(String handler) {
        return metrics.counter("voltaire.outbox.handled", "handler", handler);
    }

    private Counter failed(String handler) {
        return metrics.counter("voltaire.outbox.failed", "handler", handler);
    }

    /// Carries out the longest-due message, if there is one, and others of its handler that can go with it. False when
    /// nothing is due.
    boolean carryOutNext() {
        Attempt attempt = new Attempt();
        try {
            QuarkusTransaction.requiringNew().run(() -> claim(attempt));
            if (attempt.outsideTransaction()) {
                withRequestContext(() -> handle(attempt.message()));
                QuarkusTransaction.requiringNew()
                        .run(() -> repository.delete(attempt.message().id()));
            }
        } catch (RuntimeException failure) {
            if (attempt.claimed.isEmpty()) {
                throw failure;
            }
            if (attempt.companions.isEmpty()) {
                reschedule(attempt.message(), failure);
            } else {
                // one of them spoils it for all: each by itself
                carryOutAlone(attempt.message().id());
                attempt.companions.forEach(message -> carryOutAlone(message.id()));
            }
        } finally {
            attempt.joined.ifPresent(crowd::left);
        }
        return attempt.claimed.isPresent();
    }

    private void claim(Attempt attempt) {
        do {
            attempt.claimed = repository.lockDue(clock.instant(), crowd.full());
            if (attempt.claimed.isEmpty()) {
                return;
            }
        } while (!crowd.join(attempt.message().handler()));
        DueMessage message = attempt.message();
        attempt.joined = Optional.of(message.handler());
        if (attempt.outsideTransaction()) {
            repository.lease(message.id(), clock.instant().plus(LEASE));
            return;
        }
        OutboxHandler<?> handler = handler(message.handler());
        if (handler.atOnce() > 1 && message.attempts() == 0) {
            attempt.companions =
                    repository.lockMore(message.handler(), message.id(), clock.instant(), handler.atOnce() - 1);
        }
        List<DueMessage> messages = new ArrayList<>(attempt.companions);
        messages.addFirst(message);
        handleAll(handler, messages);
        repository.delete(messages);
    }

    private void carryOutAlone(UUID id) {
        Attempt attempt = new Attempt();
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                attempt.claimed = repository.lock(id);
                attempt.claimed.ifPresent(message -> {
                    handle(message);
                    repository.delete(id);
                });
            });
        } catch (RuntimeException failure) {
            if (attempt.claimed.isEmpty()) {
                throw failure;
            }
            reschedule(attempt.message(), failure);
        }
    }

    private final class Attempt {
        private Optional<DueMessage> claimed = Optional.empty();
        private Optional<String> joined = Optional.empty();
        private List<DueMessage> companions = List.of();

        DueMessage message() {
            return claimed.orElseThrow();
        }

        boolean outsideTransaction() {
            return claimed.isPresent() && handler(message().handler()).execution() == Execution.OUTSIDE_TRANSACTION;
        }
    }

    private void handle(DueMessage message) {
        handleAll(handler(message.handler()), List.of(message));
    }

    private <E extends OutboxEvent> void handleAll(OutboxHandler<E> handler, List<DueMessage> messages) {
        List<E> events = new ArrayList<>(messages.size());
        for (DueMessage message : messages) {
            try {
                events.add(json.readValue(message.payload(), handler.eventType()));
            } catch (JsonProcessingException unreadable) {
                throw new IllegalStateException("the event cannot be read back", unreadable);
            }
        }
        handler.handleAll(events);
        handled(handler.name()).increment(events.size());
    }

    private OutboxHandler<?> handler(String name) {
        OutboxHandler<?> handler = handlersByName.get(name);
        if (handler == null) {
            throw new IllegalStateException("no handler of this name in this release: " + name);
        }
        return handler;
    }

    private void reschedule(DueMessage message, RuntimeException failure) {
        int attempts = message.attempts() + 1;
        Instant next = clock.instant().plus(backOff(attempts));
        failed(message.handler()).increment();
        LOG.warnf(
                failure,
                "Consequence failed and will be retried: handler=%s message=%s attempts=%d",
                message.handler(),
                message.id(),
                attempts);
        QuarkusTransaction.requiringNew().run(() -> repository.recordFailure(message.id(), next, describe(failure)));
    }

    /// 1 s, 2 s, 4 s … 1 h.
    static Duration backOff(int attempts) {
        long seconds = 1L << Math.min(attempts - 1, 12);
        return Duration.ofSeconds(Math.min(seconds, 3_600));
    }

    private static String describe(Throwable failure) {
        StringBuilder description = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (!description.isEmpty()) {
                description.append(" <- ");
            }
            description.append(cause.getClass().getSimpleName()).append(": ").append(cause.getMessage());
        }
        return description.toString();
    }

    private static void withRequestContext(Runnable work) {
        ManagedContext context = Arc.container().requestContext();
        if (context.isActive()) {
            work.run();
            return;
        }
        context.activate();
        try {
            work.run();
        } finally {
            context.terminate();
        }
    }
}
