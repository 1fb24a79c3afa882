package dev.voltaire.invoice;

import static dev.voltaire.invoice.InvoiceWorld.PERIOD_END;
import static dev.voltaire.invoice.InvoiceWorld.PERIOD_START;
import static dev.voltaire.reimbursement.HomeDriver.enter;
import static dev.voltaire.reimbursement.HomeDriver.line;
import static dev.voltaire.reimbursement.HomeDriver.today;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.organisation.Address;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import dev.voltaire.reimbursement.HomeDriver;
import dev.voltaire.reimbursement.HomeDriver.Home;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What there is at the end of a period besides approved sessions in euros.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class WhatARunMeetsTest {
    private static final Address DIJK = new Address(null, "Dijk", "1", null, null, "1011 AA", "Amsterdam", "NL");

    @Inject
    InvoiceWorld world;

    @Inject
    Customers customers;

    @Inject
    HomeDriver homes;

    @Inject
    SignedIn signedIn;

    @Test
    void whatIsUndecidedDisputedOrHasNoPriceStaysOutAndIsNamed() {
        // given
        Customer customer = world.customer(PaymentMethod.BANK_TRANSFER);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = world.issuer(operator, Map.of());
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));
        String undecided = world.mspCdr(operator, charged(operator, customer, 2));
        String disputed = world.mspCdr(operator, charged(operator, customer, 3));
        String unpriced = world.mspCdr(operator, charged(operator, customer, 4));
        String forNobody = world.mspCdr(operator, charged(operator, customer, 5));
        decide(operator, undecided, "reopen");
        operator.body(Map.of("mspCdrId", disputed, "reason", "Twice"))
                .post("/api/v1/cdr-disputes")
                .then()
                .statusCode(201);
        world.sql("update msp_cdr set price_calculated = false where id = '" + unpriced + "'");
        world.sql("update msp_cdr set billable = false where id = '" + forNobody + "'");

        // when
        world.run(operator, issuer, customer, false)
                .body("invoices[0].net.amount", equalTo("5.00"))
                .body("left.reason", containsInAnyOrder("NOT_APPROVED", "DISPUTED", "NOT_PRICED", "NOT_BILLABLE"))
                .body("left.items.sum()", equalTo(4));
        decide(operator, undecided, "approve");

        // then
        world.run(operator, issuer, customer, false)
                .body("invoices", hasSize(1))
                .body("invoices[0].net.amount", equalTo("1.00"))
                .body("left", hasSize(3));
    }

    @Test
    void runsAtTheSameTimeAndOverEachOthersPeriodsChargeEverythingOnce() throws Exception {
        // given
        Customer customer = world.customer(PaymentMethod.BANK_TRANSFER);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = world.issuer(operator, Map.of());
        for (int day = 1; day <= 8; day++) {
            charged(operator, customer, day);
        }

        // when
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Integer> whole = () -> run(operator, issuer, customer, 0);
            Callable<Integer> earlier = () -> run(operator, issuer, customer, 4);
            for (Future<Integer> ended : threads.invokeAll(List.of(whole, earlier, whole, earlier))) {
                assertThat(ended.get()).isIn(200, 500, 409);
            }
        }
        assertThat(run(operator, issuer, customer, 0)).isEqualTo(200);

        // then
        List<Map<String, Object>> invoices = operator.get("/api/v1/invoices?sort=number&orgUnitId="
                        + customer.unit().id())
                .jsonPath()
                .getList("items");
        BigDecimal sum =
                invoices.stream().map(invoice -> new BigDecimal(net(invoice))).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo("8.00");
        assertThat(invoices.stream().map(invoice -> (Integer) invoice.get("number")))
                .containsExactlyElementsOf(Stream.iterate(1, number -> number + 1)
                        .limit(invoices.size())
                        .toList());
    }

    @Test
    void acrossBordersTheTaxIsTheCustomersToPay() {
        // given
        Customer customer = world.frenchCustomer("FR40303265045");
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = world.issuer(operator, Map.of("vatRules", "CONSUMPTION_COUNTRY"));
        world.subscribed(customer, LocalDate.now(ZoneOffset.UTC).minusDays(40));
        world.charged(operator, customer, "12.00", PERIOD_END.minus(Duration.ofDays(1)));

        // when
        String invoice = world.invoice(operator, issuer, customer);

        // then
        operator.get("/api/v1/invoices/" + invoice)
                .then()
                .body("lines.vatRule", hasItems("ELECTRICITY_REVERSE_CHARGE", "SERVICE_REVERSE_CHARGE"))
                .body("total.vat.amount", equalTo("0.00"));
        operator.request()
                .accept("application/xml")
                .get("/api/v1/invoices/" + invoice + "/document?type=E_INVOICE")
                .then()
                .body(containsString("<ram:CategoryCode>AE<"));
    }

    @Test
    void withoutAVatNumberNothingIsShiftedToTheCustomer() {
        // given
        Customer customer = world.frenchCustomer(null);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = world.issuer(operator, Map.of("vatRules", "CONSUMPTION_COUNTRY"));
        world.subscribed(customer, LocalDate.now(ZoneOffset.UTC).minusDays(40));
        world.charged(operator, customer, "12.00", PERIOD_END.minus(Duration.ofDays(1)));

        // when
        String invoice = world.run(operator, issuer, customer, false)
                .body("left.reason", hasItem("BUYER_NOT_REGISTERED"))
                .extract()
                .path("invoices[0].invoiceId");

        // then
        operator.get("/api/v1/invoices/" + invoice)
                .then()
                .body("lines.vatRule", contains("SERVICE_WITHOUT_VAT_NUMBER"))
                .body("vat.percent", contains(21));
    }

    @Test
    void aCardThatWasShippedIsChargedOnce() {
        // given
        Customer customer = customers.withoutCard();
        world.bill(customer, PaymentMethod.BANK_TRANSFER, DIJK, "NL804629365B01");
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = world.issuer(operator, Map.of());
        String order = operator.body(Map.of(
                        "lines", List.of(Map.of("profileId", customer.profile().id(), "type", "CARD", "quantity", 1))))
                .post("/api/v1/token-requests")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        world.sql("update token_request set price_amount = 7.50 where id = '" + order + "'");
        world.run(operator, issuer, customer, false).body("invoices", hasSize(0));

        // when it was shipped in the period
        world.sql("update token_request set shipped_at = '" + PERIOD_END.minus(Duration.ofDays(1)) + "' where id = '"
                + order + "'");
        String invoice = world.invoice(operator, issuer, customer);

        // then
        operator.get("/api/v1/invoices/" + invoice)
                .then()
                .body("lines.kind", contains("CARD_FEE"))
                .body("lines[0].net.amount", equalTo("7.50"))
                .body("total.gross.amount", equalTo("9.08"));
        world.run(operator, issuer, customer, false).body("invoices", hasSize(0));
    }

    @Test
    void whatADriverIsPaidBackIsChargedToTheCompanyOnceItApproved() {
        // given
        Home home = homes.withAgreement();
        Customer customer = home.customer();
        world.bill(customer, PaymentMethod.BANK_TRANSFER, DIJK, "NL804629365B01");
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = world.issuer(operator, Map.of());
        YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
        enter(home, "0.30", today().minusDays(120)).statusCode(201);
        homes.charge(home.charger(), home.card(), month.atDay(10).atTime(12, 0).toInstant(ZoneOffset.UTC), 0, 10_000);
        line(home, "PRICED");
        world.run(operator, issuer, customer, false).body("invoices", hasSize(0));

        // when
        String statements = "/api/v1/reimbursement-statements";
        String statement = home.manager()
                .body(Map.of(
                        "month", month.toString(), "orgUnitId", customer.unit().id()))
                .post(statements)
                .then()
                .statusCode(200)
                .extract()
                .path("[0].id");
        String address = statements + "/" + statement;
        home.manager()
                .header("If-Match", home.manager().get(address).header("ETag"))
                .body(Map.of())
                .post(address + "/approve")
                .then()
                .statusCode(200);
        String invoice = world.invoice(operator, issuer, customer);

        // then: a disbursement, outside the scope of VAT
        operator.get("/api/v1/invoices/" + invoice)
                .then()
                .body("lines.kind", contains("REIMBURSEMENT"))
                .body("lines[0].net.amount", equalTo("3.00"))
                .body("lines[0].vatRule", equalTo("DISBURSEMENT"))
                .body("total.gross.amount", equalTo("3.00"));
        world.run(operator, issuer, customer, false).body("invoices", hasSize(0));
    }

    @Test
    void whatACardChargedBeforeItWasDeactivatedIsInvoiced() {
        // given
        Customer customer = world.customer(PaymentMethod.BANK_TRANSFER);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        operator.delete("/api/v1/tokens/" + customer.card().id() + "?confirm=true")
                .then()
                .statusCode(204);

        // when its operator tells a day later what it charged
        charged(operator, customer, 1);

        // then
        world.run(operator, world.issuer(operator, Map.of()), customer, false)
                .body("invoices[0].net.amount", equalTo("1.00"));
    }

    /// For 1.00, so many days before the end of the period.
    private String charged(Browser operator, Customer customer, int days) {
        return world.charged(operator, customer, "1.00", PERIOD_END.minus(Duration.ofDays(days)));
    }

    private static void decide(Browser operator, String cdr, String decision) {
        String address = "/api/v1/msp-cdrs/" + cdr;
        operator.header("If-Match", operator.get(address).header("ETag"))
                .body(Map.of("note", "Looked at"))
                .post(address + "/" + decision)
                .then()
                .statusCode(200);
    }

    private static int run(Browser operator, String issuer, Customer customer, int daysBefore) {
        return operator.body(Map.of(
                        "issuerId",
                        issuer,
                        "periodStart",
                        PERIOD_START.toString(),
                        "periodEnd",
                        PERIOD_END.minus(Duration.ofDays(daysBefore)).toString(),
                        "orgUnitIds",
                        List.of(customer.unit().id()),
                        "dryRun",
                        false))
                .post("/api/v1/invoice-runs")
                .statusCode();
    }

    private static String net(Map<String, Object> invoice) {
        return invoice.get("total") instanceof Map<?, ?> total && total.get("net") instanceof Map<?, ?> net
                ? String.valueOf(net.get("amount"))
                : "?";
    }
}
