package dev.voltaire.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.voltaire.fake.ScriptedCharger;
import dev.voltaire.harness.Api;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.VoltaireLaunch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A server is replaced while it is being used: whoever is being served is served to the end, and chargers are told to
/// come back.
class ShutdownTest {
    @Test
    void aRequestUnderWayIsAnsweredAndChargersAreToldToComeBack() throws Exception {
        var launch =
                VoltaireLaunch.fresh("shutdown").with("VOLTAIRE_DEMO", "true").with("VOLTAIRE_DEMO_LOAD_CHARGERS", "1");
        try (var voltaire = launch.start().awaitReady();
                var charger = ScriptedCharger.connect(
                        voltaire.ocpp(), "LOAD-00001", Demo.LOAD_PASSWORD, ScriptedCharger.OCPP_16)) {
            // given
            charger.call("BootNotification", """
                    {"chargePointVendor": "Northlight", "chargePointModel": "Wall 11"}""");
            var api = Api.of(voltaire);
            var token = api.signIn(Demo.MANAGER, Demo.PASSWORD);
            CompletableFuture<Integer> underWay;
            try (var database = voltaire.database();
                    var statement = database.createStatement();
                    var elsewhere = voltaire.database();
                    var activity = elsewhere.createStatement()) {
                // a request waits for what somebody else holds; a transaction would see the same activity for ever
                database.setAutoCommit(false);
                statement.execute("LOCK TABLE token IN ACCESS EXCLUSIVE MODE");
                underWay = CompletableFuture.supplyAsync(
                        () -> api.bearing(token).get("/api/v1/tokens").statusCode());
                await().atMost(Duration.ofSeconds(10)).until(() -> {
                    try (var waiting = activity.executeQuery(
                            "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%token%'")) {
                        return waiting.next();
                    }
                });

                // when
                voltaire.askToTerminate();

                // then
                assertThat(charger.awaitClosed()).isEqualTo(1012);
                assertThat(underWay).isNotDone();
                database.rollback();
            }
            assertThat(underWay.get(20, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(voltaire.awaitEnd()).isIn(0, 143);
            assertThat(voltaire.output()).doesNotContain("ERROR");
        }
    }
}
