package dev.voltaire.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Cdrs;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.organisation.Address;
import dev.voltaire.organisation.BillingAccount;
import dev.voltaire.organisation.OrganisationUnitRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class ReratingTest {
    @Inject
    Cdrs cdrs;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    OrganisationUnitRepository units;

    @Test
    void aForgottenPlanIsFirstReportedAndThenApplied() {
        // given
        Customer customer = customers.withACard();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        UUID first = cdrs.charged(cdrs.received(customer, Cdrs.newId("x"), "5.00", ""));
        plan(operator, customer, "1.00");

        // when
        String run = planned(operator, customer);

        // then
        operator.get(run)
                .then()
                .body("examined", equalTo(1))
                .body("changes", equalTo(1))
                .body("totals[0].before.amount", equalTo("5.00"))
                .body("totals[0].after.amount", equalTo("6.00"))
                .body("allowedActions", contains("APPLY"));
        operator.get("/api/v1/msp-cdrs/" + first).then().body("totalExclVat.amount", equalTo("5.00"));
        operator.get(run + "/changes")
                .then()
                .body("items", hasSize(1))
                .body("items[0].mspCdr.id", equalTo(first.toString()))
                .body("items[0].invoiced", equalTo(false));

        // when
        applied(operator, run);

        // then
        operator.get("/api/v1/msp-cdrs/" + first)
                .then()
                .body("version", equalTo(2))
                .body("versionReason", equalTo("RE_RATED"))
                .body("totalExclVat.amount", equalTo("6.00"));
        operator.get("/api/v1/msp-cdrs/" + first + "/versions/1").then().body("totalExclVat.amount", equalTo("5.00"));
        operator.post(run + "/apply").then().statusCode(409);
    }

    @Test
    void whatWasInvoicedIsCreditedAndChargedAnewWhileTheInvoiceKeepsItsVersion() {
        // given
        Customer customer = customers.withACard();
        bill(customer);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        UUID msp = cdrs.charged(cdrs.received(customer, Cdrs.newId("y"), "5.00", ""));
        String issuer = issuer(operator);
        invoice(operator, issuer, customer).body("invoices", hasSize(1));
        plan(operator, customer, "2.00");

        // when
        String run = planned(operator, customer);
        operator.get(run + "/changes").then().body("items[0].invoiced", equalTo(true));
        applied(operator, run);

        // then
        operator.get("/api/v1/msp-cdrs/" + msp + "/versions")
                .then()
                .body("version", contains(1, 2))
                .body("invoice[0].label", notNullValue())
                .body("invoice[1]", nullValue());
        operator.get("/api/v1/msp-cdrs?credit=true&orgUnitId=" + customer.unit().id())
                .then()
                .body("items", hasSize(1))
                .body("items[0].total.amount", equalTo("-5.00"));
        invoice(operator, issuer, customer)
                .body("invoices", hasSize(1))
                .body("invoices[0].net.amount", equalTo("2.00"));
        invoice(operator, issuer, customer).body("invoices", hasSize(0));
    }

    private static String planned(Browser operator, Customer customer) {
        String run = operator.body(Map.of(
                        "reason",
                        "the plan was forgotten",
                        "from",
                        Instant.now().minus(Duration.ofDays(20)).toString(),
                        "to",
                        Instant.now().toString(),
                        "orgUnitId",
                        customer.unit().id()))
                .post("/api/v1/rerating-runs")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> operator.get(run).then().body("state", equalTo("CALCULATED")));
        return run;
    }

    private static void applied(Browser operator, String run) {
        assertThat(operator.post(run + "/apply").statusCode()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> operator.get(run).then().body("state", equalTo("APPLIED")));
    }

    private static void plan(Browser operator, Customer customer, String perSession) {
        operator.body(Map.of(
                        "name",
                        "late plan",
                        "orgUnitId",
                        customer.unit().id(),
                        "currency",
                        "EUR",
                        "perSession",
                        new java.math.BigDecimal(perSession),
                        "validFrom",
                        Instant.now().minus(Duration.ofDays(30)).toString()))
                .post("/api/v1/tariff-plans")
                .then()
                .statusCode(201);
    }

    private void bill(Customer customer) {
        QuarkusTransaction.requiringNew()
                .run(() -> units.findById(customer.unit().id())
                        .billTo(BillingAccount.payingByTransfer(
                                "Windmolen B.V.",
                                new Address(null, "Dijk", "1", null, null, "1011 AA", "Amsterdam", "NL"))));
    }

    private static ValidatableResponse invoice(Browser operator, String issuer, Customer customer) {
        return operator.body(Map.of(
                        "issuerId", issuer,
                        "periodStart", Instant.now().minus(Duration.ofDays(20)).toString(),
                        "periodEnd", Instant.now().toString(),
                        "orgUnitIds", List.of(customer.unit().id()),
                        "dryRun", false))
                .post("/api/v1/invoice-runs")
                .then()
                .statusCode(200);
    }

    private static String issuer(Browser operator) {
        return operator.body(Map.ofEntries(
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
}
