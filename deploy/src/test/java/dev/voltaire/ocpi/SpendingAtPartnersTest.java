package dev.voltaire.ocpi;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Cdrs;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.job.RecurringJob;
import dev.voltaire.partner.PartnerConnecting;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class SpendingAtPartnersTest {
    private static final String POLICIES = "/api/v1/spending-policies";

    @Inject
    PartnerConnecting connecting;

    @Inject
    Customers customers;

    @Inject
    Cdrs cdrs;

    @Inject
    SignedIn signedIn;

    @Inject
    @Any
    Instance<RecurringJob> jobs;

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
    void aPartnerIsToldThatARuleNeedsThePlaceAndWhatTheRuleSaysOfIt() {
        // given
        Registered slow = Registered.as(cpo, "SP1", connecting);
        Place.of("SP1").putAt(slow);
        Registered fast = Registered.as(cpo, "SP2", connecting);
        Place.of("SP2").direct().putAt(fast);
        Customer customer = customers.withACard();
        signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN)
                .body(Map.of(
                        "name", "Slow and near",
                        "orgUnitId", customer.unit().id(),
                        "countries", List.of("nl"),
                        "powerTypes", List.of("AC")))
                .post(POLICIES)
                .then()
                .statusCode(201);

        // when then
        authorise(slow, customer, "{\"location_id\": \"LOC1\", \"evse_uids\": [\"E1\"]}")
                .body("data.allowed", equalTo("ALLOWED"));
        authorise(slow, customer, "{\"location_id\": \"LOC1\"}").body("data.allowed", equalTo("ALLOWED"));
        authorise(fast, customer, "{\"location_id\": \"LOC1\"}").body("data.allowed", equalTo("NOT_ALLOWED"));
        authorise(slow, customer, "{\"location_id\": \"ELSEWHERE\"}").body("data.allowed", equalTo("NOT_ALLOWED"));
        slow.request()
                .post("/ocpi/2.2.1/tokens/" + customer.card().uid().canonical() + "/authorize?type=RFID")
                .then()
                .statusCode(200)
                .body("status_code", equalTo(2002))
                .body("status_message", containsString("location_id"));
    }

    @Test
    void aSessionCountsWithItsEstimateUntilItsCdrCountsInstead() {
        // given a running session of 3.50
        Registered partner = Registered.as(cpo, "SP3", connecting);
        Place.of("SP3").charging("T1").putAt(partner);
        partner.put("tariffs/T1", PriceQuoteTest.tariff("SP3", "T1", "", "0.30"))
                .statusCode(201);
        Customer customer = customers.withACard();
        Browser fleet = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        String policy = fleet.body(
                        Map.of("name", "Month", "profileId", customer.profile().id(), "period", "MONTH", "budget", 3.5))
                .post(POLICIES)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Instant now = clock.instant();
        partner.put("sessions/S1", running(customer, now)).statusCode(201);

        // when
        run("running-estimates");

        // then
        fleet.get(POLICIES + "/" + policy + "/usage")
                .then()
                .body("spent.amount", contains("3.50"))
                .body("estimated.amount", contains("3.50"));
        authorise(partner, customer, "{\"location_id\": \"LOC1\"}").body("data.allowed", equalTo("NO_CREDIT"));

        // when the CDR of the session comes, cheaper than thought
        cdrs.received(cdr(customer, now));

        // then
        run("running-estimates");
        fleet.get(POLICIES + "/" + policy + "/usage")
                .then()
                .body("spent.amount", contains("3.00"))
                .body("estimated.amount", contains("0.00"));
        authorise(partner, customer, "{\"location_id\": \"LOC1\"}").body("data.allowed", equalTo("ALLOWED"));
    }

    @Test
    void aStartThatWasQuotedMoreThanASessionMayCostIsRefused() {
        // given
        cpo.on(
                "POST",
                "/commands",
                (exchange, request) -> ScriptedPartner.send(
                        exchange, 200, ScriptedPartner.data("{\"result\": \"ACCEPTED\", \"timeout\": 30}")));
        Registered partner = Registered.as(cpo, "SP4", connecting);
        Place.of("SP4").charging("T1").putAt(partner);
        partner.put("tariffs/T1", PriceQuoteTest.tariff("SP4", "T1", "", "0.30"))
                .statusCode(201);
        Customer customer = customers.withoutCard();
        signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN)
                .body(Map.of("name", "Small", "orgUnitId", customer.unit().id(), "perSession", 5))
                .post(POLICIES)
                .then()
                .statusCode(201);
        Browser driver = signedIn.as(customer.driver());

        // when then
        start(driver, 22).statusCode(409).body("code", equalTo("charging-refused"));
        start(driver, 11).statusCode(202);
    }

    private ValidatableResponse start(Browser driver, int kwh) {
        String quote = driver.body(Map.of("evseId", "NL*SP4*E1", "kwh", kwh))
                .post("/api/v1/me/price-quotes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return driver.body(Map.of("evseId", "NL*SP4*E1", "quoteId", quote))
                .post("/api/v1/me/charging-sessions")
                .then();
    }

    private static ValidatableResponse authorise(Registered partner, Customer customer, String where) {
        return partner.request()
                .body(where)
                .post("/ocpi/2.2.1/tokens/" + customer.card().uid().canonical() + "/authorize?type=RFID")
                .then()
                .statusCode(200);
    }

    private void run(String job) {
        jobs.stream()
                .filter(candidate -> candidate.name().equals(job))
                .findFirst()
                .orElseThrow()
                .run();
    }

    private static String running(Customer customer, Instant now) {
        return RoamingSessionListTest.of(customer, "SP3", "S1", "ACTIVE", now.toString())
                .replace("2026-05-01T08:00:00Z", now.minusSeconds(1).toString())
                .replace("\"volume\": 0}", "\"volume\": 10}")
                .replace("\"kwh\": 0.0", "\"kwh\": 10");
    }

    private static String cdr(Customer customer, Instant now) {
        return Cdrs.json(customer, Cdrs.newId("e"), "3.00", now, "")
                .replace(
                        "\"country_code\": \"FR\", \"party_id\": \"CPO\"",
                        "\"country_code\": \"NL\", \"party_id\": \"SP3\"")
                .replace("\"s-1\"", "\"S1\"")
                .replace(now.minusSeconds(3_600).toString(), now.minusSeconds(1).toString());
    }
}
