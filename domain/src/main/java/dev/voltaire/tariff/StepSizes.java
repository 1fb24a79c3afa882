package dev.voltaire.tariff;

import dev.voltaire.tariff.RatingWarning.Kind;
import dev.voltaire.tariff.SessionRating.DraftCharge;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Step sizes count once per session for energy, once for time and parking together, once for a reservation: the priced
/// total of the dimension used last is rounded up by the step of the component used last, and what that adds is billed
/// with the last charge (OCPI 2.2.1 §10.3.1, step_size).
final class StepSizes {
    /// Operators state hours in four decimals, so a time may overshoot a step by half of 0.36 s and mean the step.
    private static final BigDecimal SECONDS_TOLERANCE = new BigDecimal("0.18");

    private static final BigDecimal WATT_HOURS_TOLERANCE = new BigDecimal("0.001");

    private StepSizes() {}

    static void apply(List<DraftCharge> charges, Collection<RatingWarning> warnings) {
        DraftCharge energy = null;
        DraftCharge time = null;
        DraftCharge reservation = null;
        boolean parked = false;
        for (int i = 0; i < charges.size(); i++) {
            DraftCharge charge = charges.get(i);
            if (charge.line == null || charge.dimension == Dimension.FLAT) {
                continue;
            }
            switch (charge.kind) {
                case ENERGY -> energy = charge;
                case TIME -> time = charge;
                case PARKING -> {
                    time = charge;
                    parked = true;
                }
                case RESERVATION -> reservation = charge;
                case FIXED -> {}
            }
        }
        roundUp(charges, energy);
        roundUp(charges, time);
        roundUp(charges, reservation);
        if (parked && time != null && time.kind == CostKind.TIME && time.billed.compareTo(time.volume) > 0) {
            warnings.add(new RatingWarning(Kind.STEP_SIZE_AFTER_PARKING, Dimension.TIME.name(), null));
        }
    }

    private static void roundUp(List<DraftCharge> charges, @Nullable DraftCharge last) {
        if (last == null || last.line == null) {
            return;
        }
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < charges.size(); i++) {
            DraftCharge charge = charges.get(i);
            if (charge.kind == last.kind && charge.dimension == last.dimension && charge.line != null) {
                total = total.add(charge.volume);
            }
        }
        BigDecimal stepsPerUnit = BigDecimal.valueOf(last.dimension.stepsPerUnit());
        BigDecimal step = BigDecimal.valueOf(last.line.match.component().step());
        BigDecimal consumed = total.multiply(stepsPerUnit);
        BigDecimal tolerance = last.dimension == Dimension.ENERGY ? WATT_HOURS_TOLERANCE : SECONDS_TOLERANCE;
        BigDecimal billed = consumed.subtract(tolerance)
                .divide(step, 0, RoundingMode.CEILING)
                .multiply(step);
        BigDecimal added = billed.subtract(consumed);
        if (total.signum() > 0 && added.signum() > 0) {
            last.billed = last.volume.add(added.divide(stepsPerUnit, SessionRating.PRECISION));
        }
    }
}
