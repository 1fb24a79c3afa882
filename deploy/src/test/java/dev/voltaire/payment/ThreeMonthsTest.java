package dev.voltaire.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.BankFile;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.fixture.TestClock;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.invoice.InvoiceWorld;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import dev.voltaire.payment.PaymentProvider.What;
import dev.voltaire.payment.SimulatedProvider.Webhook;
import dev.voltaire.reimbursement.HomeDriver;
import dev.voltaire.reimbursement.HomeDriver.Home;
import dev.voltaire.reimbursement.agreement.Agreement;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Three months of one customer, lived through day by day on a clock that the test moves.
@QuarkusTest
@WithTestResource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class ThreeMonthsTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final LocalDate FIRST_DAY = LocalDate.now(ZONE);

    @Inject
    InvoiceWorld world;

    @Inject
    HomeDriver homes;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    SimulatedProvider provider;

    @Inject
    TestClock clock;

    private final String iban =
            "NL20INGB%010d".formatted(ThreadLocalRandom.current().nextLong(9_999_999_999L));
    private Customer customer;
    private User operating;
    private User managing;
    private Browser operator;
    private String issuer;
    private Home home;

    @AfterEach
    void backToNow() {
        clock.backToNow();
    }

    @Test
    void threeMonthsReadLikeABankStatement() {
        // given: a subscription of 5.00 a month, a direct debit mandate, and a driver with a charger at home
        customer = world.customer(PaymentMethod.DIRECT_DEBIT);
        operating = customers.user(customer.unit(), Role.PLATFORM_OPERATOR);
        operator = signedIn.as(operating);
        issuer = world.issuer(operator, Map.of("iban", iban));
        world.subscribed(customer, FIRST_DAY);
        mandate();
        charger();

        // when: the first month is charged on the road and at home, collected and paid
        String session = chargedOn(10, "15.03");
        chargedAtHomeOn(12);
        String first = closed(0);
        paidByDebit(collected(0));

        // when: in the second month a session of the first turns up, the company approves what the driver gets back
        // for charging at home, and the debit bounces
        chargedOn(40, "10.00");
        world.charged(operator, customer, "7.00", noon(20));
        comes(endOf(1).plus(Duration.ofHours(1)));
        approveHomeCharging();
        String second = closed(1);
        bounced(collected(1));
        paidByLink(second);

        // when: the operator of the first session takes it back
        comes(noon(65));
        String credited = world.credited(operator, customer, session, "15.03", noon(10));
        operator.request()
                .body(Map.of("mspCdrIds", List.of(world.mspCdr(operator, credited)), "reason", "Taken back"))
                .post("/api/v1/invoices/" + first + "/credit")
                .then()
                .statusCode(201);

        // when: nobody charges in the third month, and the customer transfers the fee
        String third = closed(2);
        transferred(third, "6.05");

        // then
        assertThat(statement())
                .containsExactly(
                        "1 DEBIT 24.24 PAID: Sessions 15.03, Subscription 5.00; debit 24.24",
                        "2 DEBIT 29.62 PAID: Sessions 10.00, Sessions 7.00, Subscription 5.00, Reimbursement 3.00; "
                                + "debit 29.62 failed AM04, online 29.62",
                        "3 CREDIT -18.19: Sessions -15.03",
                        "4 DEBIT 6.05 PAID: Subscription 5.00; transfer 6.05");
    }

    /// The session ends at noon and its CDR comes an hour later.
    private String chargedOn(int day, String total) {
        comes(noon(day).plus(Duration.ofHours(1)));
        return world.charged(operator, customer, total, noon(day));
    }

    /// Whoever was signed in has to sign in again by then.
    private void comes(Instant instant) {
        clock.moveTo(instant);
        operator = signedIn.again(operating);
        home = new Home(customer, home.charger(), signedIn.again(managing), signedIn.again(customer.driver()));
    }

    private void charger() {
        managing = customers.user(customer.unit(), Role.ORG_UNIT_ADMIN);
        home = new Home(customer, homes.charger(customer), signedIn.as(managing), signedIn.as(customer.driver()));
        homes.agree(home, Agreement.Target.PROFILE);
        HomeDriver.enter(home, "0.30", FIRST_DAY.minusDays(30)).statusCode(201);
    }

    private void chargedAtHomeOn(int day) {
        comes(noon(day).plus(Duration.ofHours(3)));
        homes.charge(home.charger(), home.card(), noon(day), 0, 10_000);
        HomeDriver.line(home, "PRICED");
    }

    private void approveHomeCharging() {
        String statements = "/api/v1/reimbursement-statements";
        YearMonth month = YearMonth.from(noon(12).atZone(ZoneOffset.UTC));
        String address = statements + "/"
                + home.manager()
                        .body(Map.of(
                                "month",
                                month.toString(),
                                "orgUnitId",
                                customer.unit().id()))
                        .post(statements)
                        .then()
                        .statusCode(200)
                        .extract()
                        .<String>path("[0].id");
        home.manager()
                .header("If-Match", home.manager().get(address).header("ETag"))
                .body(Map.of())
                .post(address + "/approve")
                .then()
                .statusCode(200);
    }

    private void mandate() {
        operator.request()
                .body(Map.of(
                        "scheme", "CORE",
                        "holder", "Windmolen B.V.",
                        "iban", "DE89370400440532013000",
                        "signedOn", FIRST_DAY.toString()))
                .post("/api/v1/org-units/" + customer.unit().id() + "/mandates")
                .then()
                .statusCode(201);
    }

    private static Instant noon(int day) {
        return FIRST_DAY.plusDays(day).atTime(12, 0).atZone(ZONE).toInstant();
    }

    /// A month ends at noon of the day on which its subscription fee is due.
    private static Instant endOf(int month) {
        return FIRST_DAY.plusMonths(month + 1L).atTime(12, 0).atZone(ZONE).toInstant();
    }

    private String closed(int month) {
        Instant start = FIRST_DAY.plusMonths(month).atTime(12, 0).atZone(ZONE).toInstant();
        Instant end = endOf(month);
        comes(end.plus(Duration.ofHours(2)));
        return operator.request()
                .body(Map.of(
                        "issuerId", issuer,
                        "periodStart", start.toString(),
                        "periodEnd", end.toString(),
                        "orgUnitIds", List.of(customer.unit().id()),
                        "dryRun", false))
                .post("/api/v1/invoice-runs")
                .then()
                .statusCode(200)
                .extract()
                .path("invoices[0].invoiceId");
    }

    /// @return by which the bank tells what became of the one debit in the file
    private String collected(int month) {
        String id = operator.request()
                .body(Map.of(
                        "issuerId",
                        issuer,
                        "collectOn",
                        FIRST_DAY.plusMonths(month + 1L).plusDays(20).toString()))
                .post("/api/v1/direct-debit-collections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String file = operator.request()
                .accept("application/xml")
                .get("/api/v1/direct-debit-collections/" + id + "/file")
                .asString();
        return file.substring(file.indexOf("<EndToEndId>") + 12, file.indexOf("</EndToEndId>"));
    }

    private void paidByDebit(String endToEnd) {
        booked("24.24", "CRDT", "", endToEnd, null);
    }

    private void bounced(String endToEnd) {
        booked("29.62", "DBIT", "", endToEnd, "AM04");
    }

    private void transferred(String invoice, String amount) {
        String reference = operator.request().get("/api/v1/invoices/" + invoice).path("reference");
        booked(amount, "CRDT", reference, null, null);
    }

    private void booked(
            String amount, String direction, String remittance, @Nullable String endToEnd, @Nullable String returned) {
        LocalDate day = FIRST_DAY.plusMonths(1);
        operator.request()
                .contentType("application/xml")
                .body(BankFile.statement(
                        iban,
                        day,
                        BankFile.entry(day, amount, direction, "Windmolen B.V.", remittance, endToEnd, returned)))
                .post("/api/v1/bank-statements")
                .then()
                .statusCode(200);
    }

    private void paidByLink(String invoice) {
        String link = operator.request()
                .post("/api/v1/invoices/" + invoice + "/payment-links")
                .then()
                .statusCode(202)
                .extract()
                .path("url");
        String page = RestAssured.given()
                .redirects()
                .follow(false)
                .get(link.substring(link.indexOf("/pay/")))
                .header("Location");
        UUID payment = UUID.fromString(page.substring(page.lastIndexOf('/') + 1));
        Webhook paid = provider.webhook("evt-" + payment, What.SUCCEEDED, payment, "ref-" + payment, null, "");
        RestAssured.given()
                .header(SimulatedProvider.SIGNATURE_HEADER, paid.signature())
                .contentType("application/json")
                .body(paid.body())
                .post("/psp/webhooks/simulator")
                .then()
                .statusCode(204);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(operator.request()
                                .get("/api/v1/invoices/" + invoice)
                                .<String>path("status"))
                        .isEqualTo("PAID"));
    }

    private List<String> statement() {
        List<String> ids = operator.request()
                .get("/api/v1/invoices?sort=number&orgUnitId=" + customer.unit().id())
                .path("items.id");
        List<String> lines = new ArrayList<>();
        for (String id : ids) {
            JsonPath invoice = operator.request().get("/api/v1/invoices/" + id).jsonPath();
            List<String> charged = new ArrayList<>();
            invoice.<Map<String, Object>>getList("lines").forEach(line -> charged.add(kind(line) + " " + net(line)));
            List<String> payments = new ArrayList<>();
            operator.request()
                    .get("/api/v1/invoices/" + id + "/payments")
                    .jsonPath()
                    .<Map<String, Object>>getList("payments")
                    .forEach(payment -> payments.add(payment(payment)));
            String status = invoice.getString("type").equals("CREDIT") ? "" : " " + invoice.getString("status");
            lines.add(invoice.getInt("number") + " " + invoice.getString("type") + " "
                    + invoice.getString("total.gross.amount") + status + ": " + String.join(", ", charged)
                    + (payments.isEmpty() ? "" : "; " + String.join(", ", payments)));
        }
        return lines;
    }

    private static String kind(Map<String, Object> line) {
        String kind = String.valueOf(line.get("kind"));
        return kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String net(Map<String, Object> line) {
        return amount(line, "net");
    }

    private static String payment(Map<String, Object> payment) {
        String method = String.valueOf(payment.get("method"))
                .replace("DIRECT_DEBIT", "debit")
                .toLowerCase(Locale.ROOT);
        String failure = payment.get("failure") == null ? "" : " failed " + payment.get("failure");
        return method + " " + amount(payment, "amount") + failure;
    }

    private static String amount(Map<String, Object> of, String field) {
        return of.get(field) instanceof Map<?, ?> money ? String.valueOf(money.get("amount")) : "?";
    }
}
