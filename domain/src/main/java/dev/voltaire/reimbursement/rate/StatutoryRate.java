package dev.voltaire.reimbursement.rate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rate that an authority lets employers use without proof.
///
/// @param region ISO 3166-2, where the country distinguishes regions
/// @param validUntil exclusive; absent while open
public record StatutoryRate(
        UUID id,
        String country,
        @Nullable String region,
        Unit unit,
        BigDecimal rate,
        String currency,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        String source,
        String enteredBy,
        Instant enteredAt) {

    /// What the rate is for one of.
    public enum Unit {
        KWH,
        MILE,
        KILOMETRE
    }
}
