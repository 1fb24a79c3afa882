package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Cdrs;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.partner.PartnerConnecting;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The test application runs with `voltaire.fraud.auto-block=true`.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class BlockingForFraudTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PARIS = "{\"latitude\": \"48.8566\", \"longitude\": \"2.3522\"}";
    private static final String MARSEILLE = "{\"latitude\": \"43.2965\", \"longitude\": \"5.3698\"}";

    @Inject
    PartnerConnecting connecting;

    @Inject
    Customers customers;

    @Inject
    Cdrs cdrs;

    @Inject
    SignedIn signedIn;

    private final ScriptedPartner cpo = new ScriptedPartner().offering("tokens", "RECEIVER");

    @AfterEach
    void close() {
        cpo.close();
    }

    @Test
    void aCardInTwoCitiesAtOnceIsBlockedEverywhereUntilTheBlockIsLifted() {
        // given a driver whose profile wants fraud looked for, and a partner that knows the card
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        wantsFraudLookedFor(manager, customer);
        Registered partner = Registered.as(cpo, "FB1", connecting);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pushes(customer)).isNotEmpty());
        authorise(partner, customer, "ALLOWED");

        // when
        cdrs.received(at(PARIS, customer));
        UUID second = cdrs.received(at(MARSEILLE, customer));

        // then
        String card = "/api/v1/tokens/" + customer.card().id();
        await().atMost(PATIENCE).untilAsserted(() -> manager.get(card).then().body("status", equalTo("BLOCKED")));
        String block = manager.get(card + "/blocks")
                .then()
                .statusCode(200)
                .body("items.reason", contains("FRAUD"))
                .body("items.initiator", contains("SYSTEM"))
                .extract()
                .path("items[0].id");
        manager.get("/api/v1/cpo-cdrs/" + second).then().body("findings.rule", hasItem("FRAUD_CARD_CLONED"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pushes(customer).getLast()).contains("\"valid\":false"));
        authorise(partner, customer, "BLOCKED");

        // when a third CDR says the same again
        cdrs.received(at(PARIS, customer));

        // then nothing is blocked twice
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        operator.get(card + "/blocks").then().body("items.reason", contains("FRAUD"));

        // when
        operator.post(card + "/blocks/" + block + "/lift").then().statusCode(200);

        // then
        operator.get(card).then().body("status", equalTo("ACTIVE"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pushes(customer).getLast()).contains("\"valid\":true"));
        authorise(partner, customer, "ALLOWED");
    }

    @Test
    void aDriverWhoDoesNotWantFraudLookedForIsNeverBlocked() {
        Customer customer = customers.withACard();

        cdrs.received(at(PARIS, customer));
        cdrs.received(at(MARSEILLE, customer));

        assertThat(cdrs.count(
                        "SELECT count(*) FROM token_block WHERE token_id = ?",
                        customer.card().id()))
                .isZero();
        assertThat(cdrs.count(
                        "SELECT count(*) FROM outbox_message WHERE event_type LIKE '%FraudSuspected' AND payload ->> 'tokenId' = ?::uuid::text",
                        customer.card().id()))
                .isZero();
    }

    private static void wantsFraudLookedFor(Browser manager, Customer customer) {
        String path = "/api/v1/profiles/" + customer.profile().id();
        String tag = manager.get(path).then().extract().header("ETag");
        manager.header("If-Match", tag)
                .body("{\"fraudDetectionEnabled\": true}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("fraudDetectionEnabled", equalTo(true));
    }

    private String at(String coordinates, Customer customer) {
        return Cdrs.json(customer, Cdrs.newId("f"), "5.00", cdrs.end(), "")
                .replace("\"country\": \"FRA\"", "\"country\": \"FRA\", \"coordinates\": " + coordinates);
    }

    private List<String> pushes(Customer customer) {
        String uid = customer.card().uid().canonical();
        return Stream.of("PUT", "PATCH")
                .flatMap(method -> cpo.requests(method, "/tokens").stream())
                .filter(request -> request.path().endsWith(uid))
                .map(ScriptedPartner.Request::body)
                .toList();
    }

    private static void authorise(Registered partner, Customer customer, String answer) {
        partner.request()
                .post("/ocpi/2.2.1/tokens/" + customer.card().uid().canonical() + "/authorize?type=RFID")
                .then()
                .statusCode(200)
                .body("data.allowed", equalTo(answer));
    }
}
