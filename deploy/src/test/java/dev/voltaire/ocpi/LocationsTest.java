package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.PartnerConnecting;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class LocationsTest {
    @Inject
    PartnerConnecting connecting;

    @Inject
    FindingLog findings;

    private final ScriptedPartner cpo = new ScriptedPartner();

    @AfterEach
    void close() {
        cpo.close();
    }

    @Test
    void aPushedLocationIsStoredAndReadBackAtEveryLevel() {
        Registered partner = register("LA1");

        partner.put("locations/LOC1", location("LA1", "LOC1", "2026-05-01T08:00:00Z"))
                .statusCode(201)
                .body("status_code", equalTo(1000));
        partner.put("locations/LOC1", location("LA1", "LOC1", "2026-05-01T08:00:01Z"))
                .statusCode(200);

        partner.get("locations/loc1")
                .statusCode(200)
                .body("data.id", equalTo("LOC1"))
                .body("data.unheard_of", equalTo("kept"))
                .body("data.evses[0].connectors[0].standard", equalTo("Type2"));
        partner.get("locations/LOC1/E1").body("data.uid", equalTo("E1"));
        partner.get("locations/LOC1/E1/1").body("data.id", equalTo("1"));
        partner.get("locations/NOWHERE").statusCode(404).body("status_code", equalTo(2003));
    }

    @Test
    void aStatusPatchChangesTheEvseAndTheTimesAboveIt() {
        Registered partner = register("LA2");
        partner.put("locations/LOC1", location("LA2", "LOC1", "2026-05-01T08:00:00Z"));

        partner.patch("locations/LOC1/E1", "{\"status\":\"CHARGING\",\"last_updated\":\"2026-05-01T09:00:00.123456Z\"}")
                .statusCode(200)
                .body("status_code", equalTo(1000));

        partner.get("locations/LOC1")
                .body("data.evses[0].status", equalTo("CHARGING"))
                .body("data.evses[0].connectors", hasSize(1))
                .body("data.name", equalTo("Ten Bosch"));
        partner.patch("locations/LOC1/E1", "{\"status\":\"AVAILABLE\"}")
                .statusCode(200)
                .body("status_code", equalTo(2001));
        partner.patch("locations/LOC1/E1", "{\"status\":\"AVAILABLE\",\"last_updated\":\"2026-05-01T08:30:00Z\"}")
                .body("status_code", equalTo(1000));
        partner.get("locations/LOC1/E1").body("data.status", equalTo("CHARGING"));
        partner.patch("locations/LOC1/E9", "{\"status\":\"AVAILABLE\",\"last_updated\":\"2026-05-01T08:30:00Z\"}")
                .statusCode(404);
    }

    @Test
    void anEvseAndAConnectorArePutOnTheirOwn() {
        Registered partner = register("LA3");
        partner.put("locations/LOC1", location("LA3", "LOC1", "2026-05-01T08:00:00Z"));

        partner.put(
                        "locations/LOC1/E2",
                        "{\"uid\":\"E2\",\"status\":\"AVAILABLE\",\"last_updated\":\"2026-05-02T08:00:00Z\"}")
                .statusCode(201);
        partner.put(
                        "locations/LOC1/E2/1",
                        "{\"id\":\"1\",\"standard\":\"IEC_62196_T2\",\"last_updated\":\"2026-05-03T08:00:00Z\"}")
                .statusCode(201);
        partner.patch("locations/LOC1/E2/1", "{\"format\":\"CABLE\",\"last_updated\":\"2026-05-04T08:00:00Z\"}")
                .statusCode(200);

        partner.get("locations/LOC1")
                .body("data.evses", hasSize(2))
                .body("data.last_updated", equalTo("2026-05-04T08:00:00Z"))
                .body("data.evses[1].last_updated", equalTo("2026-05-04T08:00:00Z"))
                .body("data.evses[1].connectors[0].format", equalTo("CABLE"));
        partner.put("locations/LOC9/E1", "{\"uid\":\"E1\",\"last_updated\":\"2026-05-02T08:00:00Z\"}")
                .statusCode(200)
                .body("status_code", equalTo(2003));
    }

    @Test
    void theRulesOfClientOwnedObjectsHold() {
        Registered partner = register("LA4");
        String body = location("LA4", "LOC1", "2026-05-01T08:00:00Z");

        partner.put("locations/OTHER", body).statusCode(200).body("status_code", equalTo(2001));
        partner.request()
                .body(body)
                .put("/ocpi/2.2.1/locations/DE/XYZ/LOC1")
                .then()
                .statusCode(404);
        partner.request().body(body).post("/ocpi/2.2.1/locations").then().statusCode(405);
        partner.request()
                .body(body)
                .post(partner.address("locations/LOC1"))
                .then()
                .statusCode(405);
        partner.request().delete(partner.address("locations/LOC1")).then().statusCode(405);
        partner.put("locations/LOC1", "{}").statusCode(200).body("status_code", equalTo(2001));
        partner.put("locations/LOC1", "{nonsense").statusCode(400);
        partner.put("locations/LOC1", body.replace("\"name\": \"Ten Bosch\"", "\"name\": \"Ten\\u0000 Bosch\""))
                .statusCode(201);
        partner.get("locations/LOC1").body("data.name", equalTo("Ten Bosch"));
    }

    @Test
    void allPagesAreReadAfterRegistrationAndOneBadObjectIsSetAside() {
        List<String> objects = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            objects.add(location("LB1", "P" + i, "2026-05-01T08:00:00Z"));
        }
        objects.set(7, "{\"name\": \"no id at all\"}");
        objects.set(
                8,
                location("LB1", "P8", "2026-05-01T08:00:00Z")
                        .replace("\"latitude\": \"52.0\"", "\"latitude\": 0")
                        .replace("\"longitude\": \"4.3\"", "\"longitude\": 0"));
        cpo.listing("/locations", objects, 200);

        Registered partner = register("LB1");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> partner.get("locations/P449").statusCode(200));
        partner.get("locations/P0").statusCode(200);
        assertThat(findings.of(partner.id(), 0, 5_000))
                .extracting(finding -> finding.finding().code())
                .contains("set-aside", "coordinates-zero");
    }

    @Test
    void anIncompleteReadingWithdrawsNothingAndACompleteOneDoes() {
        // given a partner with three locations
        List<String> objects = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            objects.add(location("LB2", "P" + i, "2026-05-01T08:00:00Z"));
        }
        cpo.listing("/locations", objects, 200);
        Registered partner = register("LB2");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> partner.get("locations/P2").statusCode(200));

        // when it answers with an error code and an empty list
        cpo.on(
                "GET",
                "/locations",
                (exchange, request) -> ScriptedPartner.send(
                        exchange,
                        200,
                        "{\"data\": [], \"status_code\": 3000, \"timestamp\": \"2026-05-01T08:00:00Z\"}"));
        int before = cpo.requests("GET", "/locations").size();
        partner.request()
                .body(cpo.credentials("LB2"))
                .put("/ocpi/2.2.1/credentials")
                .then()
                .statusCode(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> cpo.requests("GET", "/locations").size() > before);

        // then the mirror still holds them
        partner.get("locations/P2").statusCode(200);
    }

    private Registered register(String partyId) {
        cpo.offering("locations", "SENDER").offering("tokens", "RECEIVER");
        return Registered.as(cpo, partyId, connecting);
    }

    static String location(String partyId, String id, String lastUpdated) {
        return """
                {"country_code": "NL", "party_id": "%s", "id": "%s", "publish": true, "name": "Ten Bosch",
                 "address": "Kade 1", "city": "Delft", "country": "NLD", "postal_code": null,
                 "coordinates": {"latitude": "52.0", "longitude": "4.3"}, "time_zone": "Europe/Amsterdam",
                 "unheard_of": "kept", "related_locations": [null],
                 "evses": [{"uid": "E1", "evse_id": "NL*RBC*E1", "status": "AVAILABLE", "capabilities": ["TELEPATHY"],
                   "connectors": [{"id": "1", "standard": "Type2", "format": "SOCKET", "power_type": "AC_3_PHASE",
                     "max_voltage": "230", "max_amperage": 32, "max_electric_power": 7590000, "tariff_ids": [null, "T1"],
                     "last_updated": "%s"}], "last_updated": "%s"}],
                 "last_updated": "%s"}""".formatted(partyId, id, lastUpdated, lastUpdated, lastUpdated);
    }
}
