package dev.voltaire.ocpi;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class RoamingSessionListTest {
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
    void aManagerSeesWhoChargesWhereAndHowMuch() {
        // given
        Registered partner = Registered.as(cpo, "RL1", connecting);
        Place.of("RL1").putAt(partner);
        Customer customer = customers.withACard();
        partner.put("sessions/02005973_50", of(customer, "RL1", "02005973_50", "ACTIVE", "2026-05-01T08:00:00Z"));
        partner.put("sessions/S2", of(customer, "RL1", "S2", "ACTIVE", "2026-05-01T09:00:00Z"));
        partner.patch("sessions/S2", """
                {"kwh": 5.5, "status": "COMPLETED", "end_date_time": "2026-05-01T09:30:00Z", "charging_periods": [
                 {"start_date_time": "2026-05-01T08:10:00Z", "tariff_id": "T1", "dimensions": [
                  {"type": "ENERGY", "volume": 5.5}, {"type": "TIME", "volume": 0.3333}]}],
                 "last_updated": "2026-05-01T09:30:00Z"}""").statusCode(200);
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);

        // when then
        manager.get("/api/v1/sessions?sort=sessionId")
                .then()
                .statusCode(200)
                .body("items.sessionId", contains("02005973_50", "S2"))
                .body(
                        "items[0].contractId",
                        equalTo(customer.card().contractId().compact()))
                .body("items[0].token.id", equalTo(customer.card().id().toString()))
                .body("items[0].endedAt", nullValue())
                .body("items[0].kwh", equalTo(0.0f))
                .body("items[0].evseId", equalTo("NL*RL1*E1"))
                .body("items[0].address", equalTo("Kade 1"))
                .body("items[0].partyId", equalTo("RL1"))
                .body("items[0].countryCode", equalTo("NL"))
                .body("items[0].location.label", equalTo("Kade 1"));
        for (String query : new String[] {
            "q=s2", "status=COMPLETED", "endFrom=2026-05-01T09:00:00Z", "sessionId=S2", "sort=-kwh", "sort=-endedAt"
        }) {
            manager.get("/api/v1/sessions?size=5&" + query).then().body("items[0].sessionId", equalTo("S2"));
        }
        for (String query : new String[] {
            "q=Kade",
            "q=nl*rl1",
            "evseId=nlrl1e1",
            "partyId=RL1",
            "profileId=" + customer.profile().id(),
            "tokenId=" + customer.card().id(),
            "startFrom=2026-05-01T08:00:00Z&startTo=2026-05-01T08:00:01Z"
        }) {
            manager.get("/api/v1/sessions?" + query).then().statusCode(200).body("items", hasSize(2));
        }
        manager.get("/api/v1/sessions?evseId=NL*RL1*E2").then().body("items", hasSize(0));
        for (String field : new String[] {
            "contractId", "startedAt", "evseId", "address", "partyId", "countryCode", "totalCost", "status"
        }) {
            manager.get("/api/v1/sessions?sort=" + field).then().statusCode(200);
        }
    }

    @Test
    void aSessionShowsItsPeriodsAsTheOperatorSentThemToItsCustomerOnly() {
        // given
        Registered partner = Registered.as(cpo, "RL2", connecting);
        Customer customer = customers.withACard();
        partner.put("sessions/S1", of(customer, "RL2", "S1", "ACTIVE", "2026-05-01T08:00:00Z"));
        partner.patch("sessions/S1", """
                {"kwh": 5.5, "charging_periods": [{"start_date_time": "2026-05-01T08:10:00Z", "tariff_id": "T1",
                 "dimensions": [{"type": "ENERGY", "volume": 5.5}, {"type": "MAX_POWER", "volume": 11}]}],
                 "last_updated": "2026-05-01T08:30:00Z"}""");
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        String tokenSessions = "/api/v1/tokens/" + customer.card().id() + "/sessions";
        String id = manager.get(tokenSessions)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].countryCode", equalTo("NL"))
                .body("items[0].status", equalTo("ACTIVE"))
                .extract()
                .path("items[0].id");

        // when then
        manager.get("/api/v1/sessions/" + id + "/charging-periods")
                .then()
                .statusCode(200)
                .body("startedAt", contains("2026-05-01T08:00:00Z", "2026-05-01T08:10:00Z"))
                .body("[0].endedAt", equalTo("2026-05-01T08:10:00Z"))
                .body("[1].endedAt", nullValue())
                .body("[1].tariffId", equalTo("T1"))
                .body("[1].dimensions.type", contains("ENERGY", "MAX_POWER"))
                .body("[1].dimensions[0].volume", equalTo(5.5f));
        Browser stranger = signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN);
        for (String path : new String[] {
            "/api/v1/sessions/" + id,
            "/api/v1/sessions/" + id + "/charging-periods",
            tokenSessions,
            "/api/v1/tokens/" + customer.card().id() + "/msp-cdrs",
            "/api/v1/profiles/" + customer.profile().id() + "/msp-cdrs"
        }) {
            stranger.get(path).then().statusCode(404);
        }
    }

    static String of(Customer customer, String partyId, String id, String status, String lastUpdated) {
        return SessionsAndCdrsTest.session(partyId, id, status, lastUpdated)
                .replace("04AABBCC", customer.card().uid().canonical())
                .replace("NL-VLT-C1", customer.card().contractId().compact());
    }
}
