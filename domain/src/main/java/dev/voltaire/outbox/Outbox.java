package dev.voltaire.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Where use cases publish their events.
@ApplicationScoped
public class Outbox {
    private final OutboxRepository repository;
    private final OutboxSignal signal;
    private final TransactionSynchronizationRegistry transactions;
    private final Clock clock;
    private final Map<Class<?>, List<OutboxHandler<?>>> handlersByEvent;
    private final ObjectMapper json = mapper();

    @Inject
    Outbox(
            OutboxRepository repository,
            OutboxSignal signal,
            TransactionSynchronizationRegistry transactions,
            Clock clock,
            @All List<OutboxHandler<?>> handlers) {
        this.repository = repository;
        this.signal = signal;
        this.transactions = transactions;
        this.clock = clock;
        this.handlersByEvent = handlers.stream().collect(Collectors.groupingBy(OutboxHandler::eventType));
    }

    /// Stores the event for each of its handlers, in the caller's transaction: rolled back with it, carried out after
    /// it.
    @Transactional(Transactional.TxType.MANDATORY)
    public void publish(OutboxEvent event) {
        publish(List.of(event));
    }

    /// Events of one kind, with one statement for each of its handlers.
    @Transactional(Transactional.TxType.MANDATORY)
    public <E extends OutboxEvent> void publish(List<E> events) {
        if (events.isEmpty()) {
            return;
        }
        Class<?> type = events.getFirst().getClass();
        List<OutboxHandler<?>> handlers = handlersByEvent.getOrDefault(type, List.of());
        if (handlers.isEmpty()) {
            return;
        }
        List<String> payloads = events.stream().map(this::write).toList();
        for (OutboxHandler<?> handler : handlers) {
            repository.insert(type.getSimpleName(), handler.name(), payloads, clock.instant());
        }
        transactions.registerInterposedSynchronization(new WakeAfterCommit(signal));
    }

    static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
    }

    private String write(OutboxEvent event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private record WakeAfterCommit(OutboxSignal signal) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                signal.wake();
            }
        }
    }
}
