package dev.voltaire.api.payment;

import dev.voltaire.api.http.Amount;
import dev.voltaire.payment.Payment;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Money that came in for an invoice, or went back: then the amount is negative. Only what succeeded counts.
@Schema(name = "Payment")
public record PaymentBody(
        UUID id,
        Payment.Kind kind,
        Payment.Method method,
        Payment.Status status,
        Amount amount,
        String provider,
        @Nullable UUID reversesId,
        @Nullable String failure,
        Instant createdAt,
        @Nullable Instant settledAt) {

    static PaymentBody of(Payment payment) {
        return new PaymentBody(
                payment.id(),
                payment.kind(),
                payment.method(),
                payment.status(),
                Amount.of(payment.amount()),
                payment.provider(),
                payment.reversesId(),
                payment.failure(),
                payment.createdAt(),
                payment.settledAt());
    }
}
