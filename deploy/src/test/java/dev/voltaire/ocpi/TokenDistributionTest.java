package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.identity.Caller;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.token.TokenBlock;
import dev.voltaire.token.TokenBlocking;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class TokenDistributionTest {
    @Inject
    PartnerConnecting connecting;

    @Inject
    Customers customers;

    @Inject
    TokenBlocking blocking;

    private final ScriptedPartner cpo = new ScriptedPartner().offering("tokens", "RECEIVER");

    @AfterEach
    void close() {
        cpo.close();
    }

    @Test
    void aNewPartnerGetsEveryTokenAndEveryChangeAfterwards() {
        Customer customer = customers.withACard();
        String uid = customer.card().uid().canonical();
        Registered.as(cpo, "TD1", connecting);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(pushes(uid)).hasSize(1));
        assertThat(pushes(uid).getFirst().body())
                .contains("\"valid\":true", "\"country_code\":\"NL\"", "\"party_id\":\"VLT\"", "\"type\":\"RFID\"")
                .contains("\"whitelist\":\"ALLOWED\"", "\"issuer\":", "\"contract_id\":", "\"last_updated\":");
        assertThat(pushes(uid).getFirst().headers())
                .containsKeys("x-request-id", "x-correlation-id", "ocpi-to-party-id", "ocpi-from-party-id");

        blocking.block(
                customer.card().id(),
                TokenBlock.Reason.values()[0],
                TokenBlock.Initiator.values()[0],
                null,
                Caller.SYSTEM);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(pushes(uid).getLast().body()).contains("\"valid\":false"));
    }

    @Test
    void aDeadPartnerDelaysNobody() {
        try (ScriptedPartner dead = new ScriptedPartner().offering("tokens", "RECEIVER")) {
            dead.on("PUT", "/tokens", (exchange, request) -> Thread.sleep(60_000));
            Registered.as(dead, "TD2", connecting);
            Registered.as(cpo, "TD3", connecting);

            Customer customer = customers.withACard();

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(pushes(customer.card().uid().canonical()))
                            .isNotEmpty());
        }
    }

    @Test
    void tokensArriveWhenAPartnerRecovers() {
        // given a partner that fails, and is left alone for a while after some failures
        cpo.on("PUT", "/tokens", (exchange, request) -> ScriptedPartner.send(exchange, 503, "<html>busy</html>"));
        String uid = customers.withACard().card().uid().canonical();
        Registered.as(cpo, "TD4", connecting);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !cpo.requests("PUT", "/tokens").isEmpty());

        // when
        cpo.on("PUT", "/tokens", (exchange, request) -> ScriptedPartner.send(exchange, 200, "{\"status_code\":1000}"));

        // then
        int before = pushes(uid).size();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(pushes(uid)).hasSizeGreaterThan(before));
    }

    @Test
    void aPartnerPullsTheTokensPageByPage() {
        Customer customer = customers.withACard();
        customers.withACard();
        Registered partner = Registered.as(cpo, "TD5", connecting);

        String link = partner.request()
                .get("/ocpi/2.2.1/tokens?limit=1&date_from=2020-01-01T00:00:00")
                .then()
                .statusCode(200)
                .header("X-Total-Count", notNullValue())
                .header("X-Limit", equalTo("1"))
                .body("data.size()", equalTo(1))
                .extract()
                .header("Link");
        assertThat(link).contains("offset=1", "limit=1", "date_from=2020-01-01", "rel=\"next\"");
        String next = link.substring(1, link.indexOf('>'));
        partner.request().get(next).then().statusCode(200).body("data.size()", equalTo(1));

        List<String> uids = partner.request()
                .get("/ocpi/2.2.1/tokens/")
                .then()
                .header("X-Limit", equalTo("1000"))
                .extract()
                .path("data.uid");
        assertThat(uids).contains(customer.card().uid().canonical());
        partner.request()
                .get("/ocpi/2.2.1/tokens?date_from=2099-01-01T00:00:00Z")
                .then()
                .header("X-Total-Count", equalTo("0"))
                .body("data.size()", equalTo(0));
        partner.request().get("/ocpi/2.2.1/tokens?limit=x").then().body("status_code", equalTo(2001));
        partner.request().body("{}").put("/ocpi/2.2.1/tokens/NL/VLT/1").then().statusCode(404);
    }

    @Test
    void aTokenIsAuthorisedInRealTime() {
        Customer customer = customers.withACard();
        String uid = customer.card().uid().canonical();
        Registered partner = Registered.as(cpo, "TD6", connecting);

        partner.request()
                .body("{\"location_id\": \"LOC1\", \"evse_uids\": [\"E1\"]}")
                .post("/ocpi/2.2.1/tokens/" + uid + "/authorize?type=RFID")
                .then()
                .statusCode(200)
                .body("status_code", equalTo(1000))
                .body("data.allowed", equalTo("ALLOWED"))
                .body("data.token.uid", equalTo(uid))
                .body("data.location.evse_uids[0]", equalTo("E1"))
                .body("data.authorization_reference", notNullValue());
        partner.request()
                .post("/ocpi/2.2.1/tokens/" + uid + "/authorize")
                .then()
                .body("data.allowed", equalTo("ALLOWED"))
                .body("data", not(hasKey("location")));
        partner.request()
                .post("/ocpi/2.2.1/tokens/0499999999/authorize")
                .then()
                .statusCode(404)
                .body("status_code", equalTo(2004))
                .body("$", not(hasKey("data")));
        partner.request()
                .body("{oops")
                .post("/ocpi/2.2.1/tokens/" + uid + "/authorize")
                .then()
                .statusCode(400);
        QuarkusTransaction.requiringNew()
                .run(() -> blocking.block(
                        customer.card().id(),
                        TokenBlock.Reason.values()[0],
                        TokenBlock.Initiator.values()[0],
                        null,
                        Caller.SYSTEM));
        partner.request()
                .post("/ocpi/2.2.1/tokens/" + uid + "/authorize?token_type=RFID")
                .then()
                .statusCode(200)
                .body("data.allowed", equalTo("BLOCKED"))
                .body("data.token.valid", equalTo(false));
    }

    private List<ScriptedPartner.Request> pushes(String uid) {
        return cpo.requests("PUT", "/tokens/NL/VLT/" + uid);
    }
}
