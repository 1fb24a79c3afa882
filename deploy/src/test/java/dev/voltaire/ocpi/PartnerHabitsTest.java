package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.job.RecurringJob;
import dev.voltaire.partner.PartnerConnecting;
import io.quarkus.arc.All;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is set for a partner takes effect.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class PartnerHabitsTest {
    @Inject
    PartnerConnecting connecting;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    @All
    List<RecurringJob> jobs;

    @Inject
    DataSource dataSource;

    private final ScriptedPartner cpo = new ScriptedPartner().offering("tokens", "RECEIVER");

    @AfterEach
    void close() {
        cpo.close();
    }

    @Test
    void addressesCurrencyAndVatAreAsThePartnerHasThem() {
        // given
        Customer customer = customers.withACard();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        Registered partner = Registered.as(cpo, "QK1", connecting);
        set(operator, partner, Map.of("trailingSlash", true, "currency", "SEK", "vatAsFraction", true));

        // when
        String uid = customers.withACard().card().uid().canonical();
        partner.put(
                "sessions/S-QK1",
                SessionsAndCdrsTest.session("QK1", "S-QK1", "ACTIVE", "2026-05-01T08:00:00Z")
                        .replace("\"currency\": \"EUR\"", "\"currency\": null"));
        partner.put("tariffs/T1", """
                {"country_code": "NL", "party_id": "QK1", "id": "T1", "currency": "EUR", "elements": [
                 {"price_components": [{"type": "ENERGY", "price": 0.31, "vat": 0.21, "step_size": 1},
                 {"type": "FLAT", "price": 1, "vat": 21, "step_size": 1}]}], "last_updated": "2026-05-01T08:00:00Z"}""");

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(cpo.requests("PUT", "/tokens/NL/VLT/" + uid))
                        .singleElement()
                        .satisfies(put -> assertThat(put.path()).endsWith(uid + "/")));
        operator.get("/api/v1/sessions?origin=ROAMING&q=S-QK1&partner=")
                .then()
                .body("items.findAll { it.currency == 'SEK' }", hasSize(1));
        partner.get("tariffs/T1").body("data.elements[0].price_components.vat*.toInteger()", contains(21, 21));
    }

    @Test
    void aTokenThatThePartnerLostIsSentAgainAndOneItRewroteIsNot() {
        // given
        Customer customer = customers.withACard();
        String uid = customer.card().uid().canonical();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        Registered partner = Registered.as(cpo, "HA2", connecting);
        set(operator, partner, Map.of("rewritesWhitelist", true));
        awaitPuts(partner, customer, 1);
        cpo.on(
                "GET",
                "/tokens",
                (exchange, request) -> ScriptedPartner.send(
                        exchange, 200, ScriptedPartner.data("{\"valid\": true, \"whitelist\": \"ALLOWED_OFFLINE\"}")));

        // when
        verify(partner, customer);

        // then
        assertThat(cpo.requests("GET", "/tokens/NL/VLT/" + uid)).hasSize(1);
        assertThat(cpo.requests("PUT", "/tokens/NL/VLT/" + uid)).hasSize(1);

        // when it has lost the token
        cpo.on("GET", "/tokens", (exchange, request) -> ScriptedPartner.send(exchange, 404, "{\"status_code\": 2004}"));
        verify(partner, customer);

        // then
        awaitPuts(partner, customer, 2);
        operator.get("/api/v1/partners/" + partner.id() + "/findings").then().body("code", hasItem("token-differs"));
    }

    @Test
    void publishedLocationsAreListedAndShownWithTheirEvses() {
        Customer customer = customers.withACard();
        Browser driver = signedIn.as(customer.driver());
        Browser helpdesk = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        Registered partner = Registered.as(cpo, "HA3", connecting);
        partner.put("locations/LOC1", LocationsTest.location("HA3", "LOC1", "2026-05-01T08:00:00Z"));
        partner.put(
                "locations/LOC2",
                LocationsTest.location("HA3", "LOC2", "2026-05-01T08:00:00Z")
                        .replace("\"publish\": true", "\"publish\": false"));

        String id = driver.get("/api/v1/locations?partyId=HA3&q=bosch")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].locationId", equalTo("LOC1"))
                .body("items[0].availableEvses", equalTo(1))
                .extract()
                .path("items[0].id");
        driver.get("/api/v1/locations/" + id)
                .then()
                .statusCode(200)
                .body("evses[0].evseId", equalTo("NL*RBC*E1"))
                .body("evses[0].connectors.size()", greaterThanOrEqualTo(1));
        String hidden = one("SELECT id::text FROM location WHERE party_id = 'HA3' AND location_id = 'LOC2'");
        driver.get("/api/v1/locations/" + hidden).then().statusCode(404);
        helpdesk.get("/api/v1/locations/" + hidden).then().statusCode(200);
    }

    @Test
    void aPartnerWithOneKeyAContractKeepsEveryTokenApart() {
        Customer one = customers.withACard();
        Customer other = customers.withACard();
        Registered partner = Registered.as(cpo, "QK9", connecting);
        awaitPuts(partner, one, 1);
        awaitPuts(partner, other, 1);

        assertThat(cpo.requests("PUT", "/tokens/NL/VLT/").stream()
                        .map(request -> request.body().replaceAll("(?s).*\"contract_id\":\"([^\"]+)\".*", "$1"))
                        .distinct()
                        .count())
                .as("one contract is one token, whatever a partner keys its list by")
                .isEqualTo(cpo.requests("PUT", "/tokens/NL/VLT/").stream()
                        .map(ScriptedPartner.Request::path)
                        .distinct()
                        .count());
        assertThat(cpo.requests("PUT", "/tokens/NL/VLT/"))
                .as("types that some refuse are not sent")
                .allMatch(request -> request.body().matches("(?s).*\"type\":\"(RFID|OTHER)\".*"));
    }

    @Test
    void aPartnerOfCardsOnlyIsToldOfNoVirtualTokens() {
        // given a partner that has both
        Customer walker = customers.withoutCard();
        Customer holder = customers.withACard();
        Browser operator = signedIn.as(holder.unit(), Role.PLATFORM_OPERATOR);
        Registered partner = Registered.as(cpo, "QK8", connecting);
        awaitPuts(partner, holder, 1);
        awaitPuts(partner, walker, 1);

        // when
        set(operator, partner, Map.of("cardsOnly", true));
        Customer later = customers.withoutCard();
        Customer last = customers.withACard();
        awaitPuts(partner, last, 1);

        // then
        await().atMost(Duration.ofSeconds(20))
                .until(() -> one("""
                        SELECT count(*) FROM token_distribution d JOIN token t ON t.id = d.token_id
                        WHERE d.partner_id = '%s' AND t.type = 'OTHER'""".formatted(partner.id())).equals("0"));
        assertThat(cpo.requests("PUT", "/tokens/NL/VLT/" + later.card().uid().canonical()))
                .isEmpty();
        List<String> listed = partner.request()
                .get("/ocpi/2.2.1/tokens?limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .path("data.type");
        assertThat(listed).contains("RFID").doesNotContain("OTHER");

        // when they are wanted again
        set(operator, partner, Map.of("cardsOnly", false));

        // then
        awaitPuts(partner, later, 1);
    }

    private void set(Browser operator, Registered partner, Map<String, ?> changes) {
        String address = "/api/v1/partners/" + partner.id();
        var seen = operator.get(address).then().extract();
        Map<String, Object> settings = new java.util.HashMap<>(seen.<Map<String, Object>>path("settings"));
        settings.putAll(changes);
        operator.header("If-Match", seen.header("ETag"))
                .body(settings)
                .patch(address + "/settings")
                .then()
                .statusCode(200);
    }

    /// Until the partner was sent the token so often, and what it answered is on record.
    private void awaitPuts(Registered partner, Customer customer, int times) {
        String uid = customer.card().uid().canonical();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(cpo.requests("PUT", "/tokens/NL/VLT/" + uid)).hasSize(times));
        await().atMost(Duration.ofSeconds(5))
                .until(() ->
                        one("""
                SELECT outcome = 'DELIVERED' AND next_attempt_at IS NULL FROM token_distribution
                WHERE partner_id = '%s' AND token_id = '%s'""".formatted(partner.id(), customer.card().id())).equals("t"));
    }

    /// As if some hours had passed since the token was confirmed, and the partner's others had just been compared.
    private void verify(Registered partner, Customer customer) {
        one(
                "UPDATE token_distribution SET verified_at = now() WHERE token_id IN (SELECT token_id FROM token_distribution"
                        + " WHERE partner_id = '" + partner.id() + "' ORDER BY token_id FOR UPDATE)"
                        + " AND partner_id = '" + partner.id() + "' RETURNING 1");
        one("UPDATE token_distribution SET last_attempt_at = now() - interval '2 hours', verified_at = NULL"
                + " WHERE partner_id = '" + partner.id() + "' AND token_id = '"
                + customer.card().id() + "' RETURNING 1");
        jobs.stream()
                .filter(job -> job.name().equals("token-verification"))
                .findFirst()
                .orElseThrow()
                .run();
    }

    private String one(String sql) {
        try (Connection connection = dataSource.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
