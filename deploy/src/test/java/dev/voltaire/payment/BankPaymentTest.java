package dev.voltaire.payment;

import static dev.voltaire.invoice.InvoiceWorld.PERIOD_END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.BankFile;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.invoice.InvoiceWorld;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class BankPaymentTest {
    @Inject
    InvoiceWorld world;

    @Inject
    SignedIn signedIn;

    @Inject
    Dunning dunning;

    private final String iban =
            "NL20INGB%010d".formatted(ThreadLocalRandom.current().nextLong(9_999_999_999L));
    private Customer customer;
    private Browser operator;
    private String invoice;
    private String reference;

    private void invoiced(PaymentMethod method) {
        customer = world.customer(method);
        operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = world.issuer(operator, Map.of("iban", iban));
        if (method == PaymentMethod.DIRECT_DEBIT) {
            operator.request()
                    .body(Map.of(
                            "scheme", "CORE",
                            "holder", "Windmolen & Söhne B.V.",
                            "iban", "DE89 3704 0044 0532 0130 00",
                            "signedOn", "2026-01-15"))
                    .post("/api/v1/org-units/" + customer.unit().id() + "/mandates")
                    .then()
                    .statusCode(201)
                    .body("iban", equalTo("DE89…3000"));
        }
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));
        invoice = world.invoice(operator, issuer, customer);
        this.issuer = issuer;
        reference = operator.request().get("/api/v1/invoices/" + invoice).path("reference");
    }

    private String issuer;

    @Test
    void aTransferThatQuotesTheReferencePaysTheInvoice() {
        // given
        invoiced(PaymentMethod.BANK_TRANSFER);

        // when
        load(statement(credit("6.05", "Factuur " + reference.toLowerCase(java.util.Locale.ROOT), null)))
                .body("entries.MATCHED", equalTo(1));

        // then
        status("PAID");
        operator.request()
                .get("/api/v1/invoices/" + invoice + "/payments")
                .then()
                .body("payments[0].method", equalTo("TRANSFER"))
                .body("open.amount", equalTo("0.00"));
    }

    @Test
    void aStatementIsImportedOnce() {
        // given
        invoiced(PaymentMethod.BANK_TRANSFER);
        String statement = statement(credit("3.00", reference, null));

        // when
        load(statement).body("known", equalTo(0));
        load(statement).body("known", equalTo(1)).body("entries.size()", equalTo(0));

        // then
        status("PARTIALLY_PAID");
        operator.request()
                .get("/api/v1/invoices/" + invoice + "/payments")
                .then()
                .body("open.amount", equalTo("3.05"));
    }

    @Test
    void aBareNumberNeedsTheExactAmountAndAPersonMatchesTheRest() {
        // given: this issuer's first invoice has number 1
        invoiced(PaymentMethod.BANK_TRANSFER);

        // when
        load(statement(credit("6.00", "invoice 1", null))).body("entries.UNMATCHED", equalTo(1));
        String entry = operator.request()
                .get("/api/v1/bank-entries?outcome=UNMATCHED&q=Payer of " + iban)
                .then()
                .body("items", hasSize(1))
                .extract()
                .path("items[0].id");
        match(entry).statusCode(204);
        match(entry).statusCode(409);

        // then
        status("PARTIALLY_PAID");
        load(statement(credit("0.05", "rest of invoice 1", null))).body("entries.MATCHED", equalTo(1));
        status("PAID");
    }

    @Test
    void aHostileStatementIsRefusedAsAWhole() {
        // given
        invoiced(PaymentMethod.BANK_TRANSFER);
        String good = statement(credit("6.05", reference, null));

        // then
        refused(good.replace("<Document", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Document"));
        refused(good.replace("6.05</Amt>", "six</Amt>"));
        refused(good.substring(0, good.length() / 2));
        refused("<Document>" + "<a>".repeat(100) + "</a>".repeat(100) + "</Document>");
        refused("<nothing/>");
        status("FINALIZED");
    }

    @Test
    void aDirectDebitIsCollectedReturnedAndCollectedAgain() {
        // given
        invoiced(PaymentMethod.DIRECT_DEBIT);

        // when
        String file = collected();

        // then
        assertThat(file)
                .contains("<MndtId>VLT-" + customer.unit().number() + "-1</MndtId>", "<SeqTp>FRST</SeqTp>")
                .contains("<InstdAmt Ccy=\"EUR\">6.05</InstdAmt>", "<Nm>Windmolen + Sohne B.V.</Nm>");
        collect().statusCode(409).body("type", containsString("nothing-to-collect"));
        String endToEnd = between(file, "<EndToEndId>", "</EndToEndId>");
        load(statement(credit("6.05", "Invoice 1", endToEnd))).body("entries.MATCHED", equalTo(1));
        status("PAID");

        // when: the bank takes it back
        load(statement(returned("6.05", endToEnd, "MD06"))).body("entries.RETURNED", equalTo(1));

        // then
        status("PAYMENT_FAILED");
        operator.request().get("/api/v1/invoices/" + invoice + "/events").then().body("detail", hasItem("MD06"));
        assertThat(collected()).contains("<SeqTp>RCUR</SeqTp>");
    }

    @Test
    void aDebtBlocksTheTokensAndItsPaymentLiftsTheBlock() {
        // given
        invoiced(PaymentMethod.BANK_TRANSFER);
        world.sql("update invoice set due_on = current_date - 22 where id = '" + invoice + "'");

        // when
        dunning.run();
        dunning.run();

        // then
        status("OVERDUE");
        token("BLOCKED");
        assertThat(operator.request()
                        .get("/api/v1/invoices/" + invoice + "/events")
                        .jsonPath()
                        .getList("findAll { it.type == 'REMINDED' }.detail", String.class))
                .containsExactly("1", "2", "3");

        // when
        load(statement(credit("6.05", reference, null)));

        // then
        status("PAID");
        token("ACTIVE");
    }

    private ValidatableResponse collect() {
        return operator.request()
                .body(Map.of(
                        "issuerId",
                        issuer,
                        "collectOn",
                        LocalDate.now().plusDays(30).toString()))
                .post("/api/v1/direct-debit-collections")
                .then();
    }

    private String collected() {
        String id =
                collect().statusCode(201).body("items", equalTo(1)).extract().path("id");
        return operator.request()
                .accept("application/xml")
                .get("/api/v1/direct-debit-collections/" + id + "/file")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private ValidatableResponse match(String entry) {
        return operator.request()
                .body(Map.of("invoiceId", invoice))
                .post("/api/v1/bank-entries/" + entry + "/match")
                .then();
    }

    private void token(String status) {
        operator.request().get("/api/v1/tokens/" + customer.card().id()).then().body("status", equalTo(status));
    }

    private void status(String status) {
        operator.request().get("/api/v1/invoices/" + invoice).then().body("status", withSent(status));
    }

    /// The mail of the invoice goes out beside the test.
    private static org.hamcrest.Matcher<String> withSent(String status) {
        return status.equals("FINALIZED") ? org.hamcrest.Matchers.oneOf("FINALIZED", "SENT") : equalTo(status);
    }

    private ValidatableResponse load(String statement) {
        return operator.request()
                .contentType("application/xml")
                .body(statement)
                .post("/api/v1/bank-statements")
                .then()
                .statusCode(200);
    }

    private void refused(String statement) {
        operator.request()
                .contentType("application/xml")
                .body(statement)
                .post("/api/v1/bank-statements")
                .then()
                .statusCode(422)
                .body("type", containsString("statement-unreadable"));
    }

    private String statement(String entries) {
        return BankFile.statement(iban, LocalDate.now(), entries);
    }

    private String credit(String amount, String remittance, @Nullable String endToEnd) {
        return BankFile.entry(LocalDate.now(), amount, "CRDT", "Payer of " + iban, remittance, endToEnd, null);
    }

    private String returned(String amount, String endToEnd, String reason) {
        return BankFile.entry(LocalDate.now(), amount, "DBIT", "Payer of " + iban, "", endToEnd, reason);
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
