package dev.voltaire.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// A payment provider without a bank behind it, for demonstrations and tests: it has a page on which the payer decides
/// how the payment ends, and tells so by webhooks signed like those of a real one.
@ApplicationScoped
public class SimulatedProvider implements PaymentProvider {
    public static final String NAME = "simulator";
    public static final String SIGNATURE_HEADER = "simulator-signature";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final EntityManager database;
    private final Clock clock;
    private final Signature signature;
    private final URI publicUrl;
    private final Duration refundDelay;

    @Inject
    SimulatedProvider(
            EntityManager database,
            Clock clock,
            @ConfigProperty(name = "voltaire.payments.simulator.secret", defaultValue = "simulated-signing-secret")
                    String secret,
            @ConfigProperty(name = "voltaire.public.url", defaultValue = "http://localhost:8080") URI publicUrl,
            @ConfigProperty(name = "voltaire.payments.simulator.refund-delay", defaultValue = "5S")
                    Duration refundDelay) {
        this.database = database;
        this.clock = clock;
        this.signature = new Signature(secret, clock);
        this.publicUrl = publicUrl;
        this.refundDelay = refundDelay;
    }

    /// A webhook as it travels.
    public record Webhook(byte[] body, String signature) {}

    /// What the payer sees on the provider's page.
    public record Shown(
            UUID payment,
            BigDecimal amount,
            String currency,
            String returnTo,
            @Nullable String outcome) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Page checkout(Checkout checkout) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery("""
                        insert into simulated_checkout (payment_id, amount, currency, return_url, created_at)
                        values (:payment, :amount, :currency, :back, :now) on conflict do nothing
                        """)
                        .setParameter("payment", checkout.payment())
                        .setParameter("amount", checkout.amount().getAmount())
                        .setParameter(
                                "currency", checkout.amount().getCurrencyUnit().getCode())
                        .setParameter("back", checkout.returnTo().toString())
                        .setParameter("now", clock.instant())
                        .executeUpdate());
        return new Page("sim_" + checkout.payment(), publicUrl.resolve("/simulated-provider/" + checkout.payment()));
    }

    @Override
    public void refund(Refund refund) {
        QuarkusTransaction.requiringNew()
                .run(() -> tellLater(
                        refund.payment(),
                        What.REFUNDED,
                        refund.refund().toString(),
                        refund.amount().getAmount(),
                        "refunded",
                        refundDelay));
    }

    /// Empty for a payment that was never asked for.
    public Optional<Shown> shown(UUID payment) {
        List<Tuple> rows = QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery(
                                "select amount, currency, return_url, outcome from simulated_checkout where payment_id = :id",
                                Tuple.class)
                        .setParameter("id", payment)
                        .getResultList());
        return rows.stream()
                .findFirst()
                .map(row -> new Shown(
                        payment,
                        row.get("amount", BigDecimal.class),
                        row.get("currency", String.class),
                        row.get("return_url", String.class),
                        row.get("outcome", String.class)));
    }

    /// Remembers how it ended; a webhook tells so after the delay.
    public void end(UUID payment, What what, String reason, Duration delay) {
        BigDecimal amount = shown(payment).orElseThrow().amount();
        QuarkusTransaction.requiringNew().run(() -> {
            database.createNativeQuery("update simulated_checkout set outcome = :outcome where payment_id = :id")
                    .setParameter("outcome", what.name())
                    .setParameter("id", payment)
                    .executeUpdate();
            tellLater(payment, what, "sim_" + what + "_" + payment, amount, reason, delay);
        });
    }

    private void tellLater(
            UUID payment, What what, String reference, BigDecimal amount, String reason, Duration delay) {
        database.createNativeQuery("""
                        insert into simulated_webhook (payment_id, what, reference, amount, reason, due_at)
                        select :payment, :what, :reference, :amount, :reason, :due
                        where not exists (select from simulated_webhook
                                          where payment_id = :payment and reference = :reference)
                        """)
                .setParameter("payment", payment)
                .setParameter("what", what.name())
                .setParameter("reference", reference)
                .setParameter("amount", amount)
                .setParameter("reason", reason)
                .setParameter("due", clock.instant().plus(delay))
                .executeUpdate();
    }

    public Webhook webhook(
            String event, What what, UUID payment, String reference, @Nullable BigDecimal amount, String reason) {
        try {
            byte[] body = JSON.writeValueAsBytes(JSON.createObjectNode()
                    .put("id", event)
                    .put("type", what.name())
                    .put("payment", payment.toString())
                    .put("reference", reference)
                    .put("amount", amount == null ? null : amount.toPlainString())
                    .put("reason", reason)
                    .put("at", clock.instant().toString()));
            return new Webhook(body, signature.of(body));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    @Override
    public Optional<Told> read(byte[] body, Map<String, String> headers) throws Forged {
        signature.check(body, headers.get(SIGNATURE_HEADER));
        try {
            JsonNode event = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            JsonNode amount = event.path("amount");
            return Optional.of(new Told(
                    event.path("id").asText(),
                    What.valueOf(event.path("type").asText()),
                    UUID.fromString(event.path("payment").asText()),
                    null,
                    event.path("reference").asText(),
                    amount.isTextual() ? new BigDecimal(amount.asText()) : null,
                    event.path("reason").asText(),
                    Instant.parse(event.path("at").asText())));
        } catch (IOException | IllegalArgumentException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
