package dev.voltaire.ocpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.ChargerCredentials;
import dev.voltaire.charger.ChargerFindings;
import dev.voltaire.charger.ChargerMessages;
import dev.voltaire.charger.ChargerOnboarding;
import dev.voltaire.charger.ChargerPresence;
import dev.voltaire.charger.CommandAction;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.charger.CommandState;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.ScriptedCharger;
import dev.voltaire.ocpp.command.CommandDispatcher;
import dev.voltaire.ocpp.connection.FrontDoor;
import dev.voltaire.ocpp.connection.SecurityProfile;
import dev.voltaire.ocpp.connection.Switchboard;
import dev.voltaire.ocpp.wire.OcppVersion;
import dev.voltaire.sql.Sql;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The server of the test and a second charger front door on the same database.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class TwoNodesTest {
    @Inject
    Customers customers;

    @Inject
    ChargerOnboarding onboarding;

    @Inject
    OcppListeners listeners;

    @Inject
    ChargerAdmission admission;

    @Inject
    ChargerFindings findings;

    @Inject
    ChargerMessages messages;

    @Inject
    Sql sql;

    @Inject
    ChargerCommands commands;

    @Inject
    ChargerCredentials credentials;

    @Inject
    Vertx vertx;

    @Inject
    Clock clock;

    @Inject
    dev.voltaire.ocpp.v16.Routing v16;

    private ChargerOnboarding.Registered registered() {
        String identity = "HOME-" + UUID.randomUUID().toString().substring(0, 8);
        return onboarding.register(new ChargerOnboarding.NewCharger(
                identity, customers.withACard().unit().id(), Set.of(), "Garage", null, null, null));
    }

    private Telemetry telemetry(Duration silentReturnDelay) {
        return new Telemetry(
                new ChargerPresence(sql),
                findings,
                messages,
                new SilentReturns(vertx, silentReturnDelay, clock),
                clock,
                new SimpleMeterRegistry());
    }

    private Switchboard switchboard(Telemetry telemetry) {
        return new Switchboard(
                vertx,
                Map.of(OcppVersion.V16, v16.routes()),
                telemetry,
                clock,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                4);
    }

    private FrontDoor door(Switchboard switchboard) {
        return new FrontDoor(
                vertx, switchboard, admission, Duration.ofSeconds(30), Duration.ofSeconds(30), 65_536, false);
    }

    /// Named a TLS port so that it does not share the port of the server under test.
    private static int opened(FrontDoor door) throws Exception {
        return finished(door.open(SecurityProfile.TLS_WITH_BASIC, "127.0.0.1", 0, 1, new HttpServerOptions()));
    }

    private static <T> T finished(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static ScriptedCharger connect(int port, ChargerOnboarding.Registered registered) throws Exception {
        return ScriptedCharger.connect(port, registered.charger().identity(), registered.password(), "ocpp1.6");
    }

    @Test
    void aChargerThatMovesToAnotherNodeLosesItsOldSocket() throws Exception {
        // given
        ChargerOnboarding.Registered registered = registered();
        UUID charger = registered.charger().id();
        Telemetry telemetry = telemetry(Duration.ofHours(1));
        Switchboard switchboard = switchboard(telemetry);
        FrontDoor door = door(switchboard);
        int port = opened(door);
        telemetry.start(switchboard.connections());

        // when
        try (ScriptedCharger before =
                connect(listeners.port(SecurityProfile.BASIC).orElseThrow(), registered)) {
            before.call("Heartbeat", "{}");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(epoch(charger)).isEqualTo(1));
            try (ScriptedCharger after = connect(port, registered)) {

                // then
                assertThat(before.closeCode()).isEqualTo(4409);
                after.call("Heartbeat", "{}");
                assertThat(epoch(charger)).isEqualTo(2);
            }
        } finally {
            finished(door.close());
            telemetry.stop();
        }
    }

    @Test
    void aCommandReachesASocketOnAnotherNode() throws Exception {
        // given a charger on the second node
        ChargerOnboarding.Registered registered = registered();
        UUID charger = registered.charger().id();
        Telemetry telemetry = telemetry(Duration.ofHours(1));
        Switchboard switchboard = switchboard(telemetry);
        FrontDoor door = door(switchboard);
        int port = opened(door);
        telemetry.start(switchboard.connections());
        CommandDispatcher dispatcher =
                new CommandDispatcher(commands, credentials, switchboard.connections(), telemetry.node());
        dispatcher.start();
        try (ScriptedCharger wallbox = connect(port, registered)) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(epoch(charger)).isEqualTo(1));

            // when it is asked for through the first
            long asked = System.nanoTime();
            ChargerCommands.Command command =
                    commands.request(charger, CommandAction.UNLOCK, CommandOrder.NONE, "test");
            String call = wallbox.next();

            // then
            assertThat(call).contains("\"UnlockConnector\"");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
            wallbox.send("[3," + call.split(",")[1] + ",{\"status\":\"Unlocked\"}]");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(commands.get(charger, command.id())
                                    .orElseThrow()
                                    .state())
                            .isEqualTo(CommandState.ACCEPTED));
        } finally {
            dispatcher.stop();
            finished(door.close());
            telemetry.stop();
        }
    }

    @Test
    void aChargerThatReturnsSilentlyIsAskedToIntroduceItself() throws Exception {
        // given
        FrontDoor door = door(switchboard(telemetry(Duration.ofMillis(300))));
        int port = opened(door);
        try (ScriptedCharger silent = connect(port, registered());
                ScriptedCharger booting = connect(port, registered())) {
            booting.call("BootNotification", "{\"chargePointVendor\":\"Voltkast\",\"chargePointModel\":\"W1\"}");

            // when
            String first = silent.next();
            silent.send("[3," + first.split(",")[1] + ",{\"status\":\"Accepted\"}]");
            String second = silent.next();

            // then
            assertThat(first).contains("\"TriggerMessage\",{\"requestedMessage\":\"BootNotification\"}");
            assertThat(second).contains("\"TriggerMessage\",{\"requestedMessage\":\"StatusNotification\"}");
            assertThat(booting.quiet()).isTrue();
        } finally {
            finished(door.close());
        }
    }

    private int epoch(UUID charger) {
        return sql
                .query("SELECT epoch FROM charger_connection WHERE charger_id = ?", row -> row.getInt(1), charger)
                .stream()
                .findFirst()
                .orElse(0);
    }
}
