package dev.voltaire.payment;

import static dev.voltaire.invoice.InvoiceWorld.PERIOD_END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.invoice.InvoiceWorld;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import dev.voltaire.payment.PaymentProvider.What;
import dev.voltaire.payment.SimulatedProvider.Webhook;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class OnlinePaymentTest {
    @Inject
    InvoiceWorld world;

    @Inject
    SignedIn signedIn;

    @Inject
    SimulatedProvider provider;

    @Inject
    SimulatedWebhooks webhooks;

    private Browser operator;
    private Browser manager;
    private String invoice;

    @BeforeEach
    void anInvoiceToPay() {
        Customer customer = world.customer(PaymentMethod.CARD);
        operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));
        invoice = world.invoice(operator, world.issuer(operator, Map.of()), customer);
    }

    @Test
    void aLinkLeadsToTheProviderAndItsWebhookPaysTheInvoice() {
        // given
        URI link = link();

        // when
        UUID payment = opened(link);
        told("evt-1", What.SUCCEEDED, payment, null);

        // then
        becomes("PAID");
        open(link).then().statusCode(200).body(containsString("</html>"));
        manager.request()
                .get("/api/v1/invoices/" + invoice + "/payments")
                .then()
                .body("open.amount", equalTo("0.00"))
                .body("payments", hasSize(1))
                .body("payments[0].status", equalTo("SUCCEEDED"));
        await().untilAsserted(() -> manager.request()
                .get("/api/v1/invoices/" + invoice + "/events")
                .then()
                .body("type", hasItem("PAYMENT_LINK_SENT"))
                .body("type", hasItem("PAYMENT_RECEIVED")));
    }

    @Test
    void aNewLinkEndsTheOneBefore() {
        // given
        URI old = link();
        URI current = link();

        // then
        open(old).then().statusCode(410);
        open(URI.create("/pay/" + "x".repeat(32))).then().statusCode(410);
        open(current).then().statusCode(303);
    }

    @Test
    void openingALinkTwiceIsOnePayment() {
        // given
        URI link = link();

        // then
        assertThat(opened(link)).isEqualTo(opened(link));
    }

    @Test
    void aPaymentThatFailedCanBeTriedAgain() {
        // given
        URI link = link();
        UUID failed = opened(link);
        told("evt-1", What.FAILED, failed, null);
        becomes("PAYMENT_FAILED");

        // when
        UUID second = opened(link);
        told("evt-2", What.SUCCEEDED, second, null);

        // then
        assertThat(second).isNotEqualTo(failed);
        becomes("PAID");
    }

    @Test
    void whatIsToldTwiceCountsOnceAndALateFailureChangesNothing() {
        // given
        UUID payment = opened(link());

        // when
        told("evt-1", What.SUCCEEDED, payment, null);
        told("evt-1", What.SUCCEEDED, payment, null);
        told("evt-0", What.FAILED, payment, null);
        told("evt-2", What.SUCCEEDED, payment, null);

        // then
        becomes("PAID");
        manager.request()
                .get("/api/v1/invoices/" + invoice + "/payments")
                .then()
                .body("payments", hasSize(1))
                .body("open.amount", equalTo("0.00"));
    }

    @Test
    void aChargebackThatIsToldBeforeThePaymentStillTakesItBack() {
        // given
        UUID payment = opened(link());

        // when
        told("evt-2", What.CHARGED_BACK, payment, "6.05");
        told("evt-1", What.SUCCEEDED, payment, null);

        // then
        await().untilAsserted(() -> manager.request()
                .get("/api/v1/invoices/" + invoice + "/payments")
                .then()
                .body("open.amount", equalTo("6.05"))
                .body("payments", hasSize(2)));
        becomes("PAYMENT_FAILED");
    }

    @Test
    void aRefundCountsOnceTheProviderConfirmsIt() {
        // given
        UUID payment = opened(link());
        told("evt-1", What.SUCCEEDED, payment, null);
        becomes("PAID");

        // when
        String refund = operator.request()
                .header("Idempotency-Key", "refund-" + payment)
                .body(Map.of("amount", Map.of("amount", "2.00", "currency", "EUR")))
                .post("/api/v1/invoices/" + invoice + "/payments/" + payment + "/refunds")
                .then()
                .statusCode(202)
                .body("status", equalTo("PENDING"))
                .extract()
                .path("id");
        becomes("PAID");
        Webhook confirmed =
                provider.webhook("evt-3" + payment, What.REFUNDED, payment, refund, new BigDecimal("2.00"), "asked");
        post(confirmed).then().statusCode(204);

        // then
        becomes("PARTIALLY_PAID");
        operator.request()
                .body(Map.of("amount", Map.of("amount", "4.06", "currency", "EUR")))
                .post("/api/v1/invoices/" + invoice + "/payments/" + payment + "/refunds")
                .then()
                .statusCode(409)
                .body("type", containsString("refund-exceeds-payment"));
    }

    @Test
    void aForgedWebhookIsRefused() {
        // given
        UUID payment = opened(link());
        Webhook webhook = provider.webhook("evt-1", What.SUCCEEDED, payment, "r", null, "");

        // then
        RestAssured.given()
                .body(webhook.body())
                .post("/psp/webhooks/simulator")
                .then()
                .statusCode(401);
        String wrong = webhook.signature().substring(0, webhook.signature().length() - 1)
                + (webhook.signature().endsWith("0") ? "1" : "0");
        post(new Webhook(webhook.body(), wrong)).then().statusCode(401);
        post(new Webhook("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), webhook.signature()))
                .then()
                .statusCode(401);
        RestAssured.given().body("{}").post("/psp/webhooks/nobody").then().statusCode(409);
        manager.request().get("/api/v1/invoices/" + invoice).then().body("status", org.hamcrest.Matchers.not("PAID"));
    }

    @Test
    void theSimulatedPageEndsThePayment() {
        // given
        URI page = URI.create(open(link()).header("Location"));
        RestAssured.given().get(page.getPath()).then().statusCode(200).body(containsString("EUR 6.05"));

        // when
        RestAssured.given()
                .redirects()
                .follow(false)
                .formParam("outcome", "SUCCEEDED")
                .post(page.getPath())
                .then()
                .statusCode(303);

        // then
        becomes("PAID");
    }

    @Test
    void aProviderThatTellsLateIsWaitedFor() {
        // given
        URI page = URI.create(open(link()).header("Location"));

        // when
        decided(page, "SUCCEEDED", 3600);
        webhooks.run();

        // then
        manager.get("/api/v1/invoices/" + invoice + "/payments").then().body("payments[0].status", equalTo("PENDING"));

        // when an hour has passed
        world.sql("update simulated_webhook set due_at = now() - interval '1 second' where payment_id = '"
                + payment(page) + "'");
        webhooks.run();
        webhooks.run();

        // then
        becomes("PAID");
        manager.get("/api/v1/invoices/" + invoice + "/payments").then().body("payments", hasSize(1));
    }

    @Test
    void theSimulatedProviderRefundsAndChargesBackByItself() {
        // given
        URI page = URI.create(open(link()).header("Location"));
        decided(page, "SUCCEEDED", 0);
        webhooks.run();
        becomes("PAID");

        // when
        operator.request()
                .header("Idempotency-Key", "refund-" + payment(page))
                .body(Map.of("amount", Map.of("amount", "1.05", "currency", "EUR")))
                .post("/api/v1/invoices/" + invoice + "/payments/" + payment(page) + "/refunds")
                .then()
                .statusCode(202);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            world.sql("update simulated_webhook set due_at = now() - interval '1 second' where told_at is null"
                    + " and payment_id = '" + payment(page) + "'");
            webhooks.run();
            manager.get("/api/v1/invoices/" + invoice).then().body("status", equalTo("PARTIALLY_PAID"));
        });
        decided(page, "CHARGED_BACK", 0);
        webhooks.run();

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> manager.get("/api/v1/invoices/" + invoice + "/payments")
                        .then()
                        .body("payments.kind", hasItem("REVERSAL")));
    }

    private static void decided(URI page, String outcome, int delaySeconds) {
        RestAssured.given()
                .redirects()
                .follow(false)
                .formParam("outcome", outcome)
                .formParam("delay", delaySeconds)
                .post(page.getPath())
                .then()
                .statusCode(303);
    }

    private static String payment(URI page) {
        return page.getPath().substring(page.getPath().lastIndexOf('/') + 1);
    }

    private URI link() {
        return URI.create(manager.request()
                .post("/api/v1/invoices/" + invoice + "/payment-links")
                .then()
                .statusCode(202)
                .body("status", equalTo("ACTIVE"))
                .extract()
                .path("url"));
    }

    private static Response open(URI link) {
        return RestAssured.given().redirects().follow(false).get(link.getPath());
    }

    private static UUID opened(URI link) {
        String page = open(link).then().statusCode(303).extract().header("Location");
        return UUID.fromString(page.substring(page.lastIndexOf('/') + 1));
    }

    private void told(String event, What what, UUID payment, @Nullable String amount) {
        Webhook webhook = provider.webhook(
                event + payment,
                what,
                payment,
                what + "-" + payment,
                amount == null ? null : new BigDecimal(amount),
                "because");
        post(webhook).then().statusCode(204);
    }

    private static Response post(Webhook webhook) {
        return RestAssured.given()
                .header(SimulatedProvider.SIGNATURE_HEADER, webhook.signature())
                .contentType("application/json")
                .body(webhook.body())
                .post("/psp/webhooks/simulator");
    }

    private void becomes(String status) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> manager.request()
                        .get("/api/v1/invoices/" + invoice)
                        .then()
                        .body("status", equalTo(status)));
    }
}
