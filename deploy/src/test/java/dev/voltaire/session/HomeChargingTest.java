package dev.voltaire.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.charger.ChargerFindings;
import dev.voltaire.charger.ChargerOnboarding;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.ScriptedCharger;
import dev.voltaire.identity.Caller;
import dev.voltaire.ocpp.OcppListeners;
import dev.voltaire.ocpp.connection.SecurityProfile;
import dev.voltaire.sql.Sql;
import dev.voltaire.token.TokenBlock;
import dev.voltaire.token.TokenBlocking;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class HomeChargingTest {
    private static final Instant BEGIN =
            Instant.now().minus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    @Inject
    Customers customers;

    @Inject
    ChargerOnboarding onboarding;

    @Inject
    OcppListeners listeners;

    @Inject
    TokenBlocking blocking;

    @Inject
    ChargerFindings findings;

    @Inject
    SilentSessions silent;

    @Inject
    ChargingPeriods periods;

    @Inject
    Sql sql;

    record Home(Customer customer, UUID chargerId, String identity, String password) {
        String uid() {
            return customer.card().uid().canonical();
        }
    }

    record Stored(UUID id, String status, String kwh, String review, String tokenId, int readings, String stopReason) {}

    private Home home() {
        Customer customer = customers.withACard();
        String identity = "HOME-" + UUID.randomUUID().toString().substring(0, 8);
        var registered = onboarding.register(
                new ChargerOnboarding.NewCharger(identity, customer.unit().id(), Set.of(), "Garage", null, null, null));
        return new Home(customer, registered.charger().id(), identity, registered.password());
    }

    private ScriptedCharger connect(Home home, String protocol) throws Exception {
        int port = listeners.port(SecurityProfile.BASIC).orElseThrow();
        return ScriptedCharger.connect(port, home.identity(), home.password(), protocol);
    }

    private List<Stored> sessions(Home home) {
        return sql.query(
                """
                SELECT s.id, status, round(kwh, 3)::text AS kwh, array_to_string(review, ',') AS review,
                       coalesce(token_id::text, '') AS token_id, coalesce(stop_reason, '') AS stop_reason,
                       (SELECT count(*) FROM meter_value m WHERE m.session_id = s.id) AS readings
                FROM session s WHERE charger_id = ? ORDER BY created_at, id
                """,
                row -> new Stored(
                        row.getObject("id", UUID.class),
                        row.getString("status"),
                        row.getString("kwh"),
                        row.getString("review"),
                        row.getString("token_id"),
                        row.getInt("readings"),
                        row.getString("stop_reason")),
                home.chargerId());
    }

    private static String start(String uid, int meter, Instant at) {
        return "{\"connectorId\":1,\"idTag\":\"" + uid + "\",\"meterStart\":" + meter + ",\"timestamp\":\"" + at
                + "\"}";
    }

    private static String stop(int transaction, int meter, Instant at) {
        return "{\"transactionId\":" + transaction + ",\"meterStop\":" + meter + ",\"timestamp\":\"" + at + "\"}";
    }

    private static String event(String type, String transaction, int seqNo, Instant at, String more) {
        return "{\"eventType\":\"" + type + "\",\"timestamp\":\"" + at + "\",\"triggerReason\":\"Authorized\","
                + "\"seqNo\":" + seqNo + ",\"transactionInfo\":{\"transactionId\":\"" + transaction + "\"}" + more
                + "}";
    }

    private static String meter(double kwh) {
        return ",\"meterValue\":[{\"timestamp\":\"" + BEGIN + "\",\"sampledValue\":[{\"value\":" + kwh
                + ",\"unitOfMeasure\":{\"unit\":\"kWh\"}}]}]";
    }

    @Test
    void aSessionOverOcppOneSixIsStoredWithItsEnergyAndReadings() throws Exception {
        // given
        Home home = home();
        try (ScriptedCharger charger = connect(home, "ocpp1.6")) {
            // when
            JsonNode boot = charger.call(
                    "BootNotification",
                    "{\"chargePointVendor\":\"Voltkast\",\"chargePointModel\":\"W1\",\"firmwareVersion\":\"2.1\"}");
            charger.call(
                    "StatusNotification", "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}");
            JsonNode authorize = charger.call("Authorize", "{\"idTag\":\"" + home.uid() + "\"}");
            JsonNode started = charger.call("StartTransaction", start(home.uid(), 1000, BEGIN));
            int transaction = started.get("transactionId").intValue();
            charger.call(
                    "MeterValues",
                    "{\"connectorId\":1,\"transactionId\":" + transaction
                            + ",\"meterValue\":[{\"timestamp\":\"" + BEGIN.plusSeconds(600)
                            + "\",\"sampledValue\":[{\"value\":\"3.5\",\"unit\":\"kWh\"},"
                            + "{\"value\":\"7400\",\"measurand\":\"Power.Active.Import\",\"unit\":\"W\"}]}]}");
            charger.call("StopTransaction", stop(transaction, 8500, BEGIN.plusSeconds(7200)));

            // then
            assertThat(boot.get("status").textValue()).isEqualTo("Accepted");
            assertThat(authorize.at("/idTagInfo/status").textValue()).isEqualTo("Accepted");
            assertThat(started.at("/idTagInfo/status").textValue()).isEqualTo("Accepted");
            assertThat(transaction).isPositive();
            assertThat(sessions(home)).singleElement().satisfies(session -> {
                assertThat(session.status()).isEqualTo("COMPLETED");
                assertThat(session.kwh()).isEqualTo("7.500");
                assertThat(session.review()).isEmpty();
                assertThat(session.readings()).isEqualTo(1);
                assertThat(session.tokenId())
                        .isEqualTo(home.customer().card().id().toString());
                assertThat(session.stopReason()).isEqualTo("Local");
                assertThat(periods.of(session.id()))
                        .extracting(period -> period.dimensions().toString())
                        .containsExactly(
                                "[Dimension[type=ENERGY, volume=2.500000], Dimension[type=TIME, volume=0.1667]]",
                                "[Dimension[type=ENERGY, volume=5.000000], Dimension[type=TIME, volume=1.8333]]");
            });
        }
    }

    @Test
    void refusedTokensGetTheRightStatusInBothVersions() throws Exception {
        // given
        Home home = home();
        blocking.block(
                home.customer().card().id(),
                TokenBlock.Reason.FRAUD,
                TokenBlock.Initiator.ADMINISTRATOR,
                null,
                Caller.SYSTEM);

        // then
        try (ScriptedCharger old = connect(home, "ocpp1.6")) {
            assertThat(old.call("Authorize", "{\"idTag\":\"" + home.uid() + "\"}")
                            .at("/idTagInfo/status")
                            .textValue())
                    .isEqualTo("Blocked");
            assertThat(old.call("Authorize", "{\"idTag\":\"NOBODY\"}")
                            .at("/idTagInfo/status")
                            .textValue())
                    .isEqualTo("Invalid");
            JsonNode started = old.call("StartTransaction", start(home.uid(), 0, BEGIN));
            assertThat(started.at("/idTagInfo/status").textValue()).isEqualTo("Blocked");
            assertThat(started.get("transactionId").intValue()).isPositive();
        }
        try (ScriptedCharger young = connect(home, "ocpp2.0.1")) {
            assertThat(young.call(
                                    "Authorize",
                                    "{\"idToken\":{\"idToken\":\"" + home.uid() + "\",\"type\":\"ISO14443\"}}")
                            .at("/idTokenInfo/status")
                            .textValue())
                    .isEqualTo("Blocked");
            assertThat(young.call("Authorize", "{\"idToken\":{\"idToken\":\"NOBODY\",\"type\":\"Central\"}}")
                            .at("/idTokenInfo/status")
                            .textValue())
                    .isEqualTo("Unknown");
        }
        assertThat(sessions(home))
                .singleElement()
                .satisfies(session -> assertThat(session.review()).isEqualTo("TOKEN_REFUSED"));
    }

    @Test
    void repeatedStartsAndStopsEndAsOneSession() throws Exception {
        // given
        Home home = home();
        int transaction;
        try (ScriptedCharger charger = connect(home, "ocpp1.6")) {
            transaction = charger.call("StartTransaction", start(home.uid(), 0, BEGIN))
                    .get("transactionId")
                    .intValue();
        }

        // when: the same start and stop come again on a new connection
        try (ScriptedCharger charger = connect(home, "ocpp1.6")) {
            JsonNode again = charger.call("StartTransaction", start(home.uid(), 0, BEGIN));
            charger.call("StopTransaction", stop(transaction, 5000, BEGIN.plusSeconds(3600)));
            charger.call("StopTransaction", stop(transaction, 9000, BEGIN.plusSeconds(7200)));
            JsonNode afterwards = charger.call("StartTransaction", start(home.uid(), 0, BEGIN));

            // then
            assertThat(again.get("transactionId").intValue()).isEqualTo(transaction);
            assertThat(afterwards.get("transactionId").intValue()).isEqualTo(transaction);
        }
        assertThat(sessions(home))
                .singleElement()
                .satisfies(session -> assertThat(session.kwh()).isEqualTo("5.000"));
    }

    @Test
    void anotherChargersTransactionCannotBeStopped() throws Exception {
        // given
        Home victim = home();
        Home attacker = home();
        try (ScriptedCharger charger = connect(victim, "ocpp1.6");
                ScriptedCharger other = connect(attacker, "ocpp1.6")) {
            int transaction = charger.call("StartTransaction", start(victim.uid(), 0, BEGIN))
                    .get("transactionId")
                    .intValue();

            // when
            other.call("StopTransaction", stop(transaction, 1, BEGIN.plusSeconds(60)));
        }

        // then
        assertThat(sessions(victim))
                .singleElement()
                .satisfies(session -> assertThat(session.status()).isEqualTo("ACTIVE"));
        assertThat(sessions(attacker))
                .singleElement()
                .satisfies(session -> assertThat(session.review()).contains("LOST_START"));
    }

    @Test
    void aStopWithAnUnknownNumberEndsTheOnlyOpenTransaction() throws Exception {
        // given
        Home home = home();
        try (ScriptedCharger charger = connect(home, "ocpp1.6")) {
            charger.call("StartTransaction", start(home.uid(), 100, BEGIN));

            // when
            charger.call("StopTransaction", stop(-1, 2100, BEGIN.plusSeconds(3600)));
        }

        // then
        assertThat(sessions(home)).singleElement().satisfies(session -> {
            assertThat(session.status()).isEqualTo("COMPLETED");
            assertThat(session.kwh()).isEqualTo("2.000");
            assertThat(session.review()).isEqualTo("ATTACHED_BY_TIME");
        });
    }

    @Test
    void aLostStopIsClosedByTheNextStartAndReplacedWhenItComesAfterAll() throws Exception {
        // given
        Home home = home();
        try (ScriptedCharger charger = connect(home, "ocpp1.6")) {
            int first = charger.call("StartTransaction", start(home.uid(), 0, BEGIN))
                    .get("transactionId")
                    .intValue();
            charger.call(
                    "MeterValues",
                    "{\"connectorId\":1,\"transactionId\":" + first + ",\"meterValue\":[{\"timestamp\":\""
                            + BEGIN.plusSeconds(600) + "\",\"sampledValue\":[{\"value\":\"1200\"}]}]}");

            // when
            charger.call("StartTransaction", start(home.uid(), 3000, BEGIN.plusSeconds(3600)));

            // then
            assertThat(sessions(home).getFirst().review()).isEqualTo("LOST_STOP");
            assertThat(sessions(home).getFirst().kwh()).isEqualTo("1.200");

            // when
            charger.call("StopTransaction", stop(first, 3000, BEGIN.plusSeconds(3500)));

            // then
            assertThat(sessions(home).getFirst().review()).isEmpty();
            assertThat(sessions(home).getFirst().kwh()).isEqualTo("3.000");
        }
    }

    @Test
    void aStartThatComesAfterItsStopMakesOneSessionOfBoth() throws Exception {
        // given
        Home home = home();
        String late = stop(-1, 6000, BEGIN.plusSeconds(3600));
        try (ScriptedCharger charger = connect(home, "ocpp1.6")) {
            charger.call("StopTransaction", late);
            assertThat(sessions(home))
                    .singleElement()
                    .satisfies(session -> assertThat(session.review()).contains("LOST_START"));

            // when
            int transaction = charger.call("StartTransaction", start(home.uid(), 1000, BEGIN))
                    .get("transactionId")
                    .intValue();
            charger.call("StopTransaction", late);
            int again = charger.call("StartTransaction", start(home.uid(), 1000, BEGIN))
                    .get("transactionId")
                    .intValue();

            // then
            assertThat(again).isEqualTo(transaction);
        }
        assertThat(sessions(home)).singleElement().satisfies(session -> {
            assertThat(session.status()).isEqualTo("COMPLETED");
            assertThat(session.kwh()).isEqualTo("5.000");
            assertThat(session.review()).isEmpty();
            assertThat(session.tokenId()).isEqualTo(home.customer().card().id().toString());
        });
    }

    @Test
    void anEndWithAnotherCardOrALowerRegisterIsNotTheEndOfThisStart() throws Exception {
        Home home = home();
        try (ScriptedCharger charger = connect(home, "ocpp1.6")) {
            charger.call("StopTransaction", stop(-1, 900, BEGIN.plusSeconds(3600)));
            charger.call("StartTransaction", start(home.uid(), 1000, BEGIN));
        }
        assertThat(sessions(home)).extracting(Stored::status).containsExactly("COMPLETED", "ACTIVE");
    }

    @Test
    void aSessionThatFellSilentEndsWithItsLastReadingUntilTheRealEndComes() throws Exception {
        // given
        Home home = home();
        try (ScriptedCharger charger = connect(home, "ocpp1.6")) {
            int transaction = charger.call("StartTransaction", start(home.uid(), 0, BEGIN))
                    .get("transactionId")
                    .intValue();
            charger.call(
                    "MeterValues",
                    "{\"connectorId\":1,\"transactionId\":" + transaction + ",\"meterValue\":[{\"timestamp\":\""
                            + BEGIN.plusSeconds(600) + "\",\"sampledValue\":[{\"value\":\"1200\"}]}]}");
            silent.run();
            assertThat(sessions(home).getFirst().status()).isEqualTo("ACTIVE");

            // when
            sql.update(
                    "UPDATE session SET last_updated = now() - interval '3 days' WHERE charger_id = ?",
                    home.chargerId());
            silent.run();

            // then
            assertThat(sessions(home).getFirst().status()).isEqualTo("COMPLETED");
            assertThat(sessions(home).getFirst().kwh()).isEqualTo("1.200");
            assertThat(sessions(home).getFirst().review()).isEqualTo("LOST_STOP");

            // when
            charger.call("StopTransaction", stop(transaction, 4000, BEGIN.plusSeconds(3600)));
        }

        // then
        assertThat(sessions(home)).singleElement().satisfies(session -> {
            assertThat(session.kwh()).isEqualTo("4.000");
            assertThat(session.review()).isEmpty();
        });
    }

    @Test
    void aStationWhoseMessagesAreMissingIsAskedForThem() throws Exception {
        // given
        Home home = home();
        String id = UUID.randomUUID().toString();
        try (ScriptedCharger charger = connect(home, "ocpp2.0.1")) {
            charger.call("TransactionEvent", event("Started", id, 0, BEGIN, ",\"evse\":{\"id\":1}" + meter(10)));

            // when
            charger.call("TransactionEvent", event("Ended", id, 2, BEGIN.plusSeconds(7200), meter(20)));

            // then
            assertThat(charger.next()).contains("\"GetTransactionStatus\",{\"transactionId\":\"" + id + "\"}");
            assertThat(sessions(home).getFirst().review()).isEqualTo("MESSAGES_MISSING");
            charger.call("TransactionEvent", event("Updated", id, 1, BEGIN.plusSeconds(600), meter(12.5)));
            assertThat(sessions(home).getFirst().review()).isEmpty();
        }
    }

    @Test
    void energyIsNeverNegative() throws Exception {
        Home home = home();
        try (ScriptedCharger charger = connect(home, "ocpp1.6")) {
            int transaction = charger.call("StartTransaction", start(home.uid(), 9000, BEGIN))
                    .get("transactionId")
                    .intValue();
            charger.call("StopTransaction", stop(transaction, 0, BEGIN.plusSeconds(3600)));
        }
        assertThat(sessions(home)).singleElement().satisfies(session -> {
            assertThat(session.kwh()).isEqualTo("0.000");
            assertThat(session.review()).isEqualTo("NEGATIVE_ENERGY");
        });
    }

    @Test
    void aTransactionOverTwoPointZeroIsOneSessionWhateverTheOrderOfItsEvents() throws Exception {
        // given
        Home home = home();
        String id = UUID.randomUUID().toString();
        String token = ",\"idToken\":{\"idToken\":\"" + home.uid() + "\",\"type\":\"ISO14443\"}";
        try (ScriptedCharger charger = connect(home, "ocpp2.0.1")) {
            charger.call(
                    "BootNotification",
                    "{\"reason\":\"PowerUp\",\"chargingStation\":{\"model\":\"W2\",\"vendorName\":\"Voltkast\"}}");

            // when
            charger.call("TransactionEvent", event("Updated", id, 1, BEGIN.plusSeconds(600), meter(12.5)));
            charger.call("TransactionEvent", event("Updated", id, 1, BEGIN.plusSeconds(600), meter(12.5)));
            charger.call("TransactionEvent", event("Ended", id, 2, BEGIN.plusSeconds(7200), meter(20)));
            JsonNode late = charger.call(
                    "TransactionEvent", event("Started", id, 0, BEGIN, ",\"evse\":{\"id\":1}" + token + meter(10)));

            // then
            assertThat(late.at("/idTokenInfo/status").textValue()).isEqualTo("Accepted");
        }
        assertThat(sessions(home)).singleElement().satisfies(session -> {
            assertThat(session.status()).isEqualTo("COMPLETED");
            assertThat(session.review()).isEqualTo("");
            assertThat(session.tokenId()).isEqualTo(home.customer().card().id().toString());
            assertThat(session.readings()).isEqualTo(3);
        });
    }

    @Test
    void whatAChargerDoesWrongBecomesAFinding() throws Exception {
        Home home = home();
        try (ScriptedCharger charger = connect(home, "ocpp1.6")) {
            charger.call(
                    "BootNotification",
                    "{\"chargePointVendor\":\"A vendor with a very long name\",\"chargePointModel\":\"W1\",\"x\":1}");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(findings.of(home.chargerId()))
                            .extracting(ChargerFindings.Finding::detail)
                            .contains(
                                    "TOO_LONG BootNotification.chargePointVendor", "UNKNOWN_FIELD BootNotification.x"));
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(sql.query(
                                    "SELECT node FROM charger_connection WHERE charger_id = ? AND connection_id IS NOT NULL",
                                    row -> row.getString(1),
                                    home.chargerId()))
                            .hasSize(1));
        }
    }
}
