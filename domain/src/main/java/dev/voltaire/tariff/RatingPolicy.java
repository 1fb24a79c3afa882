package dev.voltaire.tariff;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What the specification leaves to the contract between the parties.
///
/// @param tariffType the driver's charging preference; chooses among several tariffs
public record RatingPolicy(TariffType tariffType, Rounding rounding) {
    /// Lines of six decimals, as they are stored; money is rounded to cents once, on the document line.
    public static final RatingPolicy DEFAULT = new RatingPolicy(TariffType.REGULAR, Rounding.lines(6));

    public RatingPolicy withTariffType(TariffType type) {
        return new RatingPolicy(type, rounding);
    }

    public RatingPolicy withRounding(Rounding other) {
        return new RatingPolicy(tariffType, other);
    }

    /// Half up on the absolute value. OCPI 2.x states no rounding rule (§11.3.1 note), so the contract does.
    ///
    /// @param scope what is rounded; everything else follows by addition
    public record Rounding(Scope scope, int decimals) {
        public static final Rounding NONE = new Rounding(Scope.NOTHING, 0);

        /// Below this many decimals is the noise of volumes that were binary fractions of an hour.
        private static final int NOISE_FLOOR = 12;

        public Rounding {
            if (decimals < 0 || decimals > NOISE_FLOOR) {
                throw new IllegalArgumentException("amounts are rounded to 0 to 12 decimals, not " + decimals);
            }
        }

        public enum Scope {
            NOTHING,
            /// Each line (one price component over the session); totals are sums of rounded lines.
            LINES,
            /// The totals only; they need not be the sum of what is shown.
            TOTALS
        }

        public static Rounding lines(int decimals) {
            return new Rounding(Scope.LINES, decimals);
        }

        public static Rounding totals(int decimals) {
            return new Rounding(Scope.TOTALS, decimals);
        }

        Price line(Price price) {
            return scope == Scope.LINES ? price.map(this::rounded) : price;
        }

        Price total(Price price) {
            return scope == Scope.NOTHING ? price : price.map(this::rounded);
        }

        /// Twelve decimals at most, for amounts that are shown and not summed.
        static Price withoutNoise(Price price) {
            return price.map(Rounding::withoutNoise);
        }

        private static BigDecimal withoutNoise(BigDecimal amount) {
            return amount.scale() > NOISE_FLOOR ? amount.setScale(NOISE_FLOOR, RoundingMode.HALF_UP) : amount;
        }

        private BigDecimal rounded(BigDecimal amount) {
            return withoutNoise(amount).setScale(decimals, RoundingMode.HALF_UP);
        }
    }
}
