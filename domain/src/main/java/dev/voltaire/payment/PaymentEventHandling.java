package dev.voltaire.payment;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.payment.PaymentProvider.What;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Does what a provider's event means, whatever else has or has not been told yet.
@ApplicationScoped
class PaymentEventHandling implements OutboxHandler<PaymentEventReceived> {
    private static final String UNSAID = "no reason given";

    private final EntityManager database;
    private final PaymentRepository payments;
    private final PaymentLinks links;
    private final Settling settling;
    private final Clock clock;

    @Inject
    PaymentEventHandling(
            EntityManager database, PaymentRepository payments, PaymentLinks links, Settling settling, Clock clock) {
        this.database = database;
        this.payments = payments;
        this.links = links;
        this.settling = settling;
        this.clock = clock;
    }

    @Override
    public Class<PaymentEventReceived> eventType() {
        return PaymentEventReceived.class;
    }

    @Override
    public String name() {
        return "payment-event";
    }

    @Override
    public void handle(PaymentEventReceived event) {
        Tuple row = (Tuple) database.createNativeQuery(
                        "select provider, payment_id, payment_reference, what, reference, amount, reason from payment_event where id = :id",
                        Tuple.class)
                .setParameter("id", event.eventId())
                .getSingleResult();
        Optional<Payment> payment = payment(row);
        payment.ifPresent(known -> apply(known, row));
        database.createNativeQuery("update payment_event set handled_at = :now, outcome = :outcome where id = :id")
                .setParameter("now", clock.instant())
                .setParameter("outcome", payment.isPresent() ? "APPLIED" : "UNKNOWN_PAYMENT")
                .setParameter("id", event.eventId())
                .executeUpdate();
    }

    private Optional<Payment> payment(Tuple row) {
        UUID ours = row.get("payment_id", UUID.class);
        String theirs = row.get("payment_reference", String.class);
        if (ours != null) {
            return payments.lockedById(ours);
        }
        return theirs == null ? Optional.empty() : payments.byReference(row.get("provider", String.class), theirs);
    }

    private void apply(Payment payment, Tuple row) {
        Money told = money(payment, row.get("amount", BigDecimal.class));
        String reference = row.get("reference", String.class);
        String reason = Objects.requireNonNullElse(row.get("reason", String.class), UNSAID);
        switch (What.valueOf(row.get("what", String.class))) {
            case SUCCEEDED -> {
                settling.succeeded(payment, told);
                String theirs = row.get("payment_reference", String.class);
                if (theirs != null) {
                    payment.knownAs(theirs);
                }
                if (payment.paymentLinkId() != null) {
                    links.findById(payment.paymentLinkId()).use();
                }
            }
            case FAILED -> settling.failed(payment, reason);
            case REFUNDED -> refunded(payment, told, reference, reason);
            case CHARGED_BACK ->
                settling.wentBack(
                        payment, Payment.Kind.REVERSAL, told == null ? payment.amount() : told, reference, reason);
        }
    }

    /// Ours, which waits for the confirmation, or one that somebody made at the provider.
    private void refunded(Payment payment, @Nullable Money told, String reference, String reason) {
        Optional<Payment> ours = payments.of(payment.invoiceId()).stream()
                .filter(back -> back.kind() == Payment.Kind.REFUND)
                .filter(back -> back.id().toString().equals(reference) || reference.equals(back.providerReference()))
                .findFirst();
        if (ours.isPresent()) {
            settling.succeeded(ours.get(), null);
        } else {
            settling.wentBack(payment, Payment.Kind.REFUND, told == null ? payment.amount() : told, reference, reason);
        }
    }

    private static @Nullable Money money(Payment payment, @Nullable BigDecimal amount) {
        return amount == null ? null : Money.of(payment.amount().getCurrencyUnit(), amount, RoundingMode.HALF_UP);
    }
}
