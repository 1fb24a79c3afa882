package dev.voltaire.price;

import dev.voltaire.session.SessionStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a session costs as far as its operator has reported it: an estimate until the CDR comes.
///
/// @param asOf the operator's last report
/// @param kwh so far
public record SessionEstimate(UUID sessionId, SessionStatus status, Instant asOf, BigDecimal kwh, Pricing pricing) {

    public @Nullable WorkedPrice price() {
        return switch (pricing) {
            case Pricing.Priced priced -> priced.price();
            case Pricing.NotAvailable none -> null;
        };
    }
}
