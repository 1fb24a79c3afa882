package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Customers;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerSettings;
import dev.voltaire.token.Token;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Odd sessions, CDRs and tariffs, and odd questions about tokens.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class ChargeQuirksTest {
    private static final AtomicInteger PARTIES = new AtomicInteger();

    @Inject
    PartnerConnecting connecting;

    @Inject
    Customers customers;

    @Inject
    FindingLog findings;

    @Inject
    Rows rows;

    private final ScriptedPartner cpo = new ScriptedPartner().offering("tokens", "RECEIVER");
    private String party;
    private Registered partner;
    private Token card;

    @BeforeEach
    void register() {
        party = "C%02d".formatted(PARTIES.incrementAndGet());
        partner = Registered.as(cpo, party, connecting);
        card = customers.withACard().card();
    }

    @AfterEach
    void close() {
        cpo.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-01T08:00:00, 08:00:00",
        "2026-05-01T08:00:00.123456789Z, 08:00:00.123457",
        "2026-05-01T10:00:00+02:00, 08:00:00",
        "2026-05-01T08:00:00+00:00, 08:00:00",
        "2026-05-01 08:00:00Z, 08:00:00",
        "2026-05-01T08:00Z, 08:00:00"
    })
    void timesAreReadHoweverTheyAreWritten(String sent, String stored) {
        partner.put("sessions/S1", session().replace("\"2026-05-01T08:00:00Z\", \"kwh\"", "\"" + sent + "\", \"kwh\""))
                .statusCode(201);

        assertThat(rows.texts(
                        "SELECT (started_at AT TIME ZONE 'UTC')::time FROM session WHERE partner_id = ?", partner.id()))
                .containsExactly(stored);
    }

    @Test
    void aSessionIsTheDriversHoweverTheContractIsWritten() {
        String contract = card.contractId().compact();
        String dashed = contract.substring(0, 2) + "-" + contract.substring(2, 5) + "-" + contract.substring(5) + "-X";
        partner.put("sessions/S1", session().replace("\"contract_id\": \"" + contract, "\"contract_id\": \"" + dashed))
                .statusCode(201);
        partner.put(
                        "sessions/S2",
                        session()
                                .replace("\"S1\"", "\"S2\"")
                                .replace("\"uid\": \"" + card.uid().canonical() + "\", ", "\"uid\": null, "))
                .statusCode(201);

        assertThat(rows.texts("SELECT token_id FROM session WHERE partner_id = ?", partner.id()))
                .containsExactly(card.id().toString(), card.id().toString());
    }

    @Test
    void wattHoursAreReported() {
        partner.put("sessions/S1", session().replace("\"kwh\": 1.5", "\"kwh\": 2200"))
                .statusCode(201);

        assertThat(codes()).contains("energy-implausible");
    }

    @Test
    void whatASessionCannotDoIsReportedAndDoesNotUndoItsEnd() {
        partner.put("sessions/S1", session()).statusCode(201);
        partner.patch("sessions/S1", "{\"kwh\": \"1.0\", \"last_updated\": \"2026-05-01T08:20:00Z\"}")
                .body("status_code", equalTo(1000));
        assertThat(codes()).contains("energy-decreased");

        partner.patch("sessions/S1", "{\"status\": \"COMPLETED\", \"last_updated\": \"2026-05-01T08:30:00Z\"}")
                .body("status_code", equalTo(1000));
        assertThat(codes()).contains("end-missing");

        partner.put("sessions/S1", session().replace("08:10:00Z", "08:40:00Z")).body("status_code", equalTo(1000));
        assertThat(codes()).contains("reopened");
        partner.get("sessions/S1").body("data.status", equalTo("COMPLETED"));
    }

    @Test
    void aSessionMayPendForEver() {
        partner.put("sessions/S1", session().replace("ACTIVE", "PENDING")).statusCode(201);
        partner.put("sessions/S1", session().replace("ACTIVE", "PENDING").replace("08:10:00Z", "23:10:00Z"))
                .statusCode(200);

        partner.get("sessions/S1").body("data.status", equalTo("PENDING"));
    }

    @Test
    void aPutWithOnlyWhatChangedIsTakenAsAPatch() {
        partner.put("sessions/S1", session()).statusCode(201);

        partner.put("sessions/S1", "{\"id\": \"S1\", \"kwh\": 3.5, \"last_updated\": \"2026-05-01T08:20:00Z\"}")
                .statusCode(200)
                .body("status_code", equalTo(1000));

        partner.get("sessions/S1").body("data.kwh", equalTo(3.5f)).body("data.currency", equalTo("EUR"));
        assertThat(codes()).contains("put-partial");
        partner.patch("sessions/S7", "{\"kwh\": 1, \"last_updated\": \"2026-05-01T08:20:00Z\"}")
                .statusCode(404);
    }

    @Test
    void aCdrThatIsSentAgainEveryNightIsOneCdr() {
        Set<String> addresses = new HashSet<>();
        for (int night = 0; night < 8; night++) {
            addresses.add(post(cdr("C1"), night % 2 == 0 ? "" : "/C1")
                    .body("status_code", equalTo(1000))
                    .extract()
                    .header("Location"));
        }

        assertThat(addresses).hasSize(1);
        assertThat(rows.count("SELECT count(*) FROM cpo_cdr WHERE partner_id = ?", partner.id()))
                .isEqualTo(1);
        post(cdr("C1").replace("0.67", "0.99"), "").body("status_code", equalTo(2001));
        assertThat(codes()).contains("changed");
    }

    @Test
    void aCdrThatAHubAndItsOperatorBothBringCountsOnce() {
        try (ScriptedPartner between = new ScriptedPartner().offering("tokens", "RECEIVER")) {
            between.role = "HUB";
            Registered hub = Registered.as(between, "Z" + party.substring(1), connecting);

            // when both bring it, in other words, and each brings it twice
            post(cdr("C1"), "").statusCode(201);
            String byHub = cdr("C1").replace("\"connector_id\"", "\"name\": \"Kade\", \"connector_id\"");
            hub.request().body(byHub).post("/ocpi/2.2.1/cdrs").then().statusCode(201);
            String again = hub.request()
                    .body(byHub)
                    .post("/ocpi/2.2.1/cdrs")
                    .then()
                    .statusCode(200)
                    .body("status_code", equalTo(1000))
                    .extract()
                    .header("Location");
            post(cdr("C1"), "").statusCode(200);

            // then each reads its own, one is charged and the other flagged
            hub.request()
                    .get(again.substring(again.indexOf("/ocpi")))
                    .then()
                    .statusCode(200)
                    .body("data.cdr_location.name", equalTo("Kade"));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(rows.texts("""
                            SELECT p.kind || ' ' || (m.id IS NOT NULL) || ' '
                                || (a.findings::text LIKE '%RECEIVED_FROM_ANOTHER_PARTNER%')
                            FROM cpo_cdr c JOIN partner p ON p.id = c.partner_id
                            JOIN cdr_assessment a ON a.cpo_cdr_id = c.id LEFT JOIN msp_cdr m ON m.cpo_cdr_id = c.id
                            WHERE c.party_id = ? AND c.cdr_id = 'C1' ORDER BY c.id""", party)).containsExactly("CPO true false", "HUB false true"));
            hub.request()
                    .body(byHub.replace("0.67", "0.99"))
                    .post("/ocpi/2.2.1/cdrs")
                    .then()
                    .body("status_code", equalTo(2001));
        }
    }

    @Test
    void aCdrIsReadAsItsPartnerMeansIt() {
        connecting.adjust(
                partner.id(),
                new PartnerSettings(null, false, true, false, 200, 16, 200, false, false, false, "SEK", true));
        String sent = cdr("C1")
                .replace("\"currency\": \"EUR\"", "\"currency\": null")
                .replace("\"charging_periods\"", """
                "tariffs": [{"country_code": "NL", "party_id": "%s", "id": "T1", "currency": "SEK", "elements": [
                  {"price_components": [{"type": "ENERGY", "price": 0.4467, "vat": 0.25, "step_size": 1}]}],
                  "last_updated": "2026-05-01T08:00:00Z"}], "charging_periods\"""".formatted(party));

        post(sent, "").statusCode(201);

        assertThat(rows.texts("SELECT currency FROM cpo_cdr WHERE partner_id = ?", partner.id()))
                .containsExactly("SEK");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rows.texts(
                                "SELECT a.costs::text FROM cdr_assessment a JOIN cpo_cdr c ON c.id = a.cpo_cdr_id"
                                        + " WHERE c.partner_id = ?",
                                partner.id()))
                        .singleElement()
                        .asString()
                        .contains("0.670050"));
        assertThat(rows.texts("SELECT convert_from(raw, 'UTF8') FROM cpo_cdr WHERE partner_id = ?", partner.id()))
                .containsExactly(sent);
    }

    @ParameterizedTest
    @CsvSource({"10, minutes", "600, seconds", "0.1667, ''"})
    void aDurationThatIsNotInHoursIsReported(String stated, String perhaps) {
        post(cdr("C1").replace("0.1667", stated), "").statusCode(201);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rows.texts("""
                        SELECT coalesce((SELECT f ->> 'detail' FROM jsonb_array_elements(a.findings) f
                                         WHERE f ->> 'rule' = 'DURATION_NOT_IN_HOURS'), '')
                        FROM cdr_assessment a JOIN cpo_cdr c ON c.id = a.cpo_cdr_id WHERE c.partner_id = ?""", partner.id()))
                        .singleElement()
                        .asString()
                        .satisfies(detail -> assertThat(detail)
                                .isEqualTo(perhaps.isEmpty() ? "" : stated + " h, perhaps " + perhaps)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // no session, or the session's id is the CDR's
                "\"session_id\": \"S1\", =",
                "\"session_id\": \"S1\"=\"session_id\": \"C1\"",
                // a token without its owner, a place without an address
                "\"country_code\": \"NL\", \"party_id\": \"VLT\", \"uid\"=\"uid\"",
                "\"cdr_location\": {\"id\": \"LOC1\", \"evse_uid\": \"E1\", \"connector_id\": \"1\"}="
                        + "\"cdr_location\": {\"id\": \"LOC1\"}",
                "\"evse_uid\": \"E1\"=\"evse_uid\": \"#NA\"",
                // texts for numbers, nulls for what is optional, unknown values
                "\"total_energy\": 1.5=\"total_energy\": \"1.5\"",
                "\"total_time\": 0.1667=\"total_time\": \"0.1667\", \"tariffs\": null, \"remark\": null, \"signed_data\": null",
                "\"WHITELIST\"=\"TELEPATHY\""
            })
    void aCdrIsTakenInWithWhatItLacks(String change) {
        int equals = change.indexOf('=');
        String sent = cdr("C1");
        String usual = change.substring(0, equals);
        assertThat(sent).contains(usual);

        post(sent.replace(usual, change.substring(equals + 1)), "").statusCode(201);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rows.texts(
                                "SELECT a.token_id FROM cdr_assessment a JOIN cpo_cdr c ON c.id = a.cpo_cdr_id"
                                        + " WHERE c.partner_id = ?",
                                partner.id()))
                        .containsExactly(card.id().toString()));
    }

    @Test
    void aSessionMayComeAfterItsCdr() {
        post(cdr("C1"), "").statusCode(201);

        partner.put("sessions/S1", session().replace("ACTIVE", "COMPLETED")).statusCode(201);

        partner.get("sessions/S1").body("data.status", equalTo("COMPLETED"));
    }

    @Test
    void aCreditMayNegateMoreThanTheTotal() {
        post(cdr("C1"), "").statusCode(201);

        post(
                        cdr("C1-CR")
                                .replace(
                                        "\"currency\"",
                                        "\"credit\": true, \"credit_reference_id\": \"C1\", \"currency\"")
                                .replace("0.67", "-0.67")
                                .replace("\"total_energy\": 1.5", "\"total_energy\": -1.5")
                                .replace("\"volume\": 1.5", "\"volume\": -1.5"),
                        "")
                .statusCode(201);

        assertThat(rows.texts(
                        "SELECT credit || ' ' || credit_reference FROM cpo_cdr WHERE cdr_id = 'C1-CR' AND partner_id = ?",
                        partner.id()))
                .containsExactly("true C1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\": \"ENERGY\", \"price\": 0.41, \"vat\": 0.21, \"step_size\": 1} | vat-as-fraction",
                "{\"type\": \"ENERGY\", \"price\": 7.50, \"step_size\": 1} | price-implausible",
                "{\"type\": \"TIME\", \"price\": 360, \"step_size\": 60} | price-implausible",
                "{\"type\": \"FLAT\", \"price\": 0.00} | flat-zero-only",
                "{\"type\": \"ENERGY\", \"price\": 0.4}, {\"type\": \"ENERGY\", \"price\": 0.5} | component-repeated",
                "{\"type\": \"MOONLIGHT\", \"price\": 0.4, \"step_size\": \"1\"} | dimension-unknown"
            })
    void aPriceThatCanHardlyBeMeantIsKeptAndReported(String components, String code) {
        partner.put("tariffs/T1", """
                        {"country_code": "NL", "party_id": "%s", "id": "T1", "currency": "EUR", "elements": [
                         {"price_components": [%s]}], "last_updated": "2026-05-01T08:00:00Z"}""".formatted(party, components)).statusCode(201);

        assertThat(codes()).contains(code);
        partner.get("tariffs/T1").statusCode(200);
    }

    @Test
    void aTokenIsAskedAboutInEveryWayThatPartnersDo() {
        String uid = card.uid().canonical();
        for (String question : List.of(
                uid + "/authorize",
                uid + "/authorize/",
                uid + "/authorize?type=RFID",
                uid + "/authorize?token_type=RFID",
                uid.toLowerCase(java.util.Locale.ROOT) + "/authorize?type=rfid")) {
            for (String body : List.of("", "{}", "null", "{\"location_id\": \"UNKNOWN\", \"evse_uids\": null}")) {
                partner.request()
                        .body(body)
                        .post("/ocpi/2.2.1/tokens/" + question)
                        .then()
                        .statusCode(200)
                        .body("data.allowed", equalTo("ALLOWED"));
            }
        }
    }

    private ValidatableResponse post(String cdr, String below) {
        return partner.request().body(cdr).post("/ocpi/2.2.1/cdrs" + below).then();
    }

    private List<String> codes() {
        return findings.of(partner.id(), 0, 100).stream()
                .map(counted -> counted.finding().code())
                .toList();
    }

    private String token() {
        return "{\"country_code\": \"NL\", \"party_id\": \"VLT\", \"uid\": \"%s\", \"type\": \"RFID\", \"contract_id\": \"%s\"}"
                .formatted(card.uid().canonical(), card.contractId().compact());
    }

    private String session() {
        return """
                {"country_code": "NL", "party_id": "%s", "id": "S1", "start_date_time": "2026-05-01T08:00:00Z", "kwh": 1.5,
                 "cdr_token": %s, "auth_method": "WHITELIST", "location_id": "LOC1", "evse_uid": "E1",
                 "connector_id": "1", "currency": "EUR", "status": "ACTIVE", "last_updated": "2026-05-01T08:10:00Z"}""".formatted(party, token());
    }

    private String cdr(String id) {
        return """
                {"country_code": "NL", "party_id": "%s", "id": "%s", "start_date_time": "2026-05-01T08:00:00Z",
                 "end_date_time": "2026-05-01T08:10:00Z", "session_id": "S1", "auth_method": "WHITELIST", "cdr_token": %s,
                 "cdr_location": {"id": "LOC1", "evse_uid": "E1", "connector_id": "1"}, "currency": "EUR",
                 "charging_periods": [{"start_date_time": "2026-05-01T08:00:00Z",
                   "dimensions": [{"type": "ENERGY", "volume": 1.5}]}],
                 "total_cost": {"excl_vat": 0.67}, "total_energy": 1.5, "total_time": 0.1667,
                 "last_updated": "2026-05-01T08:10:00Z"}""".formatted(party, id, token());
    }
}
