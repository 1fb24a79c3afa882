package dev.voltaire.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Cdrs;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerKind;
import dev.voltaire.value.PartyId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class SessionWatchTest {
    @Inject
    SessionWatch watch;

    @Inject
    RoamingSessions sessions;

    @Inject
    PartnerConnecting connecting;

    @Inject
    FindingLog findings;

    @Inject
    Customers customers;

    @Inject
    Cdrs cdrs;

    @Inject
    SignedIn signedIn;

    @Inject
    Clock clock;

    @Test
    void aSessionThatGoesOnForEverIsPointedOutOnceUntilItEnds() {
        // given
        Customer customer = customers.withACard();
        UUID partner = partner();
        String id = Cdrs.newId("stale");
        receive(partner, customer, id, SessionStatus.ACTIVE, ago(30), null, ago(26));
        receive(partner, customer, Cdrs.newId("fresh"), SessionStatus.ACTIVE, ago(2), null, ago(1));
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);

        // when
        watch.run();
        watch.run();

        // then
        alerts(operator, partner)
                .body("items.kind", contains("STALE"))
                .body("items[0].session.label", equalTo(id))
                .body("items[0].allowedActions", contains("dismiss"));
        assertThat(findings.of(partner, 0, 10)).singleElement().satisfies(found -> {
            assertThat(found.finding().code()).isEqualTo("session-stale");
            assertThat(found.finding().objectId()).isEqualTo(id);
            assertThat(found.occurrences()).isEqualTo(1);
        });

        // when
        receive(partner, customer, id, SessionStatus.COMPLETED, ago(30), ago(26), clock.instant());
        watch.run();

        // then
        alerts(operator, partner).body("items", empty());
        operator.get("/api/v1/session-alerts?partnerId=" + partner)
                .then()
                .body("items.resolution", contains("SETTLED"));
    }

    @Test
    void aSessionThatEndedWithoutACdrIsPointedOutUntilItsCdrComes() {
        // given
        Customer customer = customers.withACard();
        UUID partner = partner();
        String id = Cdrs.newId("lost");
        receive(partner, customer, id, SessionStatus.COMPLETED, ago(24 * 8 + 1), ago(24 * 8), ago(24 * 8));
        receive(partner, customer, Cdrs.newId("young"), SessionStatus.COMPLETED, ago(3), ago(2), ago(2));
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);

        // when
        watch.run();

        // then
        alerts(operator, partner)
                .body("items.kind", contains("WITHOUT_CDR"))
                .body("items[0].session.label", equalTo(id));
        operator.get("/api/v1/sessions?stale=true&partnerId=" + partner)
                .then()
                .body("items.sessionId", contains(id))
                .body("items[0].stale", equalTo(true));

        // when
        cdrs.received(Cdrs.json(customer, id, "5.00", ago(24 * 8), "").replace("\"s-1\"", "\"" + id + "\""));
        watch.run();

        // then
        alerts(operator, partner).body("items", empty());
        operator.get("/api/v1/sessions?partnerId=" + partner + "&sessionId=" + id)
                .then()
                .body("items[0].stale", equalTo(false));
    }

    @Test
    void whatSomebodyDismissedIsNotPointedOutAgain() {
        // given
        Customer customer = customers.withACard();
        UUID partner = partner();
        receive(partner, customer, Cdrs.newId("dead"), SessionStatus.PENDING, ago(50), null, ago(49));
        watch.run();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String alert = alerts(operator, partner).extract().path("items[0].id");

        // when
        operator.body(Map.of("note", ""))
                .post("/api/v1/session-alerts/" + alert + "/dismiss")
                .then()
                .statusCode(422);
        operator.body(Map.of("note", "the operator has lost it"))
                .post("/api/v1/session-alerts/" + alert + "/dismiss")
                .then()
                .statusCode(200)
                .body("resolution", equalTo("DISMISSED"));
        watch.run();

        // then
        alerts(operator, partner).body("items", empty());
        operator.body(Map.of("note", "again"))
                .post("/api/v1/session-alerts/" + alert + "/dismiss")
                .then()
                .statusCode(409);
        signedIn.as(customers.unit(null), Role.SUPPORT_AGENT)
                .body(Map.of("note", "mine?"))
                .post("/api/v1/session-alerts/" + alert + "/dismiss")
                .then()
                .statusCode(404);
        signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN)
                .get("/api/v1/session-alerts")
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse alerts(Browser operator, UUID partner) {
        return operator.get("/api/v1/session-alerts?open=true&partnerId=" + partner)
                .then()
                .statusCode(200);
    }

    private UUID partner() {
        return connecting
                .invite("Robocharge " + UUID.randomUUID(), PartnerKind.CPO)
                .partnerId();
    }

    private Instant ago(int hours) {
        return clock.instant().minus(Duration.ofHours(hours));
    }

    private void receive(
            UUID partner,
            Customer customer,
            String id,
            SessionStatus status,
            Instant start,
            @Nullable Instant end,
            Instant lastUpdated) {
        sessions.receive(
                partner,
                new RoamingSessions.Fact(
                        new PartyId("FR", "CPO"),
                        id,
                        status,
                        customer.card().uid().canonical(),
                        null,
                        null,
                        "WHITELIST",
                        "L1",
                        "E1",
                        "1",
                        null,
                        start,
                        end,
                        BigDecimal.ZERO,
                        "EUR",
                        null,
                        lastUpdated,
                        null,
                        false,
                        "{}"),
                clock.instant());
    }
}
