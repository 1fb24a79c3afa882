package dev.voltaire.tariff;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A price with its working. `total` is the sum of the lines after minimum and maximum price; the lines are the sums of
/// the charges of the periods.
///
/// @param tariff the one in force at the start; absent when none applies, and then the total is unknown
/// @param total unknown on a side of the tax where a part is unknown
public record RatingReport(
        @Nullable Tariff tariff,
        List<PeriodWorking> periods,
        List<Line> lines,
        Totals totals,
        Price total,
        @Nullable Limit limitExclVat,
        @Nullable Limit limitInclVat,
        List<RatingWarning> warnings) {

    public boolean warns(RatingWarning.Kind kind) {
        for (RatingWarning warning : warnings) {
            if (warning.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    /// What one period added, dimension by dimension. Amounts here have twelve decimals.
    public record PeriodWorking(Instant start, Instant end, List<Charge> charges) {}

    /// @param volume as reported, in units of the dimension; 1 for a flat fee
    /// @param billedVolume what is charged for, with what the step size of the session added in this period
    /// @param match absent when nothing applied, which makes it free
    public record Charge(
            CostKind kind,
            Dimension dimension,
            BigDecimal volume,
            BigDecimal billedVolume,
            @Nullable Match match,
            Price amount) {

        public String inWords() {
            if (match == null) {
                return "no element of the tariff prices " + dimension + " here: free";
            }
            return match.inWords();
        }
    }

    /// Which price component applied: the first in the tariff's order for its dimension whose restrictions hold.
    ///
    /// @param element position in the tariff, from 1
    public record Match(String tariffId, int element, Restrictions restrictions, PriceComponent component) {
        public String inWords() {
            return "element " + element + " of tariff " + tariffId + ", the first for " + component.dimension()
                    + " that holds: " + restrictions.inWords();
        }
    }

    /// One price component over the whole session.
    public record Line(CostKind kind, BigDecimal volume, BigDecimal billedVolume, Match match, Price amount) {}

    /// Cost per kind and their sum before minimum and maximum price.
    public record Totals(Price fixed, Price energy, Price time, Price parking, Price reservation, Price sum) {
        public Price of(CostKind kind) {
            return switch (kind) {
                case FIXED -> fixed;
                case ENERGY -> energy;
                case TIME -> time;
                case PARKING -> parking;
                case RESERVATION -> reservation;
            };
        }
    }

    public enum Limit {
        MINIMUM,
        MAXIMUM
    }
}
