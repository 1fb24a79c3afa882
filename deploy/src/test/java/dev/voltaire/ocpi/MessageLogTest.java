package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

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
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class MessageLogTest {
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
    void whatIsSaidIsNotedInBothDirectionsWithoutSecretsAndUids() {
        // given
        Customer customer = customers.withACard();
        String uid = customer.card().uid().canonical();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        Registered partner = Registered.as(cpo, "ML1", connecting);

        // when
        partner.request()
                .header("X-Correlation-ID", "asked-" + uid)
                .post("/ocpi/2.2.1/tokens/" + uid + "/authorize")
                .then()
                .statusCode(200);

        // then
        String asked = await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> list(operator, "correlationId=asked-" + uid)
                                .extract()
                                .path("items[0].id"),
                        id -> id != null);
        operator.get("/api/v1/ocpi-messages/" + asked)
                .then()
                .statusCode(200)
                .body("message.direction", equalTo("IN"))
                .body("message.module", equalTo("tokens"))
                .body("message.httpStatus", equalTo(200))
                .body("message.ocpiStatus", equalTo(1000))
                .body("message.partner.label", equalTo("Robocharge ML1"))
                .body("message.path", not(containsString(uid)))
                .body("answer", containsString("\"allowed\":\"ALLOWED\""))
                .body("answer", not(containsString(uid)))
                .body("allowedActions", hasSize(0));
        operator.post("/api/v1/ocpi-messages/" + asked + "/replay").then().statusCode(409);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> list(
                                operator,
                                "partnerId=" + partner.id() + "&direction=OUT&module=tokens&method=PUT&succeeded=true")
                        .body("items.size()", greaterThan(0)));
        list(operator, "module=credentials&partnerId=" + partner.id()).body("items", hasSize(1));
        String registration = list(operator, "module=credentials&partnerId=" + partner.id())
                .extract()
                .path("items[0].id");
        operator.get("/api/v1/ocpi-messages/" + registration)
                .then()
                .body("request", nullValue())
                .body("answer", nullValue())
                .body("requestSize", greaterThan(0));
    }

    @Test
    void aMessageIsTakenInAgainOnceAndAudited() {
        // given
        Customer customer = customers.withACard();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        Registered partner = Registered.as(cpo, "ML2", connecting);
        partner.put("sessions/S1", SessionsAndCdrsTest.session("ML2", "S1", "ACTIVE", "2026-05-01T08:00:00Z"))
                .statusCode(201);
        String message = await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> list(operator, "partnerId=" + partner.id() + "&module=sessions&direction=IN")
                                .extract()
                                .path("items[0].id"),
                        id -> id != null);

        // when
        String replay = operator.post("/api/v1/ocpi-messages/" + message + "/replay")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> operator.get("/api/v1/ocpi-messages/" + message)
                        .then()
                        .body("replays[0].id", equalTo(replay))
                        .body("replays[0].finishedAt", notNullValue())
                        .body("replays[0].httpStatus", equalTo(200))
                        .body("replays[0].ocpiStatus", equalTo(1000)));
        list(operator, "partnerId=" + partner.id() + "&module=sessions&sort=at").body("items.size()", greaterThan(0));
        operator.get("/api/v1/audit-events?entityType=ocpi-message&entityId=" + message)
                .then()
                .body("items.action", hasItem("ocpi-message-replayed"));
    }

    @Test
    void thePartnerShowsItsHealthAndItsSettingsAreEditedOnlyAsTheyWereSeen() {
        // given a partner that refuses everything, often enough to be left alone
        Customer customer = customers.withACard();
        for (int i = 0; i < 8; i++) {
            customers.withACard();
        }
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        cpo.on("PUT", "/tokens", (exchange, request) -> ScriptedPartner.send(exchange, 500, "broken"));
        Registered partner = Registered.as(cpo, "ML3", connecting);
        String address = "/api/v1/partners/" + partner.id();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> operator.get(address)
                        .then()
                        .statusCode(200)
                        .body("health.circuit", equalTo("LEFT_ALONE"))
                        .body("health.leftAloneUntil", notNullValue())
                        .body("health.tokens.total", greaterThan(0))
                        .body("health.tokens.confirmed", equalTo(0))
                        .body("health.tokens.oldestUnconfirmedSince", notNullValue())
                        .body("health.traffic.find { it.module == 'tokens' }.failuresInRow", greaterThan(0))
                        .body("health.traffic.find { it.module == 'tokens' }.lastFailure", containsString("HTTP 500"))
                        .body("lastExchanges.size()", greaterThan(0)));

        // when
        String seen = operator.get(address).then().extract().header("ETag");
        Map<String, Object> settings = operator.get(address).then().extract().path("settings");
        settings.put("requestsPerSecond", 7);
        operator.body(settings).patch(address + "/settings").then().statusCode(428);
        operator.header("If-Match", seen)
                .body(settings)
                .patch(address + "/settings")
                .then()
                .statusCode(200)
                .body("settings.requestsPerSecond", equalTo(7));
        operator.header("If-Match", seen)
                .body(settings)
                .patch(address + "/settings")
                .then()
                .statusCode(412);
        assertThat(operator.get(address).then().extract().header("ETag")).isNotEqualTo(seen);
    }

    @Test
    void whatIsPastKeepingIsRemovedByMonthsAndTheRestOneByOne() throws SQLException {
        // given a message of a month long gone, and one of a month of which some days are kept
        one("SELECT ensure_month_partitions('ocpi_message', date '2020-01-01', 1)");
        insert("2020-01-15T08:00:00Z", "old");
        insert(Instant.now().minus(Duration.ofDays(91)).toString(), "just past");
        insert(Instant.now().minus(Duration.ofDays(89)).toString(), "kept");

        jobs.stream()
                .filter(job -> job.name().equals("ocpi-message-retention"))
                .findFirst()
                .orElseThrow()
                .run();

        assertThat(one("SELECT to_regclass('ocpi_message_2020_01') IS NULL")).isEqualTo("t");
        assertThat(one("SELECT string_agg(request_id, ',') FROM ocpi_message WHERE correlation_id = 'retention'"))
                .isEqualTo("kept");
    }

    private void insert(String at, String requestId) throws SQLException {
        one("INSERT INTO ocpi_message (id, at, direction, module, method, path, succeeded, duration_ms, request_id,"
                + " correlation_id, request_size, answer_size) VALUES (uuidv7(), '" + at
                + "', 'IN', 'locations', 'PUT',"
                + " '/', true, 1, '" + requestId + "', 'retention', 0, 0) RETURNING 1");
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static ValidatableResponse list(Browser operator, String query) {
        return operator.get("/api/v1/ocpi-messages?" + query).then().statusCode(200);
    }
}
