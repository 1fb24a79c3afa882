package dev.voltaire.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.voltaire.fake.ScriptedCharger;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Rows;
import dev.voltaire.harness.VoltaireLaunch;
import dev.voltaire.harness.VoltaireProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// Chargers repeat what was not acknowledged: whatever dies meanwhile, every transaction is there once.
class ChargerOutageTest {
    private static final Instant BEGIN =
            Instant.now().minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    private static VoltaireLaunch launch(String name) {
        return VoltaireLaunch.fresh(name).with("VOLTAIRE_DEMO", "true");
    }

    private static ScriptedCharger connect(VoltaireProcess voltaire) {
        return ScriptedCharger.connect(
                voltaire.ocpp(), Demo.HOME_CHARGER, Demo.HOME_CHARGER_PASSWORD, ScriptedCharger.OCPP_16);
    }

    private static int start(ScriptedCharger charger, int number) {
        return charger.call(
                        "StartTransaction", """
                        {"connectorId": 1, "idTag": "%s", "meterStart": %d, "timestamp": "%s"}""".formatted(Demo.CARD, 1000 * number, BEGIN.plusSeconds(600L * number)))
                .path("transactionId")
                .asInt();
    }

    private static void stop(ScriptedCharger charger, int transaction, int number) {
        charger.call("StopTransaction", """
                {"transactionId": %d, "meterStop": %d, "timestamp": "%s"}""".formatted(
                        transaction, 1000 * number + 500, BEGIN.plusSeconds(600L * number + 300)));
    }

    private static String sessions(VoltaireProcess voltaire) {
        return Rows.selectOne(
                        voltaire,
                        "SELECT count(*) || ' sessions, ' || count(*) FILTER (WHERE status = 'COMPLETED') || ' ended, '"
                                + " || coalesce(sum(kwh), 0)::numeric(9, 1) || ' kWh' FROM session WHERE origin = 'HOME'"
                                + " AND start_received_at IS NOT NULL")
                .orElseThrow();
    }

    @Test
    void aKilledServerLosesNothingAndCountsNothingTwiceWhenTheChargerRepeats() {
        var launch = launch("killed");
        int[] transactions = new int[6];
        try (var voltaire = launch.start().awaitReady();
                var charger = connect(voltaire)) {
            for (int i = 1; i <= 5; i++) {
                transactions[i] = start(charger, i);
                if (i < 5) {
                    stop(charger, transactions[i], i);
                }
            }

            // when
            voltaire.kill();
        }
        try (var voltaire = launch.start().awaitReady()) {
            try (var charger = connect(voltaire)) {
                // then every start gets the number it had
                for (int i = 1; i <= 5; i++) {
                    assertThat(start(charger, i)).isEqualTo(transactions[i]);
                    stop(charger, transactions[i], i);
                    stop(charger, transactions[i], i);
                }
            }
            assertThat(sessions(voltaire)).isEqualTo("5 sessions, 5 ended, 2.5 kWh");
            voltaire.terminate();
        }
    }

    @Test
    void messagesWaitForADatabaseThatStandsStillAndAreAnsweredInTheirOrder() throws Exception {
        try (var voltaire = launch("frozen").start().awaitReady();
                var charger = connect(voltaire)) {
            int first = start(charger, 1);

            // when the database stands still for half a minute
            signal("STOP", voltaire.postmaster());
            Thread thaw = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(Duration.ofSeconds(30));
                    signal("CONT", voltaire.postmaster());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            // the script gives a call thirty seconds, so the next one begins late in the pause
            Thread.sleep(Duration.ofSeconds(20));
            stop(charger, first, 1);
            int second = start(charger, 2);
            stop(charger, second, 2);
            thaw.join();

            // then
            assertThat(charger.call("Heartbeat", "{}").path("currentTime").asText())
                    .isNotEmpty();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(sessions(voltaire)).isEqualTo("2 sessions, 2 ended, 1.0 kWh"));
            voltaire.terminate();
        }
    }

    /// The postmaster and its children: each backend stands still only when it is stopped itself.
    private static void signal(String signal, long postmaster) {
        ProcessHandle.of(postmaster).orElseThrow().children().forEach(child -> send(signal, child.pid()));
        send(signal, postmaster);
    }

    private static void send(String signal, long process) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
