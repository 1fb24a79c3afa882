package dev.voltaire.api.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.StripeClient;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import dev.voltaire.payment.PaymentProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Collects with Stripe: checkout pages that take cards and SEPA debits, refunds, and signed webhooks. Our payment id
/// travels in the metadata and comes back with everything Stripe tells.
@ApplicationScoped
class StripeProvider implements PaymentProvider {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OUR_ID = "voltaire_payment";
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 20_000;
    private static final long TOLERANCE_SECONDS = 300;

    private final StripeClient client;
    private final String webhookSecret;
    private final Clock clock;

    @Inject
    StripeProvider(
            @ConfigProperty(name = "voltaire.payments.stripe.secret-key") Optional<String> secretKey,
            @ConfigProperty(name = "voltaire.payments.stripe.webhook-secret") Optional<String> webhookSecret,
            @ConfigProperty(name = "voltaire.payments.stripe.url", defaultValue = "https://api.stripe.com") String url,
            Clock clock) {
        this.client = StripeClient.builder()
                .setApiKey(secretKey.orElse("unconfigured"))
                .setApiBase(url)
                .setConnectTimeout(CONNECT_MILLIS)
                .setReadTimeout(READ_MILLIS)
                .setMaxNetworkRetries(1)
                .build();
        this.webhookSecret = webhookSecret.orElse("");
        this.clock = clock;
    }

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public Page checkout(Checkout checkout) throws Unavailable {
        String payment = checkout.payment().toString();
        SessionCreateParams session = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId(payment)
                .setCustomerEmail(checkout.email())
                .setSuccessUrl(checkout.returnTo().toString())
                .setCancelUrl(checkout.returnTo().toString())
                .addLineItem(SessionCreateParams.LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(SessionCreateParams.LineItem.PriceData.builder()
                                .setCurrency(checkout.amount()
                                        .getCurrencyUnit()
                                        .getCode()
                                        .toLowerCase(Locale.ROOT))
                                .setUnitAmount(checkout.amount().getAmountMinorLong())
                                .setProductData(SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                        .setName("Invoice " + checkout.invoiceNumber())
                                        .build())
                                .build())
                        .build())
                .putMetadata(OUR_ID, payment)
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .putMetadata(OUR_ID, payment)
                        .setDescription("Invoice " + checkout.invoiceNumber())
                        .build())
                .build();
        try {
            Session created = client.v1().checkout().sessions().create(session, once(payment));
            String reference = created.getPaymentIntent() == null ? created.getId() : created.getPaymentIntent();
            return new Page(reference, URI.create(created.getUrl()));
        } catch (StripeException refused) {
            throw new Unavailable("Stripe made no checkout", refused);
        }
    }

    @Override
    public void refund(Refund refund) throws Unavailable {
        RefundCreateParams request = RefundCreateParams.builder()
                .setPaymentIntent(intent(refund.reference()))
                .setAmount(refund.amount().getAmountMinorLong())
                .putMetadata(OUR_ID, refund.payment().toString())
                .putMetadata("voltaire_refund", refund.refund().toString())
                .build();
        try {
            client.v1().refunds().create(request, once(refund.refund().toString()));
        } catch (StripeException refused) {
            throw new Unavailable("Stripe made no refund", refused);
        }
    }

    /// A checkout has a payment intent only once somebody paid.
    private String intent(String reference) throws Unavailable {
        if (!reference.startsWith("cs_")) {
            return reference;
        }
        try {
            return client.v1().checkout().sessions().retrieve(reference).getPaymentIntent();
        } catch (StripeException refused) {
            throw new Unavailable("Stripe does not know the checkout", refused);
        }
    }

    private static RequestOptions once(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    @Override
    public Optional<Told> read(byte[] body, Map<String, String> headers) throws Forged {
        String text = new String(body, StandardCharsets.UTF_8);
        String signature = headers.get("stripe-signature");
        if (signature == null || webhookSecret.isEmpty()) {
            throw new Forged("no signature");
        }
        try {
            Webhook.Signature.verifyHeader(text, signature, webhookSecret, TOLERANCE_SECONDS, clock);
            return told(JSON.readTree(text));
        } catch (SignatureVerificationException forged) {
            throw new Forged(String.valueOf(forged.getMessage()));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Told> told(JsonNode event) {
        JsonNode object = event.path("data").path("object");
        return switch (event.path("type").asText()) {
            case "payment_intent.succeeded" -> told(event, object, What.SUCCEEDED, "amount_received", null);
            case "payment_intent.payment_failed" ->
                told(
                        event,
                        object,
                        What.FAILED,
                        "amount",
                        object.path("last_payment_error").path("code").asText(null));
            case "refund.updated", "refund.created" ->
                object.path("status").asText().equals("succeeded")
                        ? told(
                                event,
                                object,
                                What.REFUNDED,
                                "amount",
                                object.path("reason").asText(null))
                        : Optional.empty();
            case "charge.dispute.funds_withdrawn" ->
                told(
                        event,
                        object,
                        What.CHARGED_BACK,
                        "amount",
                        object.path("reason").asText(null));
            default -> Optional.empty();
        };
    }

    private static Optional<Told> told(
            JsonNode event, JsonNode object, What what, String amountField, @Nullable String reason) {
        JsonNode metadata = object.path("metadata");
        String payment = metadata.path(OUR_ID).asText("");
        String intent = what == What.SUCCEEDED || what == What.FAILED
                ? object.path("id").asText()
                : object.path("payment_intent").asText("");
        if (payment.isEmpty() && intent.isEmpty()) {
            return Optional.empty();
        }
        String refund = metadata.path("voltaire_refund").asText("");
        CurrencyUnit currency = CurrencyUnit.of(object.path("currency").asText().toUpperCase(Locale.ROOT));
        BigDecimal amount =
                Money.ofMinor(currency, object.path(amountField).asLong()).getAmount();
        return Optional.of(new Told(
                event.path("id").asText(),
                what,
                payment.isEmpty() ? null : UUID.fromString(payment),
                intent.isEmpty() ? null : intent,
                refund.isEmpty() ? object.path("id").asText() : refund,
                amount,
                reason,
                Instant.ofEpochSecond(event.path("created").asLong())));
    }
}
