package dev.voltaire.session;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Energy of a session from register readings in Wh. Never negative, never invented: what is doubtful is flagged.
public final class MeterArithmetic {
    /// Above any home installation (three phases, 63 A).
    private static final BigDecimal MAXIMUM_KILOWATTS = BigDecimal.valueOf(44);

    private MeterArithmetic() {}

    public record Energy(BigDecimal kwh, Set<Review> doubts) {}

    /// @param last the highest reading in between, used when the final one cannot be
    public static Energy between(
            @Nullable BigDecimal startWh, @Nullable BigDecimal stopWh, @Nullable BigDecimal last, Duration duration) {
        Set<Review> doubts = EnumSet.noneOf(Review.class);
        BigDecimal end = stopWh;
        if (startWh == null) {
            doubts.add(Review.NO_METER_READINGS);
            return new Energy(BigDecimal.ZERO, doubts);
        }
        if (end == null || end.compareTo(startWh) < 0) {
            doubts.add(end == null ? Review.NO_METER_READINGS : Review.NEGATIVE_ENERGY);
            if (last == null || last.compareTo(startWh) < 0) {
                return new Energy(BigDecimal.ZERO, doubts);
            }
            doubts.remove(Review.NO_METER_READINGS);
            doubts.add(Review.LAST_READING_USED);
            end = last;
        }
        BigDecimal kwh = end.subtract(startWh).movePointLeft(3);
        BigDecimal ceiling = MAXIMUM_KILOWATTS
                .multiply(BigDecimal.valueOf(Math.max(0, duration.toSeconds())))
                .movePointLeft(3)
                .divide(BigDecimal.valueOf(3.6), java.math.MathContext.DECIMAL64)
                .add(BigDecimal.ONE);
        if (kwh.compareTo(ceiling) > 0) {
            doubts.add(Review.IMPLAUSIBLE_ENERGY);
        }
        return new Energy(kwh, doubts);
    }
}
