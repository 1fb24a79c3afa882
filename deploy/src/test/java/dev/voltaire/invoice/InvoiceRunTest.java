package dev.voltaire.invoice;

import static dev.voltaire.invoice.InvoiceWorld.PERIOD_END;
import static dev.voltaire.invoice.InvoiceWorld.PERIOD_START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class InvoiceRunTest {
    @Inject
    InvoiceWorld world;

    @Inject
    SignedIn signedIn;

    @Inject
    Invoicing invoicing;

    @Test
    void aDryRunTellsWhatTheRunWillDoAndLeavesNothingBehind() {
        // given
        Customer customer = world.customer(PaymentMethod.DIRECT_DEBIT);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = world.issuer(operator, Map.of());
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));

        // when
        world.run(operator, issuer, customer, true)
                .body("invoices[0].net.amount", equalTo("5.00"))
                .body("invoices[0].gross.amount", equalTo("6.05"))
                .body("warnings.flaw", contains("DIRECT_DEBIT_WITHOUT_MANDATE"));

        // then
        operator.request()
                .get("/api/v1/invoices?orgUnitId=" + customer.unit().id())
                .then()
                .body("totalItems", equalTo(0));
        world.run(operator, issuer, customer, false).body("invoices[0].gross.amount", equalTo("6.05"));
        operator.request()
                .get("/api/v1/invoice-runs?issuerId=" + issuer)
                .then()
                .body("items[0].state", equalTo("COMPLETED"))
                .body("items[0].invoices", equalTo(1))
                .body("items[0].warnings", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "invoice, INSERT",
        "invoiced_cdr, INSERT",
        "invoice_line, INSERT",
        "invoice, UPDATE",
        "outbox_message, INSERT",
        "invoice_run, UPDATE"
    })
    void aRunThatCrashesAnywhereIsContinuedWithoutADoubleOrAGap(String table, String operation) {
        // given
        Customer customer = world.customer(PaymentMethod.BANK_TRANSFER);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = world.issuer(operator, Map.of());
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)), "FRA", "EUR");
        world.charged(operator, customer, "2.00", PERIOD_START.minus(Duration.ofDays(1)), "FRA", "EUR");
        String crash = "crash_" + UUID.randomUUID().toString().replace("-", "");
        world.sql("""
                create function %s() returns trigger language plpgsql as $$
                begin raise exception 'the node went away'; end $$
                """.formatted(crash));
        world.sql("create trigger %s before %s on %s for each row %s execute function %s()"
                .formatted(crash, operation, table, only(table, operation, issuer), crash));

        // when
        try {
            operator.request()
                    .body(Map.of(
                            "issuerId", issuer,
                            "periodStart", PERIOD_START.toString(),
                            "periodEnd", PERIOD_END.toString(),
                            "orgUnitIds", List.of(customer.unit().id()),
                            "dryRun", false))
                    .post("/api/v1/invoice-runs")
                    .then()
                    .statusCode(500);
        } finally {
            world.sql("drop function " + crash + " cascade");
        }
        String run = operator.request()
                .get("/api/v1/invoice-runs?issuerId=" + issuer)
                .then()
                .body("items[0].state", equalTo("RUNNING"))
                .extract()
                .path("items[0].id");
        InvoiceRun resumed = invoicing.resume(UUID.fromString(run), Caller.SYSTEM);
        InvoiceRun again = invoicing.resume(UUID.fromString(run), Caller.SYSTEM);

        // then
        assertThat(resumed.entries()).hasSize(1);
        assertThat(again.entries()).isEqualTo(resumed.entries());
        operator.request()
                .get("/api/v1/invoices?orgUnitId=" + customer.unit().id())
                .then()
                .body("items", hasSize(1))
                .body("items[0].number", equalTo(1))
                .body("items[0].total.net.amount", equalTo("7.00"));
        operator.request()
                .get("/api/v1/invoices/" + resumed.entries().getFirst().invoiceId())
                .then()
                .body("lines.net.amount", contains("5.00", "2.00"));
    }

    /// Other tests write to the same tables.
    private static String only(String table, String operation, String issuer) {
        return switch (table + " " + operation) {
            case "invoice INSERT", "invoice UPDATE", "invoice_run UPDATE" -> "when (new.issuer_id = '" + issuer + "')";
            case "outbox_message INSERT" -> "when (new.event_type = 'InvoiceFinalised')";
            default -> "";
        };
    }

    @Test
    void aPayerMayHaveOneInvoicePerDriverAndALinePerCostCentre() {
        // given
        Customer customer = world.customer(PaymentMethod.BANK_TRANSFER);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = world.issuer(operator, Map.of());
        world.wants(
                operator,
                customer,
                Map.of("invoicePer", "PROFILE", "linePerCostCentre", true, "purchaseOrder", "PO-2026-9"));
        world.sql("update profile set cost_centre = 'Sales & Co' where id = '"
                + customer.profile().id() + "'");
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));

        // when
        String invoice = world.invoice(operator, issuer, customer);

        // then
        operator.request()
                .get("/api/v1/invoices/" + invoice)
                .then()
                .body("profile.id", equalTo(customer.profile().id().toString()))
                .body("lines[0].costCentre", equalTo("Sales & Co"))
                .body("lines[0].description", containsString("Sales & Co"));
        operator.request()
                .get("/api/v1/invoices?profileId=" + customer.profile().id())
                .then()
                .body("items", hasSize(1));
        operator.request()
                .get("/api/v1/invoices/" + invoice + "/document?type=E_INVOICE&form=PEPPOL")
                .then()
                .statusCode(200)
                .body(containsString("<cbc:AccountingCost>Sales &amp; Co<"))
                .body(containsString("PO-2026-9"));
    }

    @Test
    void electricityIsTaxedWhereItWasConsumedAndWhatCannotBeTaxedIsNamed() {
        // given: registered at home and in Germany; France shifts the tax, but the customer is Dutch
        Customer customer = world.customer(PaymentMethod.BANK_TRANSFER);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer =
                world.issuer(operator, Map.of("vatRules", "CONSUMPTION_COUNTRY", "vatRegistrations", List.of("DE")));
        world.charged(operator, customer, "10.00", PERIOD_END.minus(Duration.ofDays(1)), "NLD", "EUR");
        world.charged(operator, customer, "12.00", PERIOD_END.minus(Duration.ofDays(2)), "DEU", "EUR");
        world.charged(operator, customer, "14.00", PERIOD_END.minus(Duration.ofDays(3)), "FRA", "EUR");

        // when
        String invoice = world.run(operator, issuer, customer, false)
                .body("left.reason", hasItem("BUYER_NOT_REGISTERED"))
                .extract()
                .path("invoices[0].invoiceId");

        // then
        operator.request()
                .get("/api/v1/invoices/" + invoice)
                .then()
                .body("lines", hasSize(2))
                .body("vat.percent", contains(21, 19))
                .body("total.net.amount", equalTo("22.00"))
                .body("total.gross.amount", equalTo("26.38"))
                .body("lines[0].vatRule", equalTo("ELECTRICITY_WHERE_CONSUMED"));

        // and every CDR keeps the decision its line was made by
        String german = "items.find { it.total.amount == '12.00' }";
        String cdr = operator.request()
                .get("/api/v1/msp-cdrs?invoiceId=" + invoice)
                .then()
                .body("items", hasSize(2))
                .extract()
                .path(german + ".id");
        operator.request()
                .get("/api/v1/msp-cdrs/" + cdr)
                .then()
                .body("vat.rule", equalTo("ELECTRICITY_WHERE_CONSUMED"))
                .body("vat.category", equalTo("STANDARD"))
                .body("vat.percent", equalTo(19.0f))
                .body("totalInclVat.amount", equalTo("14.28"));
    }

    @Test
    void anotherCurrencyIsAnotherInvoiceWithTheRateItsTaxIsRestatedAt() {
        // given
        Customer customer = world.customer(PaymentMethod.BANK_TRANSFER);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = world.issuer(operator, Map.of());
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));
        String kronor = world.charged(operator, customer, "7.00", PERIOD_END.minus(Duration.ofDays(2)));
        world.sql("update msp_cdr set currency = 'SEK' where cdr_id = '" + kronor + "'");
        world.sql("delete from exchange_rate where currency = 'SEK'");

        // when
        world.run(operator, issuer, customer, true)
                .body("invoices", hasSize(1))
                .body("left.reason", hasItem("NO_EXCHANGE_RATE"));
        world.sql("insert into exchange_rate (currency, rate_on, rate, source, fetched_at) values ('SEK', cast('"
                + PERIOD_END + "' as date), 10, 'ECB', now()) on conflict do nothing");
        world.run(operator, issuer, customer, false).body("invoices", hasSize(2));

        // then
        String invoice = operator.request()
                .get("/api/v1/invoices?currency=SEK&orgUnitId="
                        + customer.unit().id())
                .then()
                .body("items[0].total.gross.currency", equalTo("SEK"))
                .extract()
                .path("items[0].id");
        operator.request()
                .get("/api/v1/invoices/" + invoice + "/document?type=E_INVOICE")
                .then()
                .body(containsString("<ram:TaxTotalAmount currencyID=\"EUR\">0.15<"));
    }
}
