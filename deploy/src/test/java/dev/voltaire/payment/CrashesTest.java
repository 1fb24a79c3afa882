package dev.voltaire.payment;

import static dev.voltaire.invoice.InvoiceWorld.PERIOD_END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.BankFile;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.invoice.InvoiceWorld;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import dev.voltaire.payment.PaymentProvider.What;
import dev.voltaire.payment.SimulatedProvider.Webhook;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A node that goes away in the middle of a payment: nothing is lost, nothing counts twice. What goes away is the
/// statement under way, by a trigger that refuses it.
@QuarkusTest
@WithTestResource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class CrashesTest {
    @Inject
    InvoiceWorld world;

    @Inject
    SignedIn signedIn;

    @Inject
    SimulatedProvider provider;

    @Inject
    MockMailbox mailbox;

    private final String iban =
            "NL20INGB%010d".formatted(ThreadLocalRandom.current().nextLong(9_999_999_999L));
    private Customer customer;
    private Browser operator;
    private String invoice;

    @ParameterizedTest
    @CsvSource({"payment, UPDATE, id", "payment_event, UPDATE, payment_id", "outbox_message, INSERT, none"})
    void aWebhookIsHandledOnceHoweverItsHandlingBreaksOff(String table, String operation, String column) {
        // given
        invoiced(PaymentMethod.CARD);
        String link =
                operator.post("/api/v1/invoices/" + invoice + "/payment-links").path("url");
        String page = RestAssured.given()
                .redirects()
                .follow(false)
                .get(URI.create(link).getPath())
                .header("Location");
        UUID payment = UUID.fromString(page.substring(page.lastIndexOf('/') + 1));
        Webhook paid = provider.webhook("evt-" + payment, What.SUCCEEDED, payment, "ref-" + payment, null, "");
        String when = column.equals("none")
                ? "new.event_type = 'PaymentEventReceived'"
                : "new." + column + " = '" + payment + "'";

        // when
        String crash = crashing(table, operation, when);
        int answered = told(paid);
        if (answered == 204) {
            await().during(Duration.ofSeconds(1)).until(() -> !"PAID".equals(status()));
        }
        world.sql("drop function " + crash + " cascade");
        if (answered != 204) {
            assertThat(told(paid)).isEqualTo(204);
        }

        // then
        await().atMost(Duration.ofSeconds(30)).until(() -> "PAID".equals(status()));
        assertThat(told(paid)).isEqualTo(204);
        operator.get("/api/v1/invoices/" + invoice + "/payments")
                .then()
                .body("payments", hasSize(1))
                .body("open.amount", equalTo("0.00"));
    }

    @ParameterizedTest
    @CsvSource({"bank_statement, INSERT", "bank_entry, INSERT"})
    void aStatementThatBreaksOffIsLoadedAgainFromTheBeginning(String table, String operation) {
        // given
        invoiced(PaymentMethod.BANK_TRANSFER);
        LocalDate today = LocalDate.now();
        String reference = operator.get("/api/v1/invoices/" + invoice).path("reference");
        String statement = BankFile.statement(
                iban,
                today,
                BankFile.entry(today, "2.00", "CRDT", "A payer", reference, null, null)
                        + BankFile.entry(today, "4.05", "CRDT", "A payer", reference, null, null));

        // when
        String crash = crashing(
                table, operation, table.equals("bank_entry") ? "new.amount = 4.05" : "new.iban = '" + iban + "'");
        assertThat(loaded(statement)).isEqualTo(500);
        world.sql("drop function " + crash + " cascade");

        // then
        assertThat(loaded(statement)).isEqualTo(200);
        assertThat(loaded(statement)).isEqualTo(200);
        assertThat(status()).isEqualTo("PAID");
        operator.get("/api/v1/invoices/" + invoice + "/payments").then().body("payments", hasSize(2));
    }

    /// Between the mail server and our record lies a gap that nothing closes: the same mail may go out twice, and says
    /// so by its Message-ID.
    @Test
    void aMailWhoseRecordBreaksOffIsTheSameMailAgain() {
        // given
        customer = world.customer(PaymentMethod.BANK_TRANSFER);
        operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String billing = "facturen-" + customer.unit().number() + "@windmolen.example";
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));

        // when
        String crash = crashing("invoice_sending", "INSERT", "new.recipient = '" + billing + "'");
        invoice = world.invoice(operator, world.issuer(operator, Map.of("iban", iban)), customer);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !mailbox.getMailsSentTo(billing).isEmpty());
        world.sql("drop function " + crash + " cascade");

        // then
        await().atMost(Duration.ofSeconds(30)).until(() -> "SENT".equals(status()));
        assertThat(mailbox.getMailsSentTo(billing).stream()
                        .map(Mail::getHeaders)
                        .map(headers -> headers.get("Message-ID"))
                        .distinct())
                .hasSize(1);
        assertThat(operator.get("/api/v1/invoices/" + invoice + "/events")
                        .jsonPath()
                        .getList("findAll { it.type == 'SENT' }"))
                .hasSize(1);
    }

    private void invoiced(PaymentMethod method) {
        customer = world.customer(method);
        operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));
        invoice = world.invoice(operator, world.issuer(operator, Map.of("iban", iban)), customer);
    }

    /// Refuses what the condition names until the function is dropped.
    private String crashing(String table, String operation, String condition) {
        String crash = "crash_" + UUID.randomUUID().toString().replace("-", "");
        world.sql("""
                create function %s() returns trigger language plpgsql as $$
                begin raise exception 'the node went away'; end $$
                """.formatted(crash));
        world.sql("create trigger %s before %s on %s for each row when (%s) execute function %s()"
                .formatted(crash, operation, table, condition, crash));
        return crash;
    }

    private static int told(Webhook webhook) {
        return RestAssured.given()
                .header(SimulatedProvider.SIGNATURE_HEADER, webhook.signature())
                .contentType("application/json")
                .body(webhook.body())
                .post("/psp/webhooks/simulator")
                .statusCode();
    }

    private int loaded(String statement) {
        return operator.request()
                .contentType("application/xml")
                .body(statement)
                .post("/api/v1/bank-statements")
                .statusCode();
    }

    private String status() {
        return operator.get("/api/v1/invoices/" + invoice).path("status");
    }
}
