package dev.voltaire.reimbursement;

import static dev.voltaire.reimbursement.HomeDriver.enter;
import static dev.voltaire.reimbursement.HomeDriver.line;
import static dev.voltaire.reimbursement.HomeDriver.today;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.reimbursement.HomeDriver.Home;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class PayoutTest {
    private static final String STATEMENTS = "/api/v1/reimbursement-statements";
    private static final String RUNS = "/api/v1/payout-runs";
    private static final YearMonth LAST_MONTH = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
    private static final Instant BEGIN = LAST_MONTH.atDay(10).atTime(12, 0).toInstant(ZoneOffset.UTC);

    @Inject
    HomeDriver homes;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Test
    void aMonthIsClosedOnceApprovedPaidAndTheBankReportsIt() {
        // given
        Home home = charged();
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        home.driver()
                .body(Map.of("holder", "Mia Laden", "iban", "NL91 ABNA 0417 1643 01"))
                .put("/api/v1/me/payout-account")
                .then()
                .statusCode(422);
        home.driver()
                .body(Map.of("holder", "Mia Laden", "iban", "NL91 ABNA 0417 1643 00"))
                .put("/api/v1/me/payout-account")
                .then()
                .statusCode(200)
                .body("maskedIban", equalTo("NL•• •••• 4300"));

        // when: closed twice
        Response closed = close(home);
        closed.then().statusCode(200).body("", hasSize(1)).body("[0].amount.amount", equalTo("3.00"));
        close(home).then().statusCode(200).body("", hasSize(0));
        String id = closed.path("[0].id");
        Response approved = approve(home, id);
        approved.then().statusCode(200).body("state", equalTo("APPROVED"));
        approve(home, id).then().statusCode(409);

        // then: one payment, on paper and in the file
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> home.driver()
                        .get("/api/v1/me/reimbursement-statements/" + id + "/document")
                        .then()
                        .statusCode(200)
                        .contentType("application/pdf"));
        Response paid = run(operator, home);
        paid.then().statusCode(200).body("run.payments", equalTo(1)).body("run.total.amount", equalTo("3.00"));
        String run = paid.path("run.id");
        String file = operator.get(RUNS + "/" + run + "/file")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(file).contains("NL91ABNA0417164300").contains("<InstdAmt Ccy=\"EUR\">3.00</InstdAmt>");
        operator.get(RUNS + "/" + run + "/payouts")
                .then()
                .statusCode(200)
                .body("items[0].maskedIban", equalTo("NL•• •••• 4300"))
                .body("items[0].state", equalTo("SENT"));
        run(operator, home).then().statusCode(200).body("run", equalTo(null));

        report(operator, run, file, "ACSC").then().statusCode(200).body("paid", equalTo(1));
        report(operator, run, file, "ACSC").then().statusCode(200).body("paid", equalTo(1));
        home.manager().get(STATEMENTS + "/" + id).then().body("state", equalTo("PAID"));
    }

    @Test
    void aPaymentTheBankRefusesIsPaidByTheNextRun() {
        // given
        Home home = charged();
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        account(home);
        String id = close(home).path("[0].id");
        approve(home, id).then().statusCode(200);
        String run = run(operator, home).path("run.id");
        String file = operator.get(RUNS + "/" + run + "/file").asString();

        // when
        report(operator, run, file, "RJCT").then().statusCode(200).body("failed", equalTo(1));

        // then
        home.manager().get(STATEMENTS + "/" + id).then().body("state", equalTo("APPROVED"));
        String next = run(operator, home).path("run.id");
        operator.post(RUNS + "/" + next + "/mark-paid").then().statusCode(200).body("paid", equalTo(1));
        home.manager().get(STATEMENTS + "/" + id).then().body("state", equalTo("PAID"));
    }

    @Test
    void withoutAnAccountADriverIsLeftOutByName() {
        // given
        Home home = charged();
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        approve(home, close(home).path("[0].id")).then().statusCode(200);

        // then
        run(operator, home)
                .then()
                .statusCode(200)
                .body("run", equalTo(null))
                .body("left[0].reason", equalTo("NO_ACCOUNT"))
                .body("left[0].amount.amount", equalTo("3.00"));
    }

    @Test
    void aRejectedStatementSetsItsLinesFreeAndALateLineIsInALaterOne() {
        // given
        Home home = charged();
        String first = close(home).path("[0].id");
        home.manager()
                .header("If-Match", etag(home, first))
                .body(Map.of("note", "Which car?"))
                .post(STATEMENTS + "/" + first + "/reject")
                .then()
                .statusCode(200)
                .body("state", equalTo("REJECTED"));

        // when
        Response second = close(home);
        homes.charge(home.charger(), home.card(), BEGIN.plus(Duration.ofDays(1)), 10_000, 20_000);
        HomeDriver.lines(home, "PRICED", 2);
        Response third = close(home);

        // then
        second.then().body("[0].revision", equalTo(2)).body("[0].amount.amount", equalTo("3.00"));
        third.then().body("[0].revision", equalTo(3)).body("[0].amount.amount", equalTo("3.00"));
    }

    @Test
    void aMonthThatIsNotOverIsNotClosedAndStrangersSeeNothing() {
        // given
        Home home = charged();
        String id = close(home).path("[0].id");
        Browser stranger = signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN);

        // then
        home.manager()
                .body(Map.of("month", YearMonth.now(ZoneOffset.UTC).toString()))
                .post(STATEMENTS)
                .then()
                .statusCode(400);
        stranger.get(STATEMENTS + "/" + id).then().statusCode(404);
        stranger.get(STATEMENTS + "/" + id + "/document").then().statusCode(404);
        stranger.body(Map.of(
                        "month",
                        LAST_MONTH.toString(),
                        "orgUnitId",
                        home.customer().unit().id()))
                .post(STATEMENTS)
                .then()
                .statusCode(404);
        stranger.get(STATEMENTS).then().body("totalItems", equalTo(0));
        signedIn.as(customers.withACard().driver())
                .get("/api/v1/me/reimbursement-statements/" + id + "/lines")
                .then()
                .statusCode(404);
        home.manager().body(Map.of()).post(RUNS).then().statusCode(403);
        home.manager().get(STATEMENTS + "?month=" + LAST_MONTH).then().body("items", hasSize(1));
        home.manager().get(STATEMENTS + "?month=never").then().statusCode(400);
        home.manager().get(STATEMENTS).then().body("items[0].profile.label", not(containsString("NL91")));
    }

    private Home charged() {
        Home home = homes.withAgreement();
        enter(home, "0.30", today().minusDays(120)).statusCode(201);
        homes.charge(home.charger(), home.card(), BEGIN, 0, 10_000);
        line(home, "PRICED");
        return home;
    }

    private static void account(Home home) {
        home.driver()
                .body(Map.of("holder", "Mia Laden", "iban", "DE89370400440532013000"))
                .put("/api/v1/me/payout-account")
                .then()
                .statusCode(200);
    }

    private static Response close(Home home) {
        return home.manager()
                .body(Map.of(
                        "month",
                        LAST_MONTH.toString(),
                        "orgUnitId",
                        home.customer().unit().id()))
                .post(STATEMENTS);
    }

    private static Response approve(Home home, String id) {
        return home.manager()
                .header("If-Match", etag(home, id))
                .body(Map.of())
                .post(STATEMENTS + "/" + id + "/approve");
    }

    private static String etag(Home home, String id) {
        return home.manager().get(STATEMENTS + "/" + id).header("ETag");
    }

    private static Response run(Browser operator, Home home) {
        String issuer = operator.body(Map.ofEntries(
                        Map.entry("legalName", "Invented Payer B.V."),
                        Map.entry("street", "Kade 1"),
                        Map.entry("postalCode", "1000 AA"),
                        Map.entry("city", "Amsterdam"),
                        Map.entry("country", "NL"),
                        Map.entry("vatNumber", "NL004495445B01"),
                        Map.entry("registrationNumber", "30261234"),
                        Map.entry("email", "pay@example.org"),
                        Map.entry("iban", "NL20INGB0001234567"),
                        Map.entry("party", "NL-VLT"),
                        Map.entry("timeZone", "Europe/Amsterdam")))
                .post("/api/v1/issuers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return operator.body(Map.of(
                        "issuerId", issuer, "orgUnitId", home.customer().unit().id()))
                .post(RUNS);
    }

    private static Response report(Browser operator, String run, String file, String status) {
        String endToEnd = file.replaceAll("(?s).*<EndToEndId>([^<]+)</EndToEndId>.*", "$1");
        String message = file.replaceAll("(?s).*<MsgId>([^<]+)</MsgId>.*", "$1");
        String report = "<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>" + message
                + "</OrgnlMsgId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>" + endToEnd
                + "</OrgnlEndToEndId><TxSts>" + status + "</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>"
                + "</CstmrPmtStsRpt></Document>";
        return RestAssured.given()
                .auth()
                .oauth2(operator.accessToken())
                .contentType("application/xml")
                .body(report.getBytes(StandardCharsets.UTF_8))
                .post(RUNS + "/" + run + "/status-reports");
    }
}
