package dev.voltaire.ocpi;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class PartnerDeskTest {
    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    private final ScriptedPartner cpo = new ScriptedPartner().offering("tokens", "RECEIVER");

    @AfterEach
    void close() {
        cpo.close();
    }

    @Test
    void theOperatorInvitesAPartnerAndSeesWhichTokensItHas() {
        // given
        Customer customer = customers.withACard();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);

        // when
        var invited = operator.body(Map.of("name", "Leplein", "type", "CPO"))
                .post("/api/v1/partners")
                .then()
                .statusCode(201)
                .body("versionsUrl", notNullValue())
                .extract();
        String id = invited.path("id");
        RegistrationTest.as(invited.path("registrationToken"))
                .body(cpo.credentials("PL2"))
                .post("/ocpi/2.2.1/credentials")
                .then()
                .statusCode(200)
                .body("status_code", equalTo(1000));

        // then
        operator.get("/api/v1/partners/" + id)
                .then()
                .body("status", equalTo("CONNECTED"))
                .body("version", equalTo("2.2.1"))
                .body("roles.partyId", hasItem("PL2"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> manager.get("/api/v1/tokens/" + customer.card().id() + "/distributions?partnerId=" + id)
                                .then()
                                .statusCode(200)
                                .body("items[0].outcome", equalTo("DELIVERED"))
                                .body("items[0].upToDate", equalTo(true))
                                .body("items[0].partner.partyId", equalTo("PL2")));
        manager.get("/api/v1/token-distributions/overview?partnerId=" + id)
                .then()
                .statusCode(200)
                .body("summary.success", greaterThanOrEqualTo(1))
                .body("partners.items[0].success", equalTo(1))
                .body("partners.items[0].partner.name", equalTo("Leplein"));
    }

    @Test
    void aRejectedTokenIsShownWithItsReasonAndRetried() {
        Customer customer = customers.withACard();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        cpo.on(
                "PUT",
                "/tokens",
                (exchange, request) -> ScriptedPartner.send(
                        exchange, 200, "{\"status_code\": 2001, \"status_message\": \"issuer unknown\"}"));
        String id = operator.body(Map.of("name", "Zunder", "type", "CPO"))
                .post("/api/v1/partners")
                .then()
                .extract()
                .path("id");
        String token = operator.post("/api/v1/partners/" + id + "/invite")
                .then()
                .statusCode(200)
                .extract()
                .path("registrationToken");
        RegistrationTest.as(token)
                .body(cpo.credentials("ZUN"))
                .post("/ocpi/2.2.1/credentials")
                .then()
                .statusCode(200);
        String distributions = "/api/v1/tokens/" + customer.card().id() + "/distributions";

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> operator.get(distributions + "?partnerId=" + id)
                        .then()
                        .body("items[0].outcome", equalTo("REJECTED"))
                        .body("items[0].attempts", equalTo(1))
                        .body("items[0].nextAttemptAt", notNullValue())
                        .body("items[0].lastError", equalTo("HTTP 200, OCPI 2001: issuer unknown")));

        cpo.on("PUT", "/tokens", (exchange, request) -> ScriptedPartner.send(exchange, 201, "{\"status_code\": 1000}"));
        operator.post(distributions + "/retry").then().statusCode(200).body("deliveries", greaterThanOrEqualTo(1));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> operator.get(distributions + "?partnerId=" + id)
                        .then()
                        .body("items[0].outcome", equalTo("DELIVERED")));
    }

    @Test
    void theDeskIsTheOperatorsOnly() {
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);

        manager.get("/api/v1/partners").then().statusCode(403);
        manager.post("/api/v1/token-distributions/retry").then().statusCode(403);
        manager.get("/api/v1/token-distributions/partners").then().statusCode(200);
    }
}
