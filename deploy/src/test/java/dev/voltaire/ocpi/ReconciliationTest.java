package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.partner.PartnerConnecting;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class ReconciliationTest {
    @Inject
    PartnerConnecting connecting;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    private final ScriptedPartner cpo =
            new ScriptedPartner().offering("cdrs", "SENDER").offering("sessions", "SENDER");

    @AfterEach
    void close() {
        cpo.close();
    }

    @Test
    void aCdrThatWasNeverPushedIsFoundTakenInAndReported() {
        // given one that is pushed, one that never was, one that is listed otherwise, and one nobody can read
        Registered partner = Registered.as(cpo, "RC1", connecting);
        awaitReports(partner, 1);
        partner.request().body(SessionsAndCdrsTest.cdr("RC1", "PUSHED", "6.05")).post("/ocpi/2.2.1/cdrs");
        partner.request()
                .body(SessionsAndCdrsTest.cdr("RC1", "CHANGED", "1.00"))
                .post("/ocpi/2.2.1/cdrs");
        cpo.listing(
                "/cdrs",
                List.of(
                        SessionsAndCdrsTest.cdr("RC1", "PUSHED", "6.05"),
                        SessionsAndCdrsTest.cdr("RC1", "LOST", "7.15"),
                        SessionsAndCdrsTest.cdr("RC1", "CHANGED", "2.00"),
                        "{\"country_code\": \"NL\", \"party_id\": \"RC1\"}"),
                2);

        // when
        Browser operator = operator();
        operator.post("/api/v1/partners/" + partner.id() + "/readings/cdrs")
                .then()
                .statusCode(200);

        // then
        String report = awaitReports(partner, 2);
        operator.get("/api/v1/partners/" + partner.id() + "/reconciliations")
                .then()
                .body("items[0].listed", equalTo(4))
                .body("items[0].missed", equalTo(1))
                .body("items[0].contrary", equalTo(1))
                .body("items[0].setAside", equalTo(1))
                .body("items[0].since", notNullValue());
        operator.get("/api/v1/partners/" + partner.id() + "/reconciliations/" + report + "/cdrs?kind=NEVER_PUSHED")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].cdrId", equalTo("LOST"))
                .body("items[0].totalCost.amount", equalTo("7.15"));
        operator.get("/api/v1/partners/" + partner.id() + "/findings")
                .then()
                .body("code", hasItems("set-aside", "listed-otherwise"));
        assertThat(cpo.requests("GET", "/cdrs").getFirst().query()).contains("date_from=");

        // and what was reported once is not reported every day
        operator.post("/api/v1/partners/" + partner.id() + "/readings/cdrs")
                .then()
                .statusCode(200);
        awaitReports(partner, 3);
        operator.get("/api/v1/partners/" + partner.id() + "/reconciliations")
                .then()
                .body("items[0].missed", equalTo(0))
                .body("items[0].contrary", equalTo(0))
                .body("items[0].setAside", equalTo(0));
        operator.get("/api/v1/partners/" + partner.id() + "/findings?size=100")
                .then()
                .body("find { it.code == 'set-aside' && it.module == 'cdrs' }.occurrences", equalTo(1));
    }

    @Test
    void missedSessionsAreReadAndThoseThatGoOnForEverAreShown() {
        // given a session that was never pushed, one that has just begun, and one bad object between them
        Registered partner = Registered.as(cpo, "RC2", connecting);
        String now = Instant.now().toString();
        cpo.listing(
                "/sessions",
                List.of(
                        SessionsAndCdrsTest.session("RC2", "OLD", "PENDING", "2026-05-01T08:00:00Z"),
                        "{\"id\": \"BAD\", \"country_code\": \"NL\", \"party_id\": \"RC2\"}",
                        SessionsAndCdrsTest.session("RC2", "NEW", "ACTIVE", now)),
                1);
        Browser operator = operator();

        // when
        operator.post("/api/v1/partners/" + partner.id() + "/readings/sessions")
                .then()
                .statusCode(200);

        // then
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            partner.get("sessions/OLD").statusCode(200).body("data.status", equalTo("PENDING"));
            partner.get("sessions/NEW").statusCode(200).body("data.status", equalTo("ACTIVE"));
        });
        operator.get("/api/v1/sessions?stale=true&origin=ROAMING&q=OLD&size=100")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].status", equalTo("PENDING"));
        operator.get("/api/v1/sessions?stale=true&q=NEW").then().body("items", hasSize(0));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> operator.get("/api/v1/partners/" + partner.id())
                        .then()
                        .body("readings.find { it.module == 'sessions' }.setAside", equalTo(1))
                        .body("readings.find { it.module == 'sessions' }.lastOutcome", equalTo("COMPLETE")));
    }

    private String awaitReports(Registered partner, int reports) {
        Browser operator = operator();
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> operator.get("/api/v1/partners/" + partner.id() + "/reconciliations")
                                .then()
                                .statusCode(200)
                                .extract(),
                        answer -> answer.<Integer>path("totalItems") >= reports)
                .path("items[0].id");
    }

    private Browser operator() {
        return signedIn.as(customers.withACard().unit(), Role.PLATFORM_OPERATOR);
    }
}
