package dev.voltaire.invoice;

import static dev.voltaire.invoice.InvoiceWorld.PERIOD_END;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.oneOf;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class InvoiceCreditingTest {
    @Inject
    InvoiceWorld world;

    @Inject
    SignedIn signedIn;

    private Customer customer;
    private Browser operator;
    private String issuer;
    private String cdr;
    private String invoice;

    @BeforeEach
    void anInvoiceOfTwoSessions() {
        customer = world.customer(PaymentMethod.BANK_TRANSFER);
        operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        issuer = world.issuer(operator, Map.of());
        cdr = world.charged(operator, customer, "15.03", PERIOD_END.minus(Duration.ofDays(1)));
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(2)));
        invoice = world.invoice(operator, issuer, customer);
    }

    @Test
    void aFullCreditIsItsOwnInvoiceLinkedBothWays() {
        // when
        String credit = credit(Map.of("reason", "Wrong customer"), "full")
                .statusCode(201)
                .body("type", equalTo("CREDIT"))
                .body("number", equalTo(2))
                .body("total.net.amount", equalTo("-20.03"))
                .body("total.vat.amount", equalTo("-4.21"))
                .body("precedingInvoice.id", equalTo(invoice))
                .extract()
                .path("id");

        // then
        operator.request()
                .get("/api/v1/invoices/" + invoice)
                .then()
                .body("status", equalTo("CREDITED"))
                .body("creditInvoices.id", contains(credit));
        operator.request()
                .get("/api/v1/invoices/" + invoice + "/credit-invoice")
                .then()
                .body("id", equalTo(credit));
        operator.request().get("/api/v1/invoices/" + invoice + "/events").then().body("type", hasItem("CREDITED"));
        operator.request()
                .get("/api/v1/invoices/" + credit + "/document?type=E_INVOICE&form=PEPPOL")
                .then()
                .statusCode(200)
                .body(containsString("<cbc:CreditNoteTypeCode>381<"));
        credit(Map.of("reason", "Once more"), "more").statusCode(409);
    }

    @Test
    void theSameKeyCreditsOnce() {
        // when
        String first = credit(Map.of("reason", "Twice"), "twice")
                .statusCode(201)
                .extract()
                .path("id");
        String second = credit(Map.of("reason", "Twice"), "twice")
                .statusCode(201)
                .extract()
                .path("id");

        // then
        org.assertj.core.api.Assertions.assertThat(second).isEqualTo(first);
    }

    @Test
    void aPartCanBeCreditedUntilNothingIsLeftOfTheLine() {
        // when
        credit(partOf("15.03"), "part").statusCode(201).body("total.net.amount", equalTo("-15.03"));

        // then
        credit(partOf("5.01"), "too much").statusCode(409).body("type", containsString("credit-exceeds-invoice"));
        credit(partOf("-1.00"), "wrong way").statusCode(409);
        operator.request().get("/api/v1/invoices/" + invoice).then().body("status", oneOf("FINALIZED", "SENT"));
        credit(Map.of("reason", "The rest"), "rest").statusCode(201).body("total.net.amount", equalTo("-5.00"));
        operator.request().get("/api/v1/invoices/" + invoice).then().body("status", equalTo("CREDITED"));
    }

    @Test
    void aSessionTheOperatorTookBackIsCreditedByItself() {
        // given
        String creditCdr = world.credited(operator, customer, cdr, "15.03", PERIOD_END.minus(Duration.ofDays(1)));
        Map<String, Object> request =
                Map.of("mspCdrIds", List.of(world.mspCdr(operator, creditCdr)), "reason", "Taken back by its operator");

        // when
        String credit = credit(request, "cdr")
                .statusCode(201)
                .body("total.net.amount", equalTo("-15.03"))
                .body("total.vat.amount", equalTo("-3.16"))
                .extract()
                .path("id");

        // then
        operator.request().get("/api/v1/invoices/" + credit + "/cdrs").then().body("items", hasSize(1));
        credit(request, "cdr again").statusCode(400);
        world.run(operator, issuer, customer, false).body("invoices", hasSize(0));
    }

    @Test
    void onlyTheOperatorCredits() {
        signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN)
                .request()
                .body(Map.of("reason", "I do not like it"))
                .post("/api/v1/invoices/" + invoice + "/credit")
                .then()
                .statusCode(403);
    }

    private static Map<String, Object> partOf(String net) {
        return Map.of("lines", List.of(Map.of("position", 1, "net", net)), "reason", "Part");
    }

    private ValidatableResponse credit(Map<String, Object> request, String key) {
        return operator.request()
                .header(
                        "Idempotency-Key",
                        key + UUID.nameUUIDFromBytes(invoice.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .body(request)
                .post("/api/v1/invoices/" + invoice + "/credit")
                .then();
    }
}
