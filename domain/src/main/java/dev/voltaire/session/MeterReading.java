package dev.voltaire.session;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One reading of a charger's meter at one moment.
///
/// @param measuredAt the device's time, ours when it gave none
/// @param energyWh the active import register of the outlet, absent when not among the samples
/// @param beginning whether the charger marked it as the transaction's first reading
/// @param samples every sample as sent, as a JSON array
public record MeterReading(
        Instant measuredAt,
        @Nullable BigDecimal energyWh,
        @Nullable BigDecimal powerW,
        boolean beginning,
        boolean signed,
        String samples) {}
