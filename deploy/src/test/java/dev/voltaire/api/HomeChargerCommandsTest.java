package dev.voltaire.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.ScriptedCharger;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.ocpp.OcppListeners;
import dev.voltaire.ocpp.connection.SecurityProfile;
import dev.voltaire.sql.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What people ask of chargers over the API, and what chargers want signed.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class HomeChargerCommandsTest {
    private static final String CHARGERS = "/api/v1/home-chargers/";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    OcppListeners listeners;

    @Inject
    Sql sql;

    private final class Home {
        private final Customer customer = customers.withACard();
        private final String identity = "BOX-" + UUID.randomUUID().toString().substring(0, 8);
        private final String id;
        private final String password;

        Home() {
            var answer = manager()
                    .body(Map.of(
                            "identity", identity, "orgUnitId", customer.unit().id(), "name", "Garage"))
                    .post("/api/v1/home-chargers")
                    .then()
                    .statusCode(201)
                    .extract();
            id = answer.path("id");
            password = answer.path("password");
        }

        RequestSpecification manager() {
            return signedIn.as(customer.unit(), Role.SUPPORT_AGENT).request();
        }

        ScriptedCharger connect(String protocol) throws Exception {
            return ScriptedCharger.connect(port(), identity, password, protocol);
        }

        ScriptedCharger connect(byte[] key) throws Exception {
            return ScriptedCharger.connect(HttpClient.newHttpClient(), "ws", port(), identity, key, "ocpp1.6");
        }

        String command(Map<String, Object> order) {
            return manager()
                    .body(order)
                    .post(CHARGERS + id + "/commands")
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("id");
        }

        void awaitState(String command, String state) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> manager()
                            .get(CHARGERS + id + "/commands/" + command)
                            .then()
                            .body("state", equalTo(state)));
        }
    }

    private int port() {
        return listeners.port(SecurityProfile.BASIC).orElseThrow();
    }

    private static JsonNode nextCall(ScriptedCharger charger) throws Exception {
        return JSON.readTree(charger.next());
    }

    private static void answer(ScriptedCharger charger, JsonNode call, String payload) {
        charger.send("[3,\"" + call.get(1).textValue() + "\"," + payload + "]");
    }

    @Test
    void aNewPasswordIsMadeForTheChargerAndCountsOnceItHasTakenIt() throws Exception {
        // given
        Home home = new Home();
        byte[] key;
        try (ScriptedCharger charger = home.connect("ocpp1.6")) {
            // when
            String command = home.command(Map.of("action", "ROTATE_PASSWORD"));
            JsonNode call = nextCall(charger);
            key = HexFormat.of().parseHex(call.at("/3/value").textValue());
            answer(charger, call, "{\"status\":\"Accepted\"}");
            home.awaitState(command, "ACCEPTED");

            // then
            assertThat(call.at("/3/key").textValue()).isEqualTo("AuthorizationKey");
            assertThat(key).hasSize(20);
        }
        assertThatThrownBy(() -> home.connect("ocpp1.6")).hasMessageContaining("WebSocketHandshakeException");
        home.connect(key).close();
        home.connect(HexFormat.of().withUpperCase().formatHex(key).getBytes("US-ASCII"))
                .close();
        assertThat(sql.query(
                        "SELECT payload::text FROM charger_command WHERE charger_id = ?::uuid",
                        row -> row.getString(1),
                        home.id))
                .noneMatch(payload ->
                        payload.contains(HexFormat.of().withUpperCase().formatHex(key)));
    }

    @Test
    void whileAChargerHasNotSaidWhichPasswordItUsesItsNextConnectionDecides() throws Exception {
        // given
        Home home = new Home();
        byte[] key;
        try (ScriptedCharger charger = home.connect("ocpp1.6")) {
            String command = home.command(Map.of("action", "ROTATE_PASSWORD"));
            key = HexFormat.of().parseHex(nextCall(charger).at("/3/value").textValue());
            charger.close();
            home.awaitState(command, "FAILED");
        }

        // when it comes with the new one
        home.connect(key).close();

        // then the old one has gone
        assertThatThrownBy(() -> home.connect("ocpp1.6")).hasMessageContaining("WebSocketHandshakeException");
    }

    @Test
    void aRejectedPasswordLeavesTheOldOne() throws Exception {
        Home home = new Home();
        try (ScriptedCharger charger = home.connect("ocpp2.0.1")) {
            String command = home.command(Map.of("action", "ROTATE_PASSWORD"));
            JsonNode call = nextCall(charger);
            assertThat(call.at("/3/setVariableData/0/variable/name").textValue())
                    .isEqualTo("BasicAuthPassword");
            String offered = call.at("/3/setVariableData/0/attributeValue").textValue();
            answer(
                    charger,
                    call,
                    "{\"setVariableResult\":[{\"attributeStatus\":\"Rejected\",\"component\":{\"name\":\"SecurityCtrlr\"},"
                            + "\"variable\":{\"name\":\"BasicAuthPassword\"}}]}");
            home.awaitState(command, "REJECTED");
            assertThatThrownBy(() -> home.connect(offered.getBytes("UTF-8")))
                    .hasMessageContaining("WebSocketHandshakeException");
        }
        home.connect("ocpp2.0.1").close();
    }

    @Test
    void aPasswordIsNoConfigurationToBeSentInTheOpen() {
        Home home = new Home();
        home.manager()
                .body(Map.of("action", "CHANGE_CONFIGURATION", "key", "AuthorizationKey", "value", "AABBCC"))
                .post(CHARGERS + home.id + "/commands")
                .then()
                .statusCode(400);
    }

    @Test
    void aSignedCertificateReachesTheChargerThatAskedForIt() throws Exception {
        // given
        Home home = new Home();
        byte[] der = new byte[200];
        der[0] = 0x30;
        String csr = "-----BEGIN CERTIFICATE REQUEST-----\\n"
                + Base64.getEncoder().encodeToString(der) + "\\n-----END CERTIFICATE REQUEST-----";
        try (ScriptedCharger charger = home.connect("ocpp1.6")) {
            assertThat(charger.call("SignCertificate", "{\"csr\":\"nonsense\"}")
                            .get("status")
                            .textValue())
                    .isEqualTo("Rejected");
            assertThat(charger.call("SignCertificate", "{\"csr\":\"" + csr + "\"}")
                            .get("status")
                            .textValue())
                    .isEqualTo("Accepted");
            home.manager()
                    .get(CHARGERS + home.id + "/certificate-requests")
                    .then()
                    .body("$", hasSize(1))
                    .body("[0].answeredAt", nullValue());

            // when
            String command = home.command(Map.of(
                    "action", "CERTIFICATE_SIGNED", "certificate", Map.of("use", "CHARGER", "pem", "-----CHAIN-----")));
            JsonNode call = nextCall(charger);
            answer(charger, call, "{\"status\":\"Accepted\"}");

            // then
            assertThat(call.at("/3/certificateChain").textValue()).isEqualTo("-----CHAIN-----");
            home.awaitState(command, "ACCEPTED");
            home.manager()
                    .get(CHARGERS + home.id + "/certificate-requests")
                    .then()
                    .body("[0].answeredAt", notNullValue());
        }
    }

    @Test
    void whatAChargerSaysLaterOfACommandIsSeenWithIt() throws Exception {
        Home home = new Home();
        try (ScriptedCharger charger = home.connect("ocpp2.0.1")) {
            String command = home.command(Map.of(
                    "action",
                    "UPDATE_FIRMWARE",
                    "url",
                    "https://files.example/box.bin",
                    "at",
                    "2026-06-01T12:00:00Z",
                    "signature",
                    Map.of("certificate", "-----CERT-----", "value", "c2ln")));
            JsonNode call = nextCall(charger);
            int requestId = call.at("/3/requestId").intValue();
            answer(charger, call, "{\"status\":\"Accepted\"}");
            assertThat(call.at("/3/firmware/signature").textValue()).isEqualTo("c2ln");

            charger.call("FirmwareStatusNotification", "{\"status\":\"Installed\",\"requestId\":" + requestId + "}");

            home.manager()
                    .get(CHARGERS + home.id + "/commands/" + command)
                    .then()
                    .body("progress", equalTo("Installed"));
            home.manager()
                    .get(CHARGERS + home.id + "/events?kind=FirmwareStatusNotification")
                    .then()
                    .body("$", hasSize(1))
                    .body("[0].summary", equalTo("Installed"));
        }
    }

    @Test
    void questionsToAChargerAreSpacedAndAnOrderOvertakesThem() throws Exception {
        Home home = new Home();
        try (ScriptedCharger charger = home.connect("ocpp1.6")) {
            for (String message : List.of("Heartbeat", "StatusNotification")) {
                home.command(Map.of("action", "TRIGGER", "message", message));
            }
            JsonNode first = nextCall(charger);
            answer(charger, first, "{\"status\":\"Accepted\"}");
            home.command(Map.of("action", "UNLOCK"));

            JsonNode second = nextCall(charger);
            answer(charger, second, "{\"status\":\"Unlocked\"}");
            JsonNode third = nextCall(charger);

            assertThat(List.of(first, second, third))
                    .extracting(call -> call.get(2).textValue())
                    .containsExactly("TriggerMessage", "UnlockConnector", "TriggerMessage");
            assertThat(sql.query(
                            "SELECT max(sent_at) - min(sent_at) >= interval '3 s' FROM charger_command"
                                    + " WHERE charger_id = ?::uuid AND action = 'TRIGGER'",
                            row -> row.getBoolean(1),
                            home.id))
                    .containsExactly(true);
        }
    }

    @Test
    void aSecurityProfileIsNeverLoweredAndTheFormerIsRefusedAfterTheMove() throws Exception {
        // given a charger that has accepted to move to profile 2
        Home home = new Home();
        try (ScriptedCharger charger = home.connect("ocpp1.6")) {
            String command =
                    home.command(Map.of("action", "CHANGE_CONFIGURATION", "key", "SecurityProfile", "value", "2"));
            answer(charger, nextCall(charger), "{\"status\":\"Accepted\"}");
            home.awaitState(command, "ACCEPTED");
        }
        // it may come back as before until it has moved
        home.connect("ocpp1.6").close();

        // when it has moved
        sql.update("UPDATE charger SET minimum_security = ordered_security WHERE id = ?::uuid", home.id);

        // then
        assertThatThrownBy(() -> home.connect("ocpp1.6")).hasMessageContaining("WebSocketHandshakeException");
        home.manager()
                .body(Map.of("action", "CHANGE_CONFIGURATION", "key", "SecurityProfile", "value", "1"))
                .post(CHARGERS + home.id + "/commands")
                .then()
                .statusCode(400);
    }

    @Test
    void aTagThatTheChargerAlwaysPresentsStandsForOneTokenAndProvesNoCard() throws Exception {
        // given
        Home home = new Home();
        Map<String, Object> workarounds = Map.of(
                "fixedTag",
                "PlugAndCharge",
                "fixedTokenId",
                home.customer.card().id(),
                "startDelayMillis",
                700);
        home.manager()
                .body(workarounds)
                .put(CHARGERS + home.id + "/workarounds")
                .then()
                .statusCode(200);

        try (ScriptedCharger charger = home.connect("ocpp1.6")) {
            // when
            long asked = System.nanoTime();
            JsonNode started = charger.call(
                    "StartTransaction",
                    "{\"connectorId\":1,\"idTag\":\"plugandcharge\",\"meterStart\":0,\"timestamp\":\"2026-06-01T12:00:00Z\"}");

            // then
            assertThat(started.at("/idTagInfo/status").textValue()).isEqualTo("Accepted");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofMillis(700));
        }
        assertThat(sql.query(
                        "SELECT token_uid || ' ' || array_to_string(review, ',') FROM session WHERE charger_id = ?::uuid",
                        row -> row.getString(1),
                        home.id))
                .singleElement()
                .asString()
                .startsWith(home.customer.card().uid().canonical() + " ")
                .contains("NOT_CARD_PROVEN");
    }
}
