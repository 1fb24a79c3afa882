package dev.voltaire.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.voltaire.fake.ScriptedCharger;
import dev.voltaire.harness.Api;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Voltaire;
import dev.voltaire.harness.VoltaireProcess;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A driver asks to be paid back for a second charger at home, and is: from the request to the bank's report.
class HomeReimbursementTest {
    private static final YearMonth LAST_MONTH = YearMonth.now(ZoneOffset.UTC).minusMonths(1);

    private final VoltaireProcess voltaire = Voltaire.shared();

    @Test
    void whatADriverChargedAtHomeLastMonthIsPaidOut() {
        // given: a charger of the company at the driver's home, and the driver's bank account
        String name = "Home office " + UUID.randomUUID();
        Response profiles = driver().get("/api/v1/me/profiles");
        String unit = profiles.then().statusCode(200).extract().path("[0].orgUnit.id");
        String profile = profiles.path("[0].id");
        Response charger = manager()
                .body(Map.of("name", name, "orgUnitId", unit, "identity", "JOURNEY-PAYOUT"))
                .post("/api/v1/home-chargers");
        charger.then().statusCode(201);
        driver().body(Map.of("holder", "Dora Driver", "iban", "NL91 ABNA 0417 1643 00"))
                .put("/api/v1/me/payout-account")
                .then()
                .statusCode(200);

        // when: asked for, approved, accepted
        agree(profile, charger.path("id"));
        charge(charger.path("password"));

        // then: one line, one statement, one payment
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(manager()
                                .get("/api/v1/reimbursements?chargerId=" + charger.path("id"))
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath()
                                .getList("items.amount.amount"))
                        .containsExactly("2.88"));
        String statement = statement(profile);
        String run = payout();
        String file =
                download(Demo.OPERATOR, "/api/v1/payout-runs/" + run + "/file").asString();
        assertThat(file).contains("NL91ABNA0417164300", "pain.001.001.09");
        reportSettled(run, file);
        assertThat(driver().get("/api/v1/me/reimbursement-statements")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getString("items.find { it.id == '" + statement + "' }.state"))
                .isEqualTo("PAID");
    }

    private void agree(String profile, String charger) {
        Response asked = driver().body(Map.of(
                        "profileId",
                        profile,
                        "terms",
                        Map.of(
                                "chargerId",
                                charger,
                                "target",
                                "PROFILE",
                                "startsOn",
                                LAST_MONTH.atDay(1).toString())))
                .post("/api/v1/me/reimbursement-agreements");
        asked.then().statusCode(201);
        manager()
                .header("If-Match", asked.header("ETag"))
                .body(Map.of("note", "Welcome"))
                .post("/api/v1/reimbursement-agreements/" + asked.path("id") + "/approve")
                .then()
                .statusCode(200);
        driver().body(Map.of())
                .post("/api/v1/me/reimbursement-agreements/" + asked.path("id") + "/accept")
                .then()
                .statusCode(200);
    }

    /// 10 kWh at the demo driver's 0.2876 EUR, told by a charger that was offline until now.
    private void charge(String password) {
        Instant start = LAST_MONTH.atDay(12).atTime(18, 0).toInstant(ZoneOffset.UTC);
        try (var wallbox =
                ScriptedCharger.connect(voltaire.ocpp(), "JOURNEY-PAYOUT", password, ScriptedCharger.OCPP_16)) {
            wallbox.call("BootNotification", """
                    {"chargePointVendor": "Northlight", "chargePointModel": "Wall 11"}""");
            int transaction = wallbox.call("StartTransaction", """
                            {"connectorId": 1, "idTag": "%s", "meterStart": 0, "timestamp": "%s"}""".formatted(Demo.CARD, start))
                    .path("transactionId")
                    .asInt();
            wallbox.call("StopTransaction", """
                    {"transactionId": %d, "idTag": "%s", "meterStop": 10000, "timestamp": "%s"}""".formatted(transaction, Demo.CARD, start.plusSeconds(7200)));
        }
    }

    private String statement(String profile) {
        String id = manager()
                .body(Map.of("month", LAST_MONTH.toString()))
                .post("/api/v1/reimbursement-statements")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("find { it.profile.id == '" + profile + "' }.id");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                download(Demo.DRIVER, "/api/v1/me/reimbursement-statements/" + id + "/document")
                                        .asByteArray())
                        .startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII)));
        String version = manager().get("/api/v1/reimbursement-statements/" + id).header("ETag");
        manager()
                .header("If-Match", version)
                .body(Map.of())
                .post("/api/v1/reimbursement-statements/" + id + "/approve")
                .then()
                .statusCode(200);
        return id;
    }

    private String payout() {
        String issuer = operator()
                .get("/api/v1/issuers")
                .then()
                .statusCode(200)
                .extract()
                .path("[0].id");
        return operator()
                .body(Map.of("issuerId", issuer))
                .post("/api/v1/payout-runs")
                .then()
                .statusCode(200)
                .extract()
                .path("run.id");
    }

    private void reportSettled(String run, String file) {
        String report = "<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>"
                + file.replaceAll("(?s).*<MsgId>([^<]+)</MsgId>.*", "$1")
                + "</OrgnlMsgId><GrpSts>ACSC</GrpSts></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>";
        Api.of(voltaire)
                .carelessly()
                .header("Authorization", bearer(Demo.OPERATOR))
                .contentType("application/xml")
                .body(report.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/payout-runs/" + run + "/status-reports")
                .then()
                .statusCode(200);
    }

    private Response download(String email, String path) {
        return Api.of(voltaire)
                .carelessly()
                .header("Authorization", bearer(email))
                .get(path);
    }

    private RequestSpecification manager() {
        return Api.of(voltaire).as(Demo.MANAGER, Demo.PASSWORD);
    }

    private RequestSpecification driver() {
        return Api.of(voltaire).as(Demo.DRIVER, Demo.PASSWORD);
    }

    private RequestSpecification operator() {
        return Api.of(voltaire).as(Demo.OPERATOR, Demo.PASSWORD);
    }

    private String bearer(String email) {
        return "Bearer " + Api.of(voltaire).signIn(email, Demo.PASSWORD);
    }
}
