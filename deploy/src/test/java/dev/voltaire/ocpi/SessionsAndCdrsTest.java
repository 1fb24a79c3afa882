package dev.voltaire.ocpi;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.partner.PartnerConnecting;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class SessionsAndCdrsTest {
    @Inject
    PartnerConnecting connecting;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    private final ScriptedPartner cpo = new ScriptedPartner().offering("cdrs", "SENDER");

    @AfterEach
    void close() {
        cpo.close();
    }

    @Test
    void aSessionIsPutPatchedAndCompleted() {
        Registered partner = Registered.as(cpo, "SA1", connecting);

        partner.put("sessions/S1", session("SA1", "S1", "ACTIVE", "2026-05-01T08:00:00Z"))
                .statusCode(201);
        partner.put("sessions/S1", session("SA1", "S1", "ACTIVE", "2026-05-01T08:01:00Z"))
                .statusCode(200);
        partner.patch("sessions/S1", """
                        {"kwh": 5.5, "charging_periods": [{"start_date_time": "2026-05-01T08:10:00Z",
                         "dimensions": [{"type": "ENERGY", "volume": 5.5}]}], "last_updated": "2026-05-01T08:10:00Z"}""")
                .statusCode(200)
                .body("status_code", equalTo(1000))
                .body("$", not(hasKey("data")));
        partner.patch("sessions/S1", "{\"kwh\": 2, \"last_updated\": \"2026-05-01T08:05:00Z\"}")
                .statusCode(200);

        partner.get("sessions/S1")
                .body("data.kwh", equalTo(5.5f))
                .body("data.charging_periods", hasSize(2))
                .body("data.status", equalTo("ACTIVE"));
        partner.patch(
                "sessions/S1",
                "{\"status\": \"COMPLETED\", \"end_date_time\": \"2026-05-01T09:00:00Z\","
                        + " \"last_updated\": \"2026-05-01T09:00:00Z\"}");
        partner.put("sessions/S1", session("SA1", "S1", "ACTIVE", "2026-05-01T10:00:00Z"))
                .statusCode(200)
                .body("status_code", equalTo(1000));
        partner.get("sessions/S1").body("data.status", equalTo("COMPLETED"));
    }

    @Test
    void sessionRulesHold() {
        Registered partner = Registered.as(cpo, "SA2", connecting);

        partner.patch("sessions/NONE", "{\"kwh\": 1, \"last_updated\": \"2026-05-01T08:10:00Z\"}")
                .statusCode(404);
        partner.put("sessions/S2", session("SA2", "S3", "ACTIVE", "2026-05-01T08:00:00Z"))
                .body("status_code", equalTo(2001));
        partner.put("sessions/S2", "{\"id\": \"S2\"}").statusCode(200).body("status_code", equalTo(2001));
        partner.put(
                        "sessions/S2",
                        session("SA2", "S2", "PENDING", "2026-05-01T08:00:00").replace("\"kwh\": 0.0", "\"kwh\": null"))
                .statusCode(201);
        partner.patch("sessions/S2", "{\"kwh\": 1}").body("status_code", equalTo(2001));
        partner.request().delete(partner.address("sessions/S2")).then().statusCode(405);
        partner.request().get("/ocpi/2.2.1/sessions/DE/XXX/S2").then().statusCode(404);
    }

    @Test
    void aCdrIsStoredOnceAndFoundUnderItsLocation() {
        Registered partner = Registered.as(cpo, "SA3", connecting);

        String location = partner.request()
                .body(cdr("SA3", "C1", "6.05"))
                .post("/ocpi/2.2.1/cdrs")
                .then()
                .statusCode(201)
                .body("status_code", equalTo(1000))
                .body("$", not(hasKey("data")))
                .header("Location", containsString("/ocpi/2.2.1/cdrs/"))
                .extract()
                .header("Location");
        partner.request()
                .body(cdr("SA3", "C1", "6.05"))
                .post("/ocpi/2.2.1/cdrs/")
                .then()
                .statusCode(200)
                .body("status_code", equalTo(1000))
                .header("Location", equalTo(location));
        partner.request()
                .body(cdr("SA3", "C1", "99.00"))
                .post("/ocpi/2.2.1/cdrs")
                .then()
                .statusCode(200)
                .body("status_code", equalTo(2001));

        partner.request().get(location).then().statusCode(200).body("data.id", equalTo("C1"));
        Registered stranger = Registered.as(cpo, "SA4", connecting);
        stranger.request().get(location).then().statusCode(404);
        stranger.request()
                .body(cdr("SA3", "C2", "1"))
                .post("/ocpi/2.2.1/cdrs")
                .then()
                .body("status_code", equalTo(2001));
        partner.request().body("{}").put(location).then().statusCode(405);
        partner.request().body("{}").patch(location).then().statusCode(405);
        partner.request().delete(location).then().statusCode(405);
        partner.request().body("{\"a\": 1}").post("/ocpi/2.2.1/cdrs").then().body("status_code", equalTo(2001));
        partner.request().body("{").post("/ocpi/2.2.1/cdrs").then().statusCode(400);
    }

    @Test
    void aCdrWithAnIdAndNothingElseIsRefusedKeptAndMayBeSentAgainComplete() {
        Registered partner = Registered.as(cpo, "SA6", connecting);
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        String hollow = " {\"country_code\": \"NL\", \"party_id\": \"SA6\", \"id\": \"H1\"}\n";

        for (int night = 0; night < 2; night++) {
            partner.request()
                    .body(hollow)
                    .post("/ocpi/2.2.1/cdrs")
                    .then()
                    .statusCode(200)
                    .body("status_code", equalTo(2001))
                    .body("status_message", containsString("missing: cdr_token, start_date_time, total_cost"));
        }

        String refused = operator.get("/api/v1/refused-cdrs?partyId=SA6")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].cdrId", equalTo("H1"))
                .body("items[0].timesReceived", equalTo(2))
                .body("items[0].cpoCdrId", nullValue())
                .extract()
                .path("items[0].id");
        operator.get("/api/v1/refused-cdrs/" + refused + "/content").then().body("raw", equalTo(hollow));

        partner.request()
                .body(cdr("SA6", "H1", "6.05"))
                .post("/ocpi/2.2.1/cdrs")
                .then()
                .statusCode(201)
                .body("status_code", equalTo(1000));
        operator.get("/api/v1/refused-cdrs?partyId=SA6&corrected=true").then().body("items", hasSize(1));
    }

    @Test
    void aCdrThatLacksOnlyWhatCanBeWorkedOutIsKept() {
        Registered partner = Registered.as(cpo, "SA7", connecting);

        partner.request()
                .body("""
                        {"country_code": "NL", "party_id": "SA7", "id": "L1", "cdr_token": {"contract_id": "NL-VLT-C1"},
                         "end_date_time": "2026-05-01T09:00:00", "total_energy": 4.2}""")
                .post("/ocpi/2.2.1/cdrs")
                .then()
                .statusCode(201)
                .body("status_code", equalTo(1000));
    }

    @Test
    void tariffsArePutReplacedAndDeleted() {
        Registered partner = Registered.as(cpo, "SA5", connecting);
        String tariff = """
                {"country_code": "NL", "party_id": "SA5", "id": "T1", "currency": "EUR", "elements": [
                 {"price_components": [{"type": "ENERGY", "price": 0.3100, "vat": 21.0, "step_size": 1}]}],
                 "last_updated": "2026-05-01T08:00:00Z"}""";

        partner.put("tariffs/T1", tariff).statusCode(201);
        partner.put("tariffs/T1", tariff.replace("0.3100", "0.3300")).statusCode(200);
        partner.get("tariffs/t1").body("data.elements[0].price_components[0].price", equalTo(0.33f));
        partner.put("tariffs/T1", "{\"id\": \"T1\"}").body("status_code", equalTo(2001));
        partner.patch("tariffs/T1", tariff).statusCode(405);
        partner.request().delete(partner.address("tariffs/T1")).then().statusCode(200);
        partner.get("tariffs/T1").statusCode(404);
        partner.request().delete(partner.address("tariffs/T1")).then().statusCode(404);
    }

    static String session(String partyId, String id, String status, String lastUpdated) {
        return """
                {"country_code": "NL", "party_id": "%s", "id": "%s", "start_date_time": "2026-05-01T08:00:00Z",
                 "kwh": 0.0, "cdr_token": {"uid": "04AABBCC", "type": "RFID", "contract_id": "NL-VLT-C1"},
                 "auth_method": "WHITELIST", "location_id": "LOC1", "evse_uid": "E1", "connector_id": "1",
                 "currency": "EUR", "total_cost": {"excl_vat": 0.00}, "meter_id": null,
                 "charging_periods": [{"start_date_time": "2026-05-01T08:00:00Z",
                   "dimensions": [{"type": "ENERGY", "volume": 0}]}],
                 "status": "%s", "last_updated": "%s"}""".formatted(partyId, id, status, lastUpdated);
    }

    static String cdr(String partyId, String id, String cost) {
        return """
                {"country_code": "NL", "party_id": "%s", "id": "%s", "start_date_time": "2026-05-01T08:00:00Z",
                 "end_date_time": "2026-05-01T09:00:00Z", "auth_method": "WHITELIST",
                 "cdr_token": {"uid": "04AABBCC", "type": "RFID", "contract_id": "NL-VLT-C1"},
                 "cdr_location": {"id": "LOC1", "evse_uid": "E1", "connector_id": "1"}, "currency": "EUR",
                 "charging_periods": [{"start_date_time": "2026-05-01T08:00:00Z",
                   "dimensions": [{"type": "ENERGY", "volume": 10.000}]}],
                 "total_cost": {"excl_vat": %s}, "total_energy": 10.000, "total_time": 1.0,
                 "last_updated": "2026-05-01T09:00:00Z"}""".formatted(partyId, id, cost);
    }
}
