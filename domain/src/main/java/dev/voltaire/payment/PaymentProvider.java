package dev.voltaire.payment;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Who collects money online for us. All calls go over a network: never inside a transaction.
public interface PaymentProvider {

    /// Stable: payments and webhooks carry it.
    String name();

    /// Asks for a page on which the payer pays. Once more with the same payment gives the same page.
    ///
    /// @throws Unavailable when the provider cannot be reached or refuses
    Page checkout(Checkout checkout) throws Unavailable;

    /// Gives money back. Once more with the same refund gives nothing more.
    ///
    /// @throws Unavailable when the provider cannot be reached or refuses
    void refund(Refund refund) throws Unavailable;

    /// What a webhook tells, after its signature was checked; empty when it tells nothing we need.
    ///
    /// @param headers by lower-case name
    /// @throws Forged when it was not signed by the provider, or too long ago
    Optional<Told> read(byte[] body, Map<String, String> headers) throws Forged;

    /// @param payment our id, which the provider returns with everything it tells about it
    record Checkout(
            UUID payment,
            Money amount,
            String invoiceNumber,
            @Nullable String email,
            URI returnTo) {}

    record Page(String reference, URI address) {}

    record Refund(UUID refund, UUID payment, String reference, Money amount) {}

    /// What happened to a payment.
    ///
    /// @param event the provider's id, which a repetition carries again
    /// @param payment ours; absent where the provider only repeats its own id of it
    /// @param paymentReference the provider's id of the payment
    /// @param reference the provider's id of the movement; money that went back has one of its own
    /// @param amount absent where the provider does not say
    record Told(
            String event,
            What what,
            @Nullable UUID payment,
            @Nullable String paymentReference,
            String reference,
            @Nullable BigDecimal amount,
            @Nullable String reason,
            Instant at) {}

    enum What {
        SUCCEEDED,
        FAILED,
        REFUNDED,
        CHARGED_BACK
    }

    final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    final class Forged extends Exception {
        private static final long serialVersionUID = 1L;

        public Forged(String message) {
            super(message);
        }
    }
}
