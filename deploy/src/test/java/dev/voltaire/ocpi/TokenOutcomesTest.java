package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerSettings;
import dev.voltaire.token.TokenBlock;
import dev.voltaire.token.TokenBlocking;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class TokenOutcomesTest {
    @Inject
    PartnerConnecting connecting;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    TokenBlocking blocking;

    @Inject
    DataSource dataSource;

    @Inject
    Clock clock;

    private final ScriptedPartner cpo = new ScriptedPartner().offering("tokens", "RECEIVER");

    @AfterEach
    void close() {
        cpo.close();
    }

    @Test
    void whatAPartnerReadsFromOurListIsNotSentToIt() {
        // given a partner that takes no pushes for now
        Customer customer = customers.withACard();
        cpo.on("PUT", "/tokens", (exchange, request) -> ScriptedPartner.send(exchange, 503, "busy"));
        Registered partner = Registered.as(cpo, "TO2", connecting);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> at(operator, customer, partner).body("items[0].outcome", equalTo("RETRYING")));

        // when it pages through our list
        String url = "/ocpi/2.2.1/tokens?limit=50";
        while (url != null) {
            String link =
                    partner.request().get(url).then().statusCode(200).extract().header("Link");
            url = link == null ? null : link.substring(1, link.indexOf('>'));
        }

        // then
        at(operator, customer, partner)
                .body("items[0].outcome", equalTo("PULLED"))
                .body("items[0].lastError", nullValue())
                .body("items[0].confirmedVersion", greaterThan(0));

        // and a change is sent as ever
        cpo.on("PUT", "/tokens", (exchange, request) -> ScriptedPartner.send(exchange, 200, "{\"status_code\":1000}"));
        block(customer);
        operator.post("/api/v1/token-distributions/partners/" + partner.id() + "/retry")
                .then()
                .statusCode(200);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> at(operator, customer, partner).body("items[0].outcome", equalTo("DELIVERED")));
    }

    @Test
    void aSuspendedPartnerIsShownAsSuchAndGetsTheChangeWhenItIsResumed() {
        Customer customer = customers.withACard();
        Registered partner = Registered.as(cpo, "TO3", connecting);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> at(operator, customer, partner).body("items[0].outcome", equalTo("DELIVERED")));

        operator.post("/api/v1/partners/" + partner.id() + "/suspend").then().statusCode(200);
        block(customer);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> at(operator, customer, partner).body("items[0].outcome", equalTo("SUSPENDED")));
        operator.get("/api/v1/tokens/" + customer.card().id() + "/distributions?outcome=SUSPENDED&sort=-attempts")
                .then()
                .statusCode(200)
                .body("items[0].partner.partyId", equalTo("TO3"));
        operator.post("/api/v1/partners/" + partner.id() + "/resume").then().statusCode(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(pushes("PUT", customer).getLast().body()).contains("\"valid\":false"));
    }

    @Test
    void aTokenThatEndsByTimeAloneIsToldToPartnersAtThatMoment() {
        Customer customer = customers.withACard();
        Registered.as(cpo, "TO4", connecting);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(pushes("PUT", customer)).hasSize(1));

        validUntil(customer, clock.instant().plusSeconds(2));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(pushes("PUT", customer).getLast().body()).contains("\"valid\":false"));
    }

    @Test
    void aPartnerThatAppliesPatchIsSentTheChangeAloneAndTheWholeTokenWhenItDoesNotKnowIt() {
        // given
        Customer customer = customers.withACard();
        Registered partner = Registered.as(cpo, "TO5", connecting);
        connecting.adjust(
                partner.id(),
                new PartnerSettings(null, true, true, false, 200, 16, 200, false, false, false, null, false));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(pushes("PUT", customer)).hasSize(1));
        cpo.on(
                "PATCH",
                "/tokens",
                (exchange, request) -> ScriptedPartner.send(
                        exchange, 404, "{\"status_code\":2004,\"status_message\":\"unknown token\"}"));

        // when
        block(customer);

        // then
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(pushes("PUT", customer)).hasSize(2));
        assertThat(pushes("PATCH", customer))
                .singleElement()
                .satisfies(patch -> assertThat(patch.body())
                        .contains("\"valid\":false", "\"last_updated\":")
                        .doesNotContain("contract_id"));
        assertThat(pushes("PUT", customer).getLast().body()).contains("\"valid\":false", "\"contract_id\":");
    }

    @Test
    void aDeadAndASlowPartnerDelayNobodyAndTheDeadOneIsLeftAlone() {
        try (ScriptedPartner slow = new ScriptedPartner().offering("tokens", "RECEIVER");
                ScriptedPartner dead = new ScriptedPartner().offering("tokens", "RECEIVER")) {
            // given
            slow.on("PUT", "/tokens", (exchange, request) -> {
                Thread.sleep(3_000);
                ScriptedPartner.send(exchange, 200, "{\"status_code\":1000}");
            });
            Registered gone = Registered.as(dead, "TO6", connecting);
            dead.die();
            Registered sluggish = Registered.as(slow, "TO7", connecting);
            Registered well = Registered.as(cpo, "TO8", connecting);
            List<Customer> changed = java.util.stream.Stream.generate(customers::withACard)
                    .limit(10)
                    .toList();
            Instant since = clock.instant();

            // then
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(changed)
                            .allSatisfy(customer ->
                                    assertThat(pushes("PUT", customer)).isNotEmpty()));
            assertThat(Duration.between(since, clock.instant())).isLessThan(Duration.ofSeconds(5));
            Customer last = changed.getLast();
            Browser operator = signedIn.as(last.unit(), Role.PLATFORM_OPERATOR);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> at(operator, last, gone)
                            .body("items[0].outcome", equalTo("RETRYING"))
                            .body("items[0].attempts", greaterThan(0))
                            .body("items[0].lastError", containsString("left alone")));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> at(operator, last, sluggish).body("items[0].outcome", equalTo("DELIVERED")));
            at(operator, last, well).body("items[0].outcome", equalTo("DELIVERED"));
        }
    }

    private void block(Customer customer) {
        blocking.block(
                customer.card().id(),
                TokenBlock.Reason.values()[0],
                TokenBlock.Initiator.values()[0],
                null,
                Caller.SYSTEM);
    }

    private List<ScriptedPartner.Request> pushes(String method, Customer customer) {
        return cpo.requests(method, "/tokens/NL/VLT/" + customer.card().uid().canonical());
    }

    private static ValidatableResponse at(Browser operator, Customer customer, Registered partner) {
        return operator.get("/api/v1/tokens/" + customer.card().id() + "/distributions?partnerId=" + partner.id())
                .then()
                .statusCode(200);
    }

    private void validUntil(Customer customer, Instant until) {
        execute(
                "UPDATE token SET valid_until = ? WHERE id = ?",
                until.atOffset(ZoneOffset.UTC),
                customer.card().id());
    }

    private void execute(String sql, Object... values) {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
