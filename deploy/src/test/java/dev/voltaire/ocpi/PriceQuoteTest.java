package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class PriceQuoteTest {
    private static final String OWN = "/api/v1/me/price-quotes";

    @Inject
    PartnerConnecting connecting;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    Clock clock;

    private final ScriptedPartner cpo = new ScriptedPartner()
            .offering("commands", "RECEIVER")
            .offering("sessions", "SENDER")
            .offering("cdrs", "SENDER");

    @AfterEach
    void close() {
        cpo.close();
    }

    @Test
    void aQuoteTellsTheOperatorsOurAndTheRoamingPartApart() {
        // given
        Registered partner = Registered.as(cpo, "PQ1", connecting);
        Place.of("PQ1").charging("T1", "ADHOC").putAt(partner);
        partner.put("tariffs/T1", tariff("PQ1", "T1", "", "0.30")).statusCode(201);
        partner.put("tariffs/ADHOC", tariff("PQ1", "ADHOC", "\"type\": \"AD_HOC_PAYMENT\",", "0.60"))
                .statusCode(201);
        Customer customer = customers.withoutCard();
        plan(customer);
        Browser driver = signedIn.as(customer.driver());

        // when
        String quote = driver.body(Map.of("evseId", "nl-pq1-e1", "kwh", 22))
                .post(OWN)
                .then()
                .statusCode(201)
                .body("minutes", equalTo(120))
                .body("lines.part", contains("OPERATOR", "OPERATOR", "PROVIDER", "ROAMING"))
                .body("lines.component", contains("FIXED", "ENERGY", "ADDITIONAL", "ADDITIONAL"))
                .body("operatorTotal.amount", equalTo("7.10"))
                .body("providerTotal.amount", equalTo("0.71"))
                .body("roamingTotal.amount", equalTo("0.47"))
                .body("totalExclVat.amount", equalTo("8.28"))
                .body("totalInclVat.amount", equalTo("10.02"))
                .body("tariffId", equalTo("T1"))
                .body("adHoc.tariffId", equalTo("ADHOC"))
                .body("adHoc.totalExclVat.amount", equalTo("13.70"))
                .body("working.lines", hasSize(2))
                .body("exchange", nullValue())
                .body("expiresAt", notNullValue())
                .extract()
                .path("id");

        // then
        driver.get(OWN + "/" + quote).then().statusCode(200).body("totalExclVat.amount", equalTo("8.28"));
        signedIn.as(customers.withoutCard().driver())
                .get(OWN + "/" + quote)
                .then()
                .statusCode(404);
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        manager.get("/api/v1/price-quotes").then().body("items.id", contains(quote));
        manager.body(Map.of("evseId", "NL*PQ1*E1", "minutes", 60))
                .post("/api/v1/price-quotes")
                .then()
                .statusCode(422)
                .body("violations.field", contains("profileId"));
        manager.body(Map.of(
                        "evseId",
                        "NL*PQ1*E1",
                        "minutes",
                        60,
                        "profileId",
                        customer.profile().id()))
                .post("/api/v1/price-quotes")
                .then()
                .statusCode(201)
                .body("kwh", equalTo(11.0f));
        signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN)
                .get("/api/v1/price-quotes/" + quote)
                .then()
                .statusCode(404);
    }

    @Test
    void withoutATariffThereIsNoQuoteAndAStrangeConnectorIsNotFound() {
        Registered partner = Registered.as(cpo, "PQ2", connecting);
        Place.of("PQ2").putAt(partner);
        Browser driver = signedIn.as(customers.withoutCard().driver());

        driver.body(Map.of("evseId", "NL*PQ2*E1", "kwh", 22))
                .post(OWN)
                .then()
                .statusCode(409)
                .body("code", equalTo("price-not-available"));
        driver.body(Map.of("evseId", "NL*PQ2*E1", "kwh", 22, "connectorId", "7"))
                .post(OWN)
                .then()
                .statusCode(404);
        driver.body(Map.of("evseId", "NL*PQ2*E1"))
                .post(OWN)
                .then()
                .statusCode(422)
                .body("violations.field", contains("kwh", "minutes"));
        driver.body(Map.of("evseId", "NL*PQ2*E1", "kwh", -1)).post(OWN).then().statusCode(422);
    }

    @Test
    void whatIsChargedInTheEndIsComparedWithWhatWasQuoted() {
        // given a driver who starts with a quote
        cpo.on(
                "POST",
                "/commands",
                (exchange, request) -> ScriptedPartner.send(
                        exchange, 200, ScriptedPartner.data("{\"result\": \"ACCEPTED\", \"timeout\": 30}")));
        Registered partner = Registered.as(cpo, "PQ3", connecting);
        Place.of("PQ3").charging("T1").putAt(partner);
        partner.put("tariffs/T1", tariff("PQ3", "T1", "", "0.30")).statusCode(201);
        Customer customer = customers.withoutCard();
        Browser driver = signedIn.as(customer.driver());
        String quote = driver.body(Map.of("evseId", "NL*PQ3*E1", "kwh", 11))
                .post(OWN)
                .then()
                .statusCode(201)
                .body("totalExclVat.amount", equalTo("3.80"))
                .extract()
                .path("id");
        driver.body(Map.of("evseId", "NL*PQ3*E1", "quoteId", quote))
                .post("/api/v1/me/charging-sessions")
                .then()
                .statusCode(202);
        driver.get(OWN + "/" + quote).then().body("usedAt", notNullValue()).body("outcome", nullValue());
        driver.body(Map.of("evseId", "NL*PQ3*E1", "quoteId", quote))
                .post("/api/v1/me/charging-sessions")
                .then()
                .statusCode(409)
                .body("code", equalTo("quote-not-valid"));
        String reference = await().atMost(Duration.ofSeconds(10))
                .until(() -> cpo.requests("POST", "/commands/START_SESSION"), requests -> !requests.isEmpty())
                .getFirst()
                .body()
                .replaceAll("(?s).*\"authorization_reference\":\"([^\"]+)\".*", "$1");

        // when the operator charges by another price than it had stated
        Instant end = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofMinutes(4));
        partner.request()
                .body(cdr(customer, reference, end))
                .post("/ocpi/2.2.1/cdrs")
                .then()
                .statusCode(201);

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> driver.get(OWN + "/" + quote)
                        .then()
                        .body("outcome.expected.amount", equalTo("3.50"))
                        .body("outcome.charged.amount", equalTo("4.00"))
                        .body("outcome.deviation.amount", equalTo("0.50")));
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        String msp = driver.get(OWN + "/" + quote).then().extract().path("outcome.mspCdrId");
        manager.get("/api/v1/msp-cdrs/" + msp)
                .then()
                .statusCode(200)
                .body("quote.id", equalTo(quote))
                .body("quote.assumedKwh", equalTo(11.0f))
                .body("quote.quoted.amount", equalTo("3.80"))
                .body("quote.expected.amount", equalTo("3.50"))
                .body("quote.deviation.amount", equalTo("0.50"));
        assertThat(cpo.requests("POST", "/commands/START_SESSION")).hasSize(1);
    }

    @Test
    void aRunningSessionCostsWhatItsTariffMakesOfItsPeriodsAndOtherwiseHasNoPrice() {
        // given
        Registered partner = Registered.as(cpo, "PQ4", connecting);
        Place.of("PQ4").charging("T1").putAt(partner);
        partner.put("tariffs/T1", tariff("PQ4", "T1", "", "0.30")).statusCode(201);
        Customer customer = customers.withACard();
        plan(customer);
        String session = RoamingSessionListTest.of(customer, "PQ4", "S1", "ACTIVE", "2026-11-01T08:00:00Z")
                .replace("2026-05-01", "2026-11-01");
        partner.put("sessions/S1", session).statusCode(201);
        partner.patch("sessions/S1", """
                {"kwh": 10, "charging_periods": [{"start_date_time": "2026-11-01T08:10:00Z",
                 "dimensions": [{"type": "ENERGY", "volume": 10}]}], "last_updated": "2026-11-01T09:00:00Z"}""");
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        String path = "/api/v1/sessions/"
                + manager.get("/api/v1/sessions?sessionId=S1").then().extract().path("items[0].id")
                + "/cost-estimate";

        // when then
        manager.get(path)
                .then()
                .statusCode(200)
                .body("estimate", equalTo(true))
                .body("asOf", equalTo("2026-11-01T09:00:00Z"))
                .body("tariffId", equalTo("T1"))
                .body("lines.part", contains("OPERATOR", "OPERATOR", "PROVIDER", "ROAMING"))
                .body("totalExclVat.amount", equalTo("4.12"))
                .body("unavailable", nullValue());
        signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN).get(path).then().statusCode(404);

        // when the operator reports more energy than its periods account for
        partner.patch("sessions/S1", "{\"kwh\": 20, \"last_updated\": \"2026-11-01T10:00:00Z\"}");

        // then
        manager.get(path).then().body("kwh", equalTo(20.0f)).body("totalExclVat.amount", equalTo("7.59"));

        // when nobody has stated a tariff
        Registered silent = Registered.as(cpo, "PQ5", connecting);
        Place.of("PQ5").putAt(silent);
        silent.put("sessions/S2", RoamingSessionListTest.of(customer, "PQ5", "S2", "ACTIVE", "2026-11-01T08:30:00Z"));

        // then
        manager.get("/api/v1/sessions/"
                        + manager.get("/api/v1/sessions?sessionId=S2")
                                .then()
                                .extract()
                                .path("items[0].id")
                        + "/cost-estimate")
                .then()
                .statusCode(200)
                .body("totalExclVat", nullValue())
                .body("unavailable", equalTo("NO_TARIFF"));
    }

    /// 10 % for us, 0.10 a session and 0.0168 a kWh for roaming.
    private void plan(Customer customer) {
        signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR)
                .body(Map.of(
                        "name",
                        "Fleet",
                        "orgUnitId",
                        customer.unit().id(),
                        "currency",
                        "EUR",
                        "percent",
                        10,
                        "roamingPerKwh",
                        0.0168,
                        "roamingPerSession",
                        0.1,
                        "validFrom",
                        "2026-01-01T00:00:00Z"))
                .post("/api/v1/tariff-plans")
                .then()
                .statusCode(201)
                .body("roamingPerKwh.amount", equalTo("0.0168"));
    }

    static String tariff(String partyId, String id, String more, String perKwh) {
        return """
                {"country_code": "NL", "party_id": "%s", "id": "%s", "currency": "EUR", %s "elements": [
                 {"price_components": [{"type": "FLAT", "price": 0.50, "step_size": 1},
                  {"type": "ENERGY", "price": %s, "step_size": 1}]}],
                 "last_updated": "2026-05-01T08:00:00Z"}""".formatted(partyId, id, more, perKwh);
    }

    private static String cdr(Customer customer, String reference, Instant end) {
        Instant start = end.minus(Duration.ofMinutes(50));
        return """
                {"country_code": "NL", "party_id": "PQ3", "id": "C-PQ3", "start_date_time": "%s", "end_date_time": "%s",
                 "auth_method": "COMMAND", "authorization_reference": "%s",
                 "cdr_token": {"uid": "%s", "type": "OTHER", "contract_id": "%s"},
                 "cdr_location": {"id": "LOC1", "country": "NLD", "evse_uid": "E1", "connector_id": "1"},
                 "currency": "EUR", "charging_periods": [{"start_date_time": "%s", "tariff_id": "T9",
                   "dimensions": [{"type": "ENERGY", "volume": 10.000}]}],
                 "total_cost": {"excl_vat": 4.00}, "total_energy": 10.000, "total_time": 0.8333,
                 "last_updated": "%s"}""".formatted(
                        start,
                        end,
                        reference,
                        customer.card().uid().canonical(),
                        customer.card().contractId().compact(),
                        start,
                        end);
    }
}
