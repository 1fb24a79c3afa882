package dev.voltaire.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import dev.voltaire.cdr.CdrReception;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.organisation.Address;
import dev.voltaire.organisation.BillingAccount;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.value.PartyId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class InvoicingTest {
    private static final Instant PERIOD_END = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private static final Instant PERIOD_START = PERIOD_END.minus(Duration.ofDays(30));

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    CdrReception reception;

    @Inject
    OrganisationUnitRepository units;

    @Test
    void aPeriodBecomesOneInvoiceWithItsDocument() {
        // given
        Customer customer = billed(customers.withACard());
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        String issuer = issuer(operator);
        charged(operator, customer, "3.00", PERIOD_END.minus(Duration.ofDays(2)));
        charged(operator, customer, "2.00", PERIOD_END.minus(Duration.ofDays(3)));
        charged(operator, customer, "1.00", PERIOD_START.minus(Duration.ofDays(2)));

        // when
        run(operator, issuer, customer, true)
                .statusCode(200)
                .body("invoices", hasSize(1))
                .body("invoices[0].net.amount", equalTo("6.00"));
        String invoice = run(operator, issuer, customer, false)
                .statusCode(200)
                .body("invoices", hasSize(1))
                .extract()
                .path("invoices[0].invoiceId");

        // then
        manager.request()
                .get("/api/v1/invoices?orgUnitId=" + customer.unit().id())
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].number", equalTo(1))
                .body("items[0].reference", matchesPattern("^NL-EUR-\\d{14}-NLVLT-\\d+(-[0-9a-f]{6})?$"))
                .body("items[0].total.gross.amount", equalTo("7.26"));
        manager.request()
                .get("/api/v1/invoices/" + invoice)
                .then()
                .statusCode(200)
                .body("status", equalTo("FINALIZED"))
                .body("lines", hasSize(2))
                .body("lines[0].net.amount", equalTo("5.00"))
                .body("lines[1].description", containsString("Laat gemelde"))
                .body("vat[0].vat.amount", equalTo("1.26"));
        manager.request()
                .get("/api/v1/invoices/" + invoice + "/cdrs")
                .then()
                .statusCode(200)
                .body("totalItems", equalTo(3));
        String document = "/api/v1/invoices/" + invoice + "/document?disposition=inline";
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> manager.request()
                        .get(document)
                        .then()
                        .statusCode(200)
                        .contentType("application/pdf")
                        .header("Content-Disposition", containsString("inline")));
        assertThat(new String(manager.request().get(document).asByteArray(), 0, 5, StandardCharsets.ISO_8859_1))
                .isEqualTo("%PDF-");
        String tag = manager.request().get(document).header("ETag");
        manager.request().header("If-None-Match", tag).get(document).then().statusCode(304);
        manager.request()
                .get("/api/v1/invoices/" + invoice + "/document?type=SPECIFICATION&format=csv")
                .then()
                .statusCode(200)
                .body(containsString("Quai Voltaire"));
        manager.request()
                .get("/api/v1/invoices/" + invoice + "/document?type=SPECIFICATION&format=xlsx")
                .then()
                .statusCode(200);
        manager.request()
                .get("/api/v1/invoices/" + invoice + "/document?type=SPECIFICATION")
                .then()
                .statusCode(200)
                .contentType("application/pdf");
        manager.request()
                .get("/api/v1/invoices/" + invoice + "/document?type=E_INVOICE")
                .then()
                .statusCode(200)
                .body(containsString("<ram:GrandTotalAmount>7.26<"));
        manager.request()
                .get("/api/v1/invoices/" + invoice + "/document?type=E_INVOICE&form=PEPPOL")
                .then()
                .statusCode(409)
                .body("type", containsString("e-invoice-incomplete"));
        manager.request()
                .get("/api/v1/invoices/" + invoice + "/documents")
                .then()
                .body("type", hasItem("E_INVOICE"))
                .body("sha256[0]", matchesPattern("[0-9a-f]{64}"));
        manager.request()
                .get("/api/v1/invoices/" + invoice + "/events")
                .then()
                .body("type", hasItem("FINALISED"))
                .body("type", hasItem("DOCUMENT_STORED"));
    }

    @Test
    void whatIsInvoicedOnceIsNotInvoicedAgainAndNumbersHaveNoGaps() {
        // given
        Customer customer = billed(customers.withACard());
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = issuer(operator);
        charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));
        run(operator, issuer, customer, false).body("invoices", hasSize(1));

        // when
        run(operator, issuer, customer, false).body("invoices", hasSize(0));
        charged(operator, customer, "4.00", PERIOD_END.minus(Duration.ofDays(4)));
        run(operator, issuer, customer, false).body("invoices", hasSize(1));

        // then
        assertThat(operator.request()
                        .get("/api/v1/invoices?sort=number&orgUnitId="
                                + customer.unit().id())
                        .jsonPath()
                        .getList("items.number", Integer.class))
                .containsExactly(1, 2);
    }

    @Test
    void aCustomerWithoutABillingAccountIsNamedAndNotInvoiced() {
        // given
        Customer customer = customers.withACard();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = issuer(operator);
        charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));

        // then
        List<String> reasons = run(operator, issuer, customer, true)
                .statusCode(200)
                .body("invoices", hasSize(0))
                .extract()
                .path("left.findAll { it.orgUnit.id == '" + customer.unit().id() + "' }.reason");
        assertThat(reasons).containsExactly("NO_BILLING_ACCOUNT");
    }

    @Test
    void onlyTheOperatorClosesAPeriod() {
        // given
        Customer customer = customers.withACard();

        // then
        run(signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN), UUID.randomUUID().toString(), customer, true)
                .statusCode(403);
    }

    private static ValidatableResponse run(Browser as, String issuer, Customer customer, boolean dryRun) {
        return as.request()
                .body(Map.of(
                        "issuerId", issuer,
                        "periodStart", PERIOD_START.toString(),
                        "periodEnd", PERIOD_END.toString(),
                        "orgUnitIds", List.of(customer.unit().id()),
                        "dryRun", dryRun))
                .post("/api/v1/invoice-runs")
                .then();
    }

    private static String issuer(Browser operator) {
        return operator.request()
                .body(Map.ofEntries(
                        Map.entry("legalName", "Voltaire Mobility B.V."),
                        Map.entry("street", "Stationsplein 12"),
                        Map.entry("postalCode", "3511 ED"),
                        Map.entry("city", "Utrecht"),
                        Map.entry("country", "NL"),
                        Map.entry("vatNumber", "NL004495445B01"),
                        Map.entry("registrationNumber", "30261234"),
                        Map.entry("email", "billing@voltaire.example"),
                        Map.entry("iban", "NL20INGB0001234567"),
                        Map.entry("party", "NL-VLT"),
                        Map.entry("timeZone", "Europe/Amsterdam")))
                .post("/api/v1/issuers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Customer billed(Customer customer) {
        QuarkusTransaction.requiringNew()
                .run(() -> units.findById(customer.unit().id())
                        .billTo(BillingAccount.payingByTransfer(
                                "Windmolen B.V.",
                                new Address(null, "Dijk", "1", null, null, "1011 AA", "Amsterdam", "NL"))));
        return customer;
    }

    private void charged(Browser operator, Customer customer, String total, Instant end) {
        String id = UUID.randomUUID().toString();
        Instant start = end.minus(Duration.ofHours(1));
        String cdr = """
                {"country_code": "FR", "party_id": "CPO", "id": "%s", "currency": "EUR",
                 "start_date_time": "%s", "end_date_time": "%s", "auth_method": "WHITELIST",
                 "cdr_token": {"uid": "%s", "type": "RFID", "contract_id": "none"},
                 "cdr_location": {"id": "L1", "country": "FRA", "evse_uid": "%s", "name": "Quai Voltaire"},
                 "charging_periods": [{"start_date_time": "%s", "dimensions": [{"type": "ENERGY", "volume": 8}]}],
                 "total_cost": {"excl_vat": %s}, "total_energy": 8, "total_time": 1, "last_updated": "%s"}
                """.formatted(id, start, end, customer.card().uid().canonical(), id, start, total, end);
        reception.receive(UUID.randomUUID(), new PartyId("FR", "CPO"), cdr.getBytes(StandardCharsets.UTF_8));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> operator.request()
                        .get("/api/v1/msp-cdrs?approvalState=APPROVED&q=" + id)
                        .then()
                        .statusCode(200)
                        .body("totalItems", equalTo(1)));
    }
}
