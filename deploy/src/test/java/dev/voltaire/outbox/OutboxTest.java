package dev.voltaire.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionalException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
    Dawdling dawdling;

    @Inject
    Clock clock;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

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
    void aFailingHandlerIsVisibleToTheOperatorAndRetriedWithoutHoldingUpTheOthers() {
        // given
        BellRang event = new BellRang(UUID.randomUUID());
        stumbling.overEvents.add(event.id());
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);

        // when
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(event));

        // then
        await().untilAsserted(() -> assertThat(listening.heard).contains(event.id()));
        await().untilAsserted(
                        () -> assertThat(failing(operator).getList("items")).hasSize(1));
        JsonPath stuck = failing(operator);
        assertThat(stuck.getString("items[0].eventType")).isEqualTo("BellRang");
        assertThat(stuck.getInt("items[0].attempts")).isEqualTo(1);
        assertThat(stuck.getList("items[0].allowedActions")).isEqualTo(List.of("RETRY"));
        assertThat(stuck.getString("items[0].lastError")).contains("stumbled");
        assertThat(Instant.parse(stuck.getString("items[0].nextAttemptAt"))).isAfter(clock.instant());

        // when
        stumbling.overEvents.clear();
        String id = stuck.getString("items[0].id");
        operator.post(retry(id)).then().statusCode(202);

        // then
        await().untilAsserted(() -> assertThat(stumbling.carriedOut).containsOnlyOnce(event.id()));
        await().untilAsserted(
                        () -> assertThat(failing(operator).getList("items")).isEmpty());
        operator.post(retry(id)).then().statusCode(404);
    }

    @Test
    void whatIsBeingCarriedOutIsNotStartedASecondTime() {
        // given
        BellRang event = new BellRang(UUID.randomUUID());
        stumbling.overEvents.add(event.id());
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(event));
        await().untilAsserted(
                        () -> assertThat(failing(operator).getList("items")).hasSize(1));
        String id = failing(operator).getString("items[0].id");

        // when
        QuarkusTransaction.requiringNew()
                .run(() -> repository.lease(UUID.fromString(id), clock.instant().plusSeconds(3)));

        // then
        operator.post(retry(id)).then().statusCode(409).body("code", equalTo("wrong-state"));
        operator.get("/api/v1/outbox-messages?state=RUNNING&handler=" + Stumbling.NAME)
                .then()
                .statusCode(200)
                .body("items[0].allowedActions", hasSize(0));
        stumbling.overEvents.clear();
        await().untilAsserted(() -> assertThat(stumbling.carriedOut).containsOnlyOnce(event.id()));
    }

    @Test
    void aSlowHandlerLeavesAThreadForTheOthers() {
        // given more messages for it than there are threads, none of which gets on
        dawdling.over = new CountDownLatch(1);
        dawdling.begun.set(0);
        dawdling.done.set(0);
        List<BellTolled> slow = Stream.generate(() -> new BellTolled(UUID.randomUUID()))
                .limit(10)
                .toList();
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(slow));
        await().until(() -> dawdling.begun.get() > 0);
        BellRang event = new BellRang(UUID.randomUUID());

        try {
            // when
            QuarkusTransaction.requiringNew().run(() -> outbox.publish(event));

            // then
            await().untilAsserted(() -> assertThat(listening.heard).contains(event.id()));
            assertThat(dawdling.done).hasValue(0);
        } finally {
            dawdling.over.countDown();
        }
        await().untilAsserted(() -> assertThat(dawdling.done).hasValue(10));
    }

    @Test
    void nobodyButTheOperatorSeesTheOutbox() {
        Browser manager = signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN, Role.SUPPORT_AGENT);

        manager.get("/api/v1/outbox-messages").then().statusCode(403);
        manager.post(retry(UUID.randomUUID())).then().statusCode(403);
    }

    @Test
    void nothingIsPublishedOutsideATransaction() {
        assertThatThrownBy(() -> outbox.publish(new BellRang(UUID.randomUUID())))
                .isInstanceOf(TransactionalException.class);
    }

    private static JsonPath failing(Browser operator) {
        return operator.get("/api/v1/outbox-messages?state=FAILING&handler=" + Stumbling.NAME)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String retry(Object id) {
        return "/api/v1/outbox-messages/" + id + "/retry";
    }

    record BellTolled(UUID id) implements OutboxEvent {}

    @Singleton
    static class Dawdling implements OutboxHandler<BellTolled> {
        private volatile CountDownLatch over = new CountDownLatch(1);
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();

        @Override
        public Class<BellTolled> eventType() {
            return BellTolled.class;
        }

        @Override
        public String name() {
            return "dawdling";
        }

        @Override
        public Execution execution() {
            return Execution.OUTSIDE_TRANSACTION;
        }

        @Override
        public void handle(BellTolled event) {
            begun.incrementAndGet();
            try {
                over.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            done.incrementAndGet();
        }
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
