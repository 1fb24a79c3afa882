package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.partner.PartnerConnecting;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class RemoteChargingTest {
    private static final String OWN = "/api/v1/me/charging-sessions";
    private static final String DESK = "/api/v1/roaming-commands";

    @Inject
    PartnerConnecting connecting;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    private final ScriptedPartner cpo = new ScriptedPartner()
            .offering("commands", "RECEIVER")
            .offering("chargingprofiles", "RECEIVER")
            .offering("sessions", "SENDER");

    @AfterEach
    void close() {
        cpo.close();
    }

    @Test
    void aDriverStartsAndStopsFromTheAppWithTheVirtualToken() {
        // given
        accept(30);
        Registered partner = partner("RM1");
        Customer customer = customers.withoutCard();
        Browser driver = signedIn.as(customer.driver());

        // when
        String id = driver.header("Idempotency-Key", "tap-1")
                .body(Map.of("evseId", "nl-rm1-e1", "connectorId", "1"))
                .post(OWN)
                .then()
                .statusCode(202)
                .body("state", equalTo("STARTING"))
                .extract()
                .path("id");
        driver.header("Idempotency-Key", "tap-1")
                .body(Map.of("evseId", "nl-rm1-e1", "connectorId", "1"))
                .post(OWN)
                .then()
                .statusCode(202)
                .body("id", equalTo(id));

        // then
        String sent = sent("START_SESSION");
        assertThat(sent).contains("\"type\":\"OTHER\"", "\"location_id\":\"LOC1\"", "\"evse_uid\":\"E1\"");
        assertThat(cpo.requests("POST", "/commands/START_SESSION")).hasSize(1);
        driver.post(OWN + "/" + id + "/stop").then().statusCode(404);

        // when the charger starts
        partner.put("sessions/S1", of(customer, session(partner, "S1", "ACTIVE", reference(sent))));
        String session = driver.get(OWN + "/" + id)
                .then()
                .body("state", equalTo("CHARGING"))
                .body("allowedActions", hasItems("stop", "prefer"))
                .extract()
                .path("sessionId");
        driver.body(Map.of("profileType", "GREEN", "departureTime", "2099-01-01T06:00:00Z"))
                .put(OWN + "/" + id + "/preferences")
                .then()
                .statusCode(202);
        driver.post(OWN + "/" + session + "/stop").then().statusCode(202);

        // then
        assertThat(sent("STOP_SESSION")).contains("\"session_id\":\"S1\"");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(cpo.requests("PUT", "/sessions/S1/charging_preferences"))
                        .singleElement()
                        .satisfies(put -> assertThat(put.body())
                                .contains(
                                        "\"profile_type\":\"GREEN\"", "\"departure_time\":\"2099-01-01T06:00:00Z\"")));
        partner.patch(
                "sessions/S1",
                "{\"status\": \"COMPLETED\", \"last_updated\": \""
                        + Instant.now().plusSeconds(60) + "\"}");
        driver.get(OWN + "/" + id).then().body("state", equalTo("ENDED"));
        driver.post(OWN + "/" + id + "/stop").then().statusCode(409);

        // and nobody else sees it
        Browser stranger = signedIn.as(customers.withoutCard().driver());
        stranger.get(OWN + "/" + id).then().statusCode(404);
        stranger.post(OWN + "/" + session + "/stop").then().statusCode(404);
    }

    @Test
    void aSessionThatBeginsAfterTheTimeOutIsBelievedEvenWithoutItsReference() {
        accept(1);
        Registered partner = partner("RM2");
        Customer customer = customers.withoutCard();
        Browser driver = signedIn.as(customer.driver());
        String id = driver.body(Map.of("evseId", "NL*RM2*E1"))
                .post(OWN)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> driver.get(OWN + "/" + id).then().body("state", equalTo("TIMED_OUT")));

        partner.put("sessions/S2", of(customer, session(partner, "S2", "ACTIVE", null)));

        driver.get(OWN).then().body("find { it.id == '" + id + "' }.state", equalTo("CHARGING"));
    }

    @Test
    void aRefusedTokenAnUnknownEvseAndAMissingConnectorStartNothing() {
        accept(30);
        Registered partner = partner("RM3");
        partner.patch(
                "locations/LOC1/E1",
                "{\"capabilities\": [\"START_SESSION_CONNECTOR_REQUIRED\"], \"last_updated\": \"2026-05-02T08:00:00Z\"}");
        Customer customer = customers.withACard();
        Browser helpdesk = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        Browser driver = signedIn.as(customer.driver());

        driver.body(Map.of("evseId", "NL*XXX*E9")).post(OWN).then().statusCode(404);
        driver.body(Map.of("evseId", "NL*RM3*E1")).post(OWN).then().statusCode(422);
        driver.body(Map.of("evseId", "NL*RM3*E1", "connectorId", "9"))
                .post(OWN)
                .then()
                .statusCode(404);
        driver.body(Map.of("type", "UNLOCK_CONNECTOR", "evseId", "NL*RM3*E1"))
                .post(DESK)
                .then()
                .statusCode(403);
        helpdesk.body(Map.of("type", "RESERVE_NOW"))
                .post(DESK)
                .then()
                .statusCode(422)
                .body("violations.field", hasItems("tokenId", "evseId", "reservedUntil"));
        assertThat(cpo.requests("POST", "/commands")).isEmpty();
    }

    @Test
    void theHelpdeskReservesCancelsAndUnlocks() {
        accept(30);
        partner("RM4");
        Customer customer = customers.withACard();
        Browser helpdesk = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);

        String reservation = helpdesk.body(Map.of(
                        "type", "RESERVE_NOW",
                        "tokenId", customer.card().id(),
                        "evseId", "NL*RM4*E1",
                        "reservedUntil", "2099-01-01T06:00:00Z"))
                .post(DESK)
                .then()
                .statusCode(202)
                .body("reservationId", notNullValue())
                .extract()
                .path("id");
        assertThat(sent("RESERVE_NOW")).contains("\"expiry_date\":\"2099-01-01T06:00:00Z\"");
        helpdesk.body(Map.of("type", "CANCEL_RESERVATION", "reservationCommandId", reservation))
                .post(DESK)
                .then()
                .statusCode(202);
        String named = sent("RESERVE_NOW").replaceAll("(?s).*\"reservation_id\":\"([^\"]+)\".*", "$1");
        assertThat(sent("CANCEL_RESERVATION")).contains(named);
        operator.body(Map.of("type", "UNLOCK_CONNECTOR", "evseId", "NL*RM4*E1"))
                .post(DESK)
                .then()
                .statusCode(202);
        assertThat(sent("UNLOCK_CONNECTOR")).contains("\"connector_id\":\"1\"");
        helpdesk.body(Map.of("type", "UNLOCK_CONNECTOR", "evseId", "NL*RM4*E1"))
                .post(DESK)
                .then()
                .statusCode(202);

        helpdesk.get(DESK + "?type=RESERVE_NOW")
                .then()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(reservation));
        Browser stranger = signedIn.as(customers.withACard().unit(), Role.SUPPORT_AGENT);
        stranger.get(DESK + "/" + reservation).then().statusCode(404);
        stranger.body(Map.of("type", "CANCEL_RESERVATION", "reservationCommandId", reservation))
                .post(DESK)
                .then()
                .statusCode(404);
    }

    @Test
    void aChargingProfileIsSetAskedForAndReportedByThePartner() {
        accept(30);
        cpo.on("PUT", "/chargingprofiles", accepting(30));
        cpo.on("GET", "/chargingprofiles", accepting(30));
        Registered partner = partner("RM5");
        Customer customer = customers.withACard();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        partner.put("sessions/S5", session(partner, "S5", "ACTIVE", null)).statusCode(201);
        String session = operator.get("/api/v1/sessions?q=S5&origin=ROAMING")
                .then()
                .extract()
                .path("items[0].id");

        String set = command(
                operator,
                Map.of(
                        "type",
                        "SET_CHARGING_PROFILE",
                        "sessionId",
                        session,
                        "profile",
                        Map.of(
                                "chargingRateUnit",
                                "A",
                                "chargingProfilePeriod",
                                List.of(Map.of("startPeriod", 0, "limit", 16)))));
        String get = command(operator, Map.of("type", "GET_CHARGING_PROFILE", "sessionId", session));

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(cpo.requests("PUT", "/chargingprofiles/S5"))
                    .singleElement()
                    .satisfies(put -> assertThat(put.body())
                            .contains(
                                    "\"charging_rate_unit\":\"A\"",
                                    "\"start_period\":0",
                                    "\"limit\":16",
                                    "\"response_url\":"));
            assertThat(cpo.requests("GET", "/chargingprofiles/S5"))
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.query()).contains("duration=", "response_url="));
        });
        String secret = cpo.requests("PUT", "/chargingprofiles/S5")
                .getFirst()
                .body()
                .replaceAll("(?s).*/chargingprofiles/SET_CHARGING_PROFILE/([^\"]+)\".*", "$1");
        partner.request()
                .body("{\"result\": \"ACCEPTED\"}")
                .post("/ocpi/2.2.1/chargingprofiles/SET_CHARGING_PROFILE/" + secret)
                .then()
                .statusCode(200);
        operator.get(DESK + "/" + set).then().body("state", equalTo("DONE")).body("result", equalTo("ACCEPTED"));
        operator.get(DESK + "/" + get).then().body("state", equalTo("WAITING"));
        partner.request()
                .body("{\"start_date_time\": \"2026-05-01T08:00:00Z\", \"charging_profile\":"
                        + " {\"charging_rate_unit\": \"A\", \"charging_profile_period\":"
                        + " [{\"start_period\": 0, \"limit\": 10.0}]}}")
                .put("/ocpi/2.2.1/chargingprofiles/S5")
                .then()
                .statusCode(200)
                .body("status_code", equalTo(1000));
        operator.get("/api/v1/sessions/" + session + "/charging-profile")
                .then()
                .statusCode(200)
                .body("startsAt", equalTo("2026-05-01T08:00:00Z"))
                .body("profile.charging_rate_unit", equalTo("A"));
        partner.request()
                .body("{}")
                .put("/ocpi/2.2.1/chargingprofiles/S5")
                .then()
                .body("status_code", equalTo(2001));
        operator.get(DESK + "?sort=-requestedAt").then().body("items.id", hasItem(set));
    }

    private static String command(Browser operator, Map<String, ?> body) {
        return operator.body(body).post(DESK).then().statusCode(202).extract().path("id");
    }

    private static ScriptedPartner.Answer accepting(int timeout) {
        return (exchange, request) -> ScriptedPartner.send(
                exchange, 200, ScriptedPartner.data("{\"result\": \"ACCEPTED\", \"timeout\": " + timeout + "}"));
    }

    private void accept(int timeout) {
        cpo.on("POST", "/commands", accepting(timeout));
        cpo.on(
                "PUT",
                "/sessions",
                (exchange, request) -> ScriptedPartner.send(exchange, 200, ScriptedPartner.data("\"ACCEPTED\"")));
    }

    private String sent(String type) {
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> cpo.requests("POST", "/commands/" + type), requests -> !requests.isEmpty())
                .getFirst()
                .body();
    }

    private static String reference(String start) {
        return start.replaceAll("(?s).*\"authorization_reference\":\"([^\"]+)\".*", "$1");
    }

    private Registered partner(String partyId) {
        Registered partner = Registered.as(cpo, partyId, connecting);
        partner.put("locations/LOC1", """
                        {"country_code": "NL", "party_id": "%1$s", "id": "LOC1", "publish": true, "address": "Kade 1",
                         "city": "Delft", "country": "NLD", "coordinates": {"latitude": "52.01", "longitude": "4.36"},
                         "time_zone": "Europe/Amsterdam", "evses": [{"uid": "E1", "evse_id": "NL*%1$s*E1",
                         "status": "AVAILABLE", "connectors": [{"id": "1", "standard": "IEC_62196_T2",
                         "format": "SOCKET", "power_type": "AC_3_PHASE", "max_voltage": 230, "max_amperage": 16,
                         "last_updated": "2026-05-01T08:00:00Z"}], "last_updated": "2026-05-01T08:00:00Z"}],
                         "last_updated": "2026-05-01T08:00:00Z"}""".formatted(partyId));
        return partner;
    }

    private static String of(Customer customer, String session) {
        return session.replace("04AABBCC", customer.card().uid().canonical())
                .replace("NL-VLT-C1", customer.card().contractId().compact())
                .replace("\"RFID\"", "\"" + customer.card().type() + "\"");
    }

    private static String session(Registered partner, String id, String status, @Nullable String reference) {
        String now = Instant.now().toString();
        String session = SessionsAndCdrsTest.session(partner.partyId(), id, status, now);
        return reference == null
                ? session
                : session.replace("\"status\"", "\"authorization_reference\": \"" + reference + "\", \"status\"");
    }
}
