package dev.voltaire.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.outbox.OutboxRepository.FailingMessage;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionalException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class OutboxTest {
    @Inject
    Outbox outbox;

    @Inject
    OutboxRepository repository;

    @Inject
    Listening listening;

    @Inject
    Stumbling stumbling;

    @Inject
    Clock clock;

    record BellRang(UUID id) implements OutboxEvent {}

    @Test
    void aCommittedEventReachesItsHandlers() {
        // given
        BellRang event = new BellRang(UUID.randomUUID());

        // when
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(event));

        // then
        await().untilAsserted(() -> assertThat(listening.heard).contains(event.id()));
    }

    @Test
    void anEventRolledBackNeverHappened() throws InterruptedException {
        // given
        BellRang rolledBack = new BellRang(UUID.randomUUID());
        BellRang committed = new BellRang(UUID.randomUUID());

        // when
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.publish(rolledBack);
                    throw new IllegalArgumentException("changed my mind");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(committed));

        // then
        await().untilAsserted(() -> assertThat(listening.heard).contains(committed.id()));
        assertThat(listening.heard).doesNotContain(rolledBack.id());
    }

    @Test
    void aFailingHandlerIsVisibleAndRetriedWithoutHoldingUpTheOthers() {
        // given
        BellRang event = new BellRang(UUID.randomUUID());
        stumbling.overEvents.add(event.id());

        // when
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(event));

        // then
        await().untilAsserted(() -> assertThat(listening.heard).contains(event.id()));
        await().untilAsserted(() -> assertThat(failing()).isNotEmpty());
        assertThat(failing().getFirst().lastError()).contains("stumbled");

        // when
        stumbling.overEvents.clear();
        failing().forEach(message -> repository.retryNow(message.id(), clock.instant()));

        // then
        await().untilAsserted(() -> assertThat(stumbling.carriedOut).containsOnlyOnce(event.id()));
        await().untilAsserted(() -> assertThat(failing()).isEmpty());
    }

    @Test
    void nothingIsPublishedOutsideATransaction() {
        assertThatThrownBy(() -> outbox.publish(new BellRang(UUID.randomUUID())))
                .isInstanceOf(TransactionalException.class);
    }

    private List<FailingMessage> failing() {
        return repository.failing(1, 100).stream()
                .filter(message -> message.handler().equals(Stumbling.NAME))
                .toList();
    }

    @Singleton
    static class Listening implements OutboxHandler<BellRang> {
        private final Set<UUID> heard = ConcurrentHashMap.newKeySet();

        @Override
        public Class<BellRang> eventType() {
            return BellRang.class;
        }

        @Override
        public String name() {
            return "listening";
        }

        @Override
        public void handle(BellRang event) {
            heard.add(event.id());
        }
    }

    @Singleton
    static class Stumbling implements OutboxHandler<BellRang> {
        private static final String NAME = "stumbling";

        private final Set<UUID> overEvents = ConcurrentHashMap.newKeySet();
        private final List<UUID> carriedOut = new CopyOnWriteArrayList<>();

        @Override
        public Class<BellRang> eventType() {
            return BellRang.class;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Execution execution() {
            return Execution.OUTSIDE_TRANSACTION;
        }

        @Override
        public void handle(BellRang event) {
            if (overEvents.contains(event.id())) {
                throw new IllegalStateException("stumbled");
            }
            carriedOut.add(event.id());
        }
    }
}
