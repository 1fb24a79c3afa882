package dev.voltaire.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.ScriptedCharger;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.ocpp.OcppListeners;
import dev.voltaire.ocpp.connection.SecurityProfile;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class HomeChargerTest {
    private static final String CHARGERS = "/api/v1/home-chargers";

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    OcppListeners listeners;

    record Registered(String id, String identity, String password) {}

    private Registered register(Browser manager, Customer customer) {
        String identity = "WALLBOX " + UUID.randomUUID().toString().substring(0, 8);
        var body = manager.body(Map.of(
                        "identity", identity, "orgUnitId", customer.unit().id(), "name", "Mia's garage"))
                .post(CHARGERS)
                .then()
                .statusCode(201)
                .body("url", containsString("/ocpp/WALLBOX%20"))
                .extract();
        return new Registered(body.path("id"), identity, body.path("password"));
    }

    private ScriptedCharger connect(Registered charger, String protocol) throws Exception {
        return ScriptedCharger.connect(
                listeners.port(SecurityProfile.BASIC).orElseThrow(), charger.identity(), charger.password(), protocol);
    }

    private Browser manager(Customer customer) {
        return signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
    }

    @Test
    void aManagerRegistersAChargerAndSeesItComeOnline() throws Exception {
        // given
        Customer customer = customers.withACard();
        Browser manager = manager(customer);
        Registered charger = register(manager, customer);

        // when
        try (ScriptedCharger wallbox = connect(charger, "ocpp1.6")) {
            wallbox.call("BootNotification", "{\"chargePointVendor\":\"Voltkast\",\"chargePointModel\":\"W1\"}");
            wallbox.call(
                    "StatusNotification", "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}");
            wallbox.call("Authorize", "{\"idTag\":\"0badcafe\"}");

            // then
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> manager(customer)
                            .get(CHARGERS + "/" + charger.id())
                            .then()
                            .statusCode(200)
                            .body("charger.online", equalTo(true))
                            .body("charger.brand", equalTo("Voltkast"))
                            .body("charger.ocppVersion", equalTo("ocpp1.6"))
                            .body("connectors[0].status", equalTo("Available"))
                            .body("lastRejectedTag", equalTo("0badcafe")));
        }
        manager.get(CHARGERS + "?q=" + charger.identity().substring(8)).then().body("items", hasSize(1));
    }

    @Test
    void anotherCustomerSeesNothingOfIt() {
        Customer customer = customers.withACard();
        Registered charger = register(manager(customer), customer);
        Browser stranger = manager(customers.withACard());

        stranger.get(CHARGERS + "/" + charger.id()).then().statusCode(404);
        stranger.get(CHARGERS + "/" + charger.id() + "/findings").then().statusCode(404);
        stranger.body(Map.of("action", "RESET"))
                .post(CHARGERS + "/" + charger.id() + "/commands")
                .then()
                .statusCode(404);
        stranger.get(CHARGERS).then().body("items", hasSize(0));
    }

    @Test
    void aNewPasswordReplacesTheOldOne() throws Exception {
        // given
        Customer customer = customers.withACard();
        Browser manager = manager(customer);
        Registered charger = register(manager, customer);

        // when
        String password = manager.post(CHARGERS + "/" + charger.id() + "/password")
                .then()
                .statusCode(200)
                .extract()
                .path("password");

        // then
        assertThatThrownBy(() -> connect(charger, "ocpp1.6")).isNotNull();
        connect(new Registered(charger.id(), charger.identity(), password), "ocpp1.6")
                .close();
    }

    @Test
    void aRemoteStartReachesTheChargerAndItsAnswerComesBack() throws Exception {
        // given
        Customer customer = customers.withACard();
        Browser manager = manager(customer);
        Registered charger = register(manager, customer);

        try (ScriptedCharger wallbox = connect(charger, "ocpp1.6")) {
            // when
            String command = manager.body(Map.of(
                            "action", "REMOTE_START", "tokenId", customer.card().id(), "evse", 1))
                    .post(CHARGERS + "/" + charger.id() + "/commands")
                    .then()
                    .statusCode(202)
                    .body("state", equalTo("WAITING"))
                    .extract()
                    .path("id");
            JsonNode call = new ObjectMapper().readTree(wallbox.next());
            wallbox.send("[3,\"" + call.get(1).textValue() + "\",{\"status\":\"Accepted\"}]");

            // then
            assertThat(call.get(2).textValue()).isEqualTo("RemoteStartTransaction");
            assertThat(call.get(3).get("idTag").textValue())
                    .isEqualTo(customer.card().uid().canonical());
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> manager(customer)
                            .get(CHARGERS + "/" + charger.id() + "/commands/" + command)
                            .then()
                            .body("state", equalTo("ACCEPTED"))
                            .body("result.status", equalTo("Accepted")));
        }
    }

    @Test
    void aLimitReachesTheChargerAsItWasGiven() throws Exception {
        // given
        Customer customer = customers.withACard();
        Browser manager = manager(customer);
        Registered charger = register(manager, customer);
        Map<String, Object> limit = Map.of(
                "purpose",
                "CHARGER",
                "stackLevel",
                0,
                "unit",
                "AMPERE",
                "startsAt",
                "2026-06-01T20:00:00Z",
                "daily",
                true,
                "periods",
                List.of(Map.of("startSeconds", 0, "limit", 10.5, "phases", 3)));
        String commands = CHARGERS + "/" + charger.id() + "/commands";

        try (ScriptedCharger wallbox = connect(charger, "ocpp1.6")) {
            // when
            manager.body(Map.of("action", "SET_CHARGING_PROFILE", "number", 3, "limit", limit))
                    .post(commands)
                    .then()
                    .statusCode(202);

            // then
            JsonNode call = new ObjectMapper().readTree(wallbox.next());
            JsonNode schedule = call.at("/3/csChargingProfiles/chargingSchedule");
            assertThat(call.get(2).textValue()).isEqualTo("SetChargingProfile");
            assertThat(schedule.get("startSchedule").textValue()).isEqualTo("2026-06-01T20:00:00Z");
            assertThat(schedule.at("/chargingSchedulePeriod/0/limit").asText()).isEqualTo("10.5");
        }
        manager(customer)
                .body(Map.of("action", "SET_CHARGING_PROFILE", "number", 3))
                .post(commands)
                .then()
                .statusCode(400);
        manager(customer)
                .body(Map.of("action", "GET_LOG", "url", "file:///etc/passwd"))
                .post(commands)
                .then()
                .statusCode(422);
    }

    @Test
    void aRunningSessionIsSeenAndStoppedFromAfar() throws Exception {
        // given
        Customer customer = customers.withACard();
        Browser manager = manager(customer);
        Registered charger = register(manager, customer);
        try (ScriptedCharger wallbox = connect(charger, "ocpp1.6")) {
            int transaction = wallbox.call(
                            "StartTransaction",
                            "{\"connectorId\":1,\"idTag\":\""
                                    + customer.card().uid().canonical() + "\",\"meterStart\":0,\"timestamp\":\""
                                    + Instant.now() + "\"}")
                    .get("transactionId")
                    .intValue();
            String session = manager.get("/api/v1/sessions?status=ACTIVE")
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(1))
                    .body("items[0].homeCharger.label", equalTo("Mia's garage"))
                    .extract()
                    .path("items[0].id");

            // when
            manager.body(Map.of("action", "REMOTE_STOP", "sessionId", session))
                    .post(CHARGERS + "/" + charger.id() + "/commands")
                    .then()
                    .statusCode(202);

            // then
            assertThat(new ObjectMapper()
                            .readTree(wallbox.next())
                            .get(3)
                            .get("transactionId")
                            .intValue())
                    .isEqualTo(transaction);
        }
    }
}
