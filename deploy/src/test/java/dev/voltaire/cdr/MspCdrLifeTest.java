package dev.voltaire.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Cdrs;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class MspCdrLifeTest {
    @Inject
    Cdrs cdrs;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Test
    void bothCdrsShowEveryCentAndLeadToEachOther() {
        // given
        Customer customer = customers.withACard();
        UUID cpo = cdrs.received(customer, Cdrs.newId("s"), "5.00", "");
        UUID msp = cdrs.charged(cpo);
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);

        // when then
        manager.get("/api/v1/cpo-cdrs/" + cpo)
                .then()
                .statusCode(200)
                .body("mspCdrId", equalTo(msp.toString()))
                .body("durationSeconds", equalTo(3600))
                .body("location.countryName", equalTo("France"))
                .body("location.cpoPartyId", equalTo("CPO"))
                .body("authorization.method", equalTo("WHITELIST"))
                .body("costs.component", contains("FIXED", "RESERVATION", "PARKING", "ENERGY", "TIME", "OTHER"))
                .body("costs[3].received.amount", nullValue())
                .body("costs[3].received.reason", equalTo("PRICE_NOT_AVAILABLE"))
                .body("costs[3].calculatedLocal.amount.amount", equalTo("5.00"))
                .body("costs[3].calculatedBase.amount.currency", equalTo("EUR"))
                .body("total.received.amount.amount", equalTo("5.00"))
                .body("total.received.reason", nullValue())
                .body("exchange.source", notNullValue())
                .body("verdict", equalTo("OK"));
        manager.get("/api/v1/msp-cdrs/" + msp)
                .then()
                .statusCode(200)
                .body("cpoCdrId", equalTo(cpo.toString()))
                .body("costs", hasSize(7))
                .body("costs[3].component", equalTo("ENERGY"))
                .body("costs[3].amount.amount", equalTo("5.00"))
                .body("costs[6].amount", nullValue())
                .body("totalExclVat.amount", equalTo("5.00"))
                .body("totalInclVat.amount", equalTo("6.05"))
                .body("profile.label", equalTo("Mia Laden"));
        manager.get("/api/v1/msp-cdrs/" + msp + "/versions")
                .then()
                .statusCode(200)
                .body("version", contains(1))
                .body("reason", contains("RATED"))
                .body("current", contains(true));
        for (String page : new String[] {
            "/api/v1/tokens/" + customer.card().id(),
            "/api/v1/profiles/" + customer.profile().id()
        }) {
            manager.get(page + "/msp-cdrs?approvalState=APPROVED")
                    .then()
                    .statusCode(200)
                    .body("items.id", contains(msp.toString()));
            manager.get(page + "/msp-cdrs?approvalState=PENDING").then().body("items", empty());
        }
        Browser stranger = signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN);
        for (String path : new String[] {
            "/api/v1/cpo-cdrs/" + cpo, "/api/v1/msp-cdrs/" + msp, "/api/v1/msp-cdrs/" + msp + "/versions"
        }) {
            stranger.get(path).then().statusCode(404);
        }
    }

    @Test
    void theOperatorDecidesWhatIsChargedOn() {
        // given
        Customer customer = customers.withACard();
        String msp = "/api/v1/msp-cdrs/" + cdrs.charged(cdrs.received(customer, Cdrs.newId("a"), "5.00", ""));
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);

        // when then
        operator.get(msp)
                .then()
                .body("approvalState", equalTo("APPROVED"))
                .body("allowedActions", containsInAnyOrder("REJECT", "DISPUTE", "REOPEN"));
        manager.header("If-Match", "\"0\"")
                .body(Map.of())
                .post(msp + "/reject")
                .then()
                .statusCode(403);
        act(operator, msp, "reject", "0", 200)
                .body("approvalState", equalTo("REJECTED"))
                .body("approvalNote", equalTo("because"));
        act(operator, msp, "approve", "0", 412);
        act(operator, msp, "approve", "1", 409);
        act(operator, msp, "reopen", "1", 200).body("approvalState", equalTo("PENDING"));
        act(operator, msp, "approve", "2", 200).body("approvalState", equalTo("APPROVED"));
    }

    @Test
    void aDisputeEndsWithTheCreditOfTheOperator() {
        // given
        Customer customer = customers.withACard();
        String cdrId = Cdrs.newId("d");
        UUID cpo = cdrs.received(customer, cdrId, "5.00", "");
        UUID msp = cdrs.charged(cpo);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String dispute = open(operator, msp).statusCode(201).extract().header("Location");
        operator.get("/api/v1/msp-cdrs/" + msp)
                .then()
                .body("approvalState", equalTo("DISPUTED"))
                .body("allowedActions", empty());
        open(operator, msp).statusCode(409);
        operator.header("If-Match", "\"0\"")
                .body(Map.of("note", "by mail"))
                .post(dispute + "/send")
                .then()
                .statusCode(200)
                .body("state", equalTo("SENT"));

        // when
        UUID credit = cdrs.received(
                customer, cdrId + "-1", "-5.00", ", \"credit\": true, \"credit_reference_id\": \"" + cdrId + "\"");

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> operator.get(dispute)
                        .then()
                        .body("state", equalTo("ACCEPTED"))
                        .body("creditCpoCdrId", equalTo(credit.toString())));
        operator.get(dispute + "/entries").then().body("state", contains("OPEN", "SENT", "ACCEPTED"));
        operator.get("/api/v1/msp-cdrs/" + msp).then().body("approvalState", equalTo("APPROVED"));
        operator.get("/api/v1/cdr-disputes?partnerId=" + Cdrs.PARTNER + "&cpoCdrId=" + cpo)
                .then()
                .body("totalItems", equalTo(1))
                .body("items[0].expected.amount", equalTo("2.50"));
    }

    @Test
    void anOperatorThatStandsByItsCdrLeavesTheDecisionToUs() {
        // given
        Customer customer = customers.withACard();
        UUID msp = cdrs.charged(cdrs.received(customer, Cdrs.newId("r"), "5.00", ""));
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String dispute = open(operator, msp).extract().header("Location");

        // when
        operator.header("If-Match", "\"0\"")
                .body(Map.of())
                .post(dispute + "/reject")
                .then()
                .statusCode(200);

        // then
        operator.get("/api/v1/msp-cdrs/" + msp).then().body("approvalState", equalTo("PENDING"));
        operator.header("If-Match", "\"1\"")
                .body(Map.of())
                .post(dispute + "/send")
                .then()
                .statusCode(409);
        assertThat(operator.get("/api/v1/cdr-disputes/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    private static ValidatableResponse act(Browser operator, String msp, String action, String revision, int status) {
        return operator.header("If-Match", "\"" + revision + "\"")
                .body(Map.of("note", "because"))
                .post(msp + "/" + action)
                .then()
                .statusCode(status);
    }

    private static ValidatableResponse open(Browser operator, UUID msp) {
        return operator.body(Map.of("mspCdrId", msp, "reason", "half of it was another car's", "expectedTotal", 2.5))
                .post("/api/v1/cdr-disputes")
                .then();
    }
}
