package dev.voltaire.api.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpServer;
import dev.voltaire.payment.PaymentProvider;
import dev.voltaire.payment.PaymentProvider.Forged;
import dev.voltaire.payment.PaymentProvider.Page;
import dev.voltaire.payment.PaymentProvider.Told;
import dev.voltaire.payment.PaymentProvider.What;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against answers and webhooks in the form Stripe documents them, over a real socket.
class StripeProviderTest {
    private static final String SECRET = "whsec_test";
    private static final UUID PAYMENT = UUID.fromString("01993c11-0000-7000-8000-000000000001");

    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String answer = "{}";
    private StripeProvider stripe;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " "
                            + exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                            + URLDecoder.decode(
                                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                                    StandardCharsets.UTF_8));
            String refund = "{\"id\": \"re_1\", \"object\": \"refund\", \"status\": \"pending\"}";
            String reply = exchange.getRequestURI().getPath().equals("/v1/refunds") ? refund : answer;
            byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        server.start();
        stripe = new StripeProvider(
                Optional.of("sk_test_invented"),
                Optional.of(SECRET),
                "http://127.0.0.1:" + server.getAddress().getPort(),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aCheckoutCarriesOurIdAmountAndKey() throws Exception {
        // given
        answer = """
                {"id": "cs_test_a1", "object": "checkout.session", "payment_intent": null,
                 "url": "https://checkout.stripe.example/c/pay/cs_test_a1"}
                """;

        // when
        Page page = stripe.checkout(new PaymentProvider.Checkout(
                PAYMENT, eur("6.05"), "42", "post@windmolen.example", URI.create("https://voltaire.example/pay/x")));

        // then
        assertThat(page.address()).isEqualTo(URI.create("https://checkout.stripe.example/c/pay/cs_test_a1"));
        assertThat(page.reference()).isEqualTo("cs_test_a1");
        assertThat(requests.getFirst())
                .startsWith("POST /v1/checkout/sessions " + PAYMENT)
                .contains("[unit_amount]=605", "[currency]=eur", "metadata[voltaire_payment]=" + PAYMENT);
    }

    @Test
    void whatStripeRefusesIsUnavailableAndNotLost() {
        // given
        status = 402;
        answer = "{\"error\": {\"type\": \"card_error\", \"message\": \"Your account is restricted\"}}";

        // then
        assertThatThrownBy(() -> stripe.checkout(new PaymentProvider.Checkout(
                        PAYMENT, eur("6.05"), "42", null, URI.create("https://voltaire.example/pay/x"))))
                .isInstanceOf(PaymentProvider.Unavailable.class);
    }

    @Test
    void aRefundNamesThePaymentIntentOfTheCheckout() throws Exception {
        // given
        answer = "{\"id\": \"cs_test_a1\", \"object\": \"checkout.session\", \"payment_intent\": \"pi_1\"}";
        UUID refund = UUID.randomUUID();

        // when
        stripe.refund(new PaymentProvider.Refund(refund, PAYMENT, "cs_test_a1", eur("2.00")));

        // then
        assertThat(requests.get(0)).startsWith("GET /v1/checkout/sessions/cs_test_a1");
        assertThat(requests.get(1))
                .startsWith("POST /v1/refunds " + refund)
                .contains("payment_intent=pi_1", "amount=200", "metadata[voltaire_payment]=" + PAYMENT);
    }

    @Test
    void aSignedSuccessIsUnderstood() throws Exception {
        // when
        Told told = read("""
                {"id": "evt_1", "object": "event", "type": "payment_intent.succeeded", "created": 1764000000,
                 "data": {"object": {"id": "pi_1", "object": "payment_intent", "amount": 605, "amount_received": 605,
                 "currency": "eur", "metadata": {"voltaire_payment": "%s"}}}}
                """.formatted(PAYMENT)).orElseThrow();

        // then
        assertThat(told)
                .isEqualTo(new Told(
                        "evt_1",
                        What.SUCCEEDED,
                        PAYMENT,
                        "pi_1",
                        "pi_1",
                        new BigDecimal("6.05"),
                        null,
                        Instant.ofEpochSecond(1764000000)));
    }

    @Test
    void aFailedDebitTellsItsReason() throws Exception {
        // when
        Told told = read("""
                {"id": "evt_2", "type": "payment_intent.payment_failed", "created": 1764000000,
                 "data": {"object": {"id": "pi_1", "amount": 605, "currency": "eur",
                 "last_payment_error": {"code": "insufficient_funds"}, "metadata": {"voltaire_payment": "%s"}}}}
                """.formatted(PAYMENT)).orElseThrow();

        // then
        assertThat(told.what()).isEqualTo(What.FAILED);
        assertThat(told.reason()).isEqualTo("insufficient_funds");
    }

    @Test
    void aDisputeIsFoundByThePaymentIntentItNames() throws Exception {
        // when
        Told told = read("""
                {"id": "evt_3", "type": "charge.dispute.funds_withdrawn", "created": 1764000000,
                 "data": {"object": {"id": "dp_1", "amount": 605, "currency": "eur", "payment_intent": "pi_1",
                 "reason": "fraudulent", "metadata": {}}}}
                """).orElseThrow();

        // then
        assertThat(told.what()).isEqualTo(What.CHARGED_BACK);
        assertThat(told.payment()).isNull();
        assertThat(told.paymentReference()).isEqualTo("pi_1");
        assertThat(told.reference()).isEqualTo("dp_1");
    }

    @Test
    void whatDoesNotConcernUsTellsNothing() throws Exception {
        assertThat(read("{\"id\": \"evt_4\", \"type\": \"customer.created\", \"data\": {\"object\": {}}}"))
                .isEmpty();
    }

    @Test
    void aForgedOrOldWebhookIsRefused() throws Exception {
        // given
        String body = "{\"id\": \"evt_5\", \"type\": \"payment_intent.succeeded\"}";
        String other = Webhook.Signature.generateSignatureHeader(body, "whsec_other");
        String old = Webhook.Signature.generateSignatureHeader(
                body, SECRET, Instant.now().minusSeconds(3600).getEpochSecond());

        // then
        assertThatThrownBy(() -> read(body, other)).isInstanceOf(Forged.class);
        assertThatThrownBy(() -> read(body, old)).isInstanceOf(Forged.class);
        assertThatThrownBy(() -> stripe.read(body.getBytes(StandardCharsets.UTF_8), Map.of()))
                .isInstanceOf(Forged.class);
    }

    private Optional<Told> read(String body) throws Exception {
        return read(body, Webhook.Signature.generateSignatureHeader(body, SECRET));
    }

    private Optional<Told> read(String body, String signature) throws Forged {
        return stripe.read(body.getBytes(StandardCharsets.UTF_8), Map.of("stripe-signature", signature));
    }

    private static Money eur(String amount) {
        return Money.of(CurrencyUnit.EUR, new BigDecimal(amount));
    }
}
