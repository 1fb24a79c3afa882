package dev.voltaire.reimbursement;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a kWh at home costs a driver.
///
/// @param chargerId absent: wherever the driver charges at home and no price of the charger itself applies
/// @param validUntil the first day it no longer holds; absent while open
public record HomeEnergyPrice(
        UUID id,
        UUID organisationUnitId,
        UUID profileId,
        String profileName,
        @Nullable UUID chargerId,
        BigDecimal pricePerKwh,
        String currency,
        PriceSource source,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        @Nullable String note,
        String enteredBy,
        Instant enteredAt) {}
