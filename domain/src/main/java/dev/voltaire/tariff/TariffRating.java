package dev.voltaire.tariff;

import java.util.List;

/// What a session costs under a tariff, with the working. Pure: no clock, no input or output, no shared state.
///
/// Volumes, prices and sums are exact decimals. A quantity too large to be one throws [ArithmeticException].
public final class TariffRating {
    private TariffRating() {}

    /// Prices with the tariff that suits the session at its start, or with the tariffs the operator names per period.
    /// When none suits, the report's total is unknown and it warns [RatingWarning.Kind#NO_TARIFF].
    public static RatingReport rate(ChargingUsage usage, List<Tariff> tariffs, RatingPolicy policy) {
        return new SessionRating(usage, tariffs, policy).report();
    }

    /// Prices with exactly this tariff, whatever its type and validity and whatever the periods name.
    public static RatingReport rate(ChargingUsage usage, Tariff tariff, RatingPolicy policy) {
        return new SessionRating(usage, tariff, policy).report();
    }
}
