package dev.voltaire.invoice;

import static dev.voltaire.invoice.InvoiceWorld.PERIOD_END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class InvoiceMailTest {
    @Inject
    InvoiceWorld world;

    @Inject
    SignedIn signedIn;

    @Inject
    MockMailbox mailbox;

    @Test
    void anInvoiceIsMailedOnceInTheCustomersLanguageAndAgainOnRequest() {
        // given
        Customer customer = world.customer(PaymentMethod.BANK_TRANSFER);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));

        // when
        String invoice = world.invoice(operator, world.issuer(operator, Map.of()), customer);

        // then
        String billing = "facturen-" + customer.unit().number() + "@windmolen.example";
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(mails(billing)).hasSize(1));
        Mail mail = mails(billing).getFirst();
        assertThat(mail.getSubject()).startsWith("Factuur 1 van");
        assertThat(mail.getText()).contains("EUR 6,05");
        assertThat(mail.getAttachments()).hasSize(1);
        assertThat(mail.getAttachments().getFirst().getContentType()).isEqualTo("application/pdf");
        await().untilAsserted(() ->
                operator.request().get("/api/v1/invoices/" + invoice).then().body("status", equalTo("SENT")));

        // when
        operator.request()
                .body(Map.of("recipient", "another@windmolen.example"))
                .post("/api/v1/invoices/" + invoice + "/send")
                .then()
                .statusCode(202);
        operator.request()
                .body(Map.of("recipient", billing, "reason", "550 mailbox unknown"))
                .post("/api/v1/invoices/" + invoice + "/bounces")
                .then()
                .statusCode(204);

        // then
        await().untilAsserted(() -> assertThat(operator.request()
                        .get("/api/v1/invoices/" + invoice + "/events")
                        .jsonPath()
                        .getList("findAll { it.type in ['SENT', 'SENDING_FAILED'] }.detail", String.class))
                .containsExactlyInAnyOrder(billing, "another@windmolen.example", billing + ": 550 mailbox unknown"));
        assertThat(mails(billing)).hasSize(1);
    }

    private List<Mail> mails(String recipient) {
        return mailbox.getMailsSentTo(recipient);
    }
}
