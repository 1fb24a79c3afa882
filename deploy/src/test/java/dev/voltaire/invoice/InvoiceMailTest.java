package dev.voltaire.invoice;

import static dev.voltaire.invoice.InvoiceWorld.PERIOD_END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import io.quarkus.mailer.Attachment;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
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

    @ConfigProperty(name = "voltaire.e-invoice.folder")
    Path folder;

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

    @Test
    void theMailBringsWhatTheCustomerWantsBesideThePdf() {
        // given
        Customer customer = world.customer(PaymentMethod.BANK_TRANSFER);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        world.wants(
                operator,
                customer,
                Map.of("eInvoiceForm", "PEPPOL", "mailAttachments", List.of("E_INVOICE", "SPECIFICATION_XLSX")));
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));

        // when
        String invoice = world.invoice(operator, world.issuer(operator, Map.of()), customer);

        // then
        String billing = "facturen-" + customer.unit().number() + "@windmolen.example";
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(mails(billing)).hasSize(1));
        String reference = operator.get("/api/v1/invoices/" + invoice).path("reference");
        List<Attachment> attached = mails(billing).getFirst().getAttachments();
        assertThat(attached.stream().map(Attachment::getName))
                .containsExactly(reference + ".pdf", reference + ".PEPPOL.xml", reference + "-specification.xlsx");
        byte[] stored = operator.request()
                .accept("application/xml")
                .get("/api/v1/invoices/" + invoice + "/document?type=E_INVOICE&form=PEPPOL")
                .asByteArray();
        assertThat(attached.get(1).getContentType()).isEqualTo("application/xml");
        assertThat(stored).isNotEmpty();
    }

    @Test
    void aFormThatTheCustomerLacksDataForDoesNotKeepTheInvoiceBack() {
        // given
        Customer customer = world.frenchCustomer(null);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        world.wants(
                operator,
                customer,
                Map.of("eInvoiceForm", "PEPPOL", "mailAttachments", List.of("E_INVOICE"), "eInvoiceChannel", "FILE"));
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));

        // when
        String invoice = world.invoice(operator, world.issuer(operator, Map.of()), customer);

        // then
        String billing = "facturen-" + customer.unit().number() + "@windmolen.example";
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(mails(billing)).hasSize(1));
        assertThat(mails(billing).getFirst().getAttachments()).hasSize(1);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(operator.get("/api/v1/invoices/" + invoice + "/events")
                                .jsonPath()
                                .getList("findAll { it.type == 'SENDING_FAILED' }.detail", String.class))
                        .hasSize(2)
                        .allMatch(detail -> detail.contains("buyer.endpoint")));
    }

    @Test
    void anInvoiceIsDroppedIntoTheFolderOfTheCustomersChannel() throws Exception {
        // given
        Customer customer = world.customer(PaymentMethod.BANK_TRANSFER);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        world.wants(operator, customer, Map.of("eInvoiceForm", "XRECHNUNG", "eInvoiceChannel", "FILE"));
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));

        // when
        String invoice = world.invoice(operator, world.issuer(operator, Map.of()), customer);

        // then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> operator.get("/api/v1/invoices/" + invoice + "/events")
                        .then()
                        .body("type", hasItem("E_INVOICE_DELIVERED")));
        String reference = operator.get("/api/v1/invoices/" + invoice).path("reference");
        assertThat(Files.readAllBytes(folder.resolve(reference + ".XRECHNUNG.xml")))
                .isEqualTo(operator.request()
                        .accept("application/xml")
                        .get("/api/v1/invoices/" + invoice + "/document?type=E_INVOICE&form=XRECHNUNG")
                        .asByteArray());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
    }

    private List<Mail> mails(String recipient) {
        return mailbox.getMailsSentTo(recipient);
    }
}
