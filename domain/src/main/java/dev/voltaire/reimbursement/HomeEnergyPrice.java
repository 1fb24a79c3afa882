package dev.voltaire.reimbursement;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a kWh at home costs a driver, or where that price is found.
///
/// @param chargerId absent: wherever the driver charges at home and no price of the charger itself applies
/// @param pricePerKwh absent where a statutory table or a series says it
/// @param country whose statutory rates apply; without a region the lowest of its regions
/// @param validUntil the first day it no longer holds; absent while open
/// @param proofs documents uploaded for it
public record HomeEnergyPrice(
        UUID id,
        UUID organisationUnitId,
        UUID profileId,
        String profileName,
        @Nullable UUID chargerId,
        PriceSource source,
        Status status,
        @Nullable BigDecimal pricePerKwh,
        @Nullable String currency,
        @Nullable String country,
        @Nullable String region,
        @Nullable UUID seriesId,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        @Nullable String note,
        int proofs,
        String enteredBy,
        Instant enteredAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionNote) {

    /// Only confirmed prices count.
    public enum Status {
        PROPOSED,
        CONFIRMED,
        REFUSED
    }
}
