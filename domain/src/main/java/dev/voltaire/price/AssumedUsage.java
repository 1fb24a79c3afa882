package dev.voltaire.price;

import dev.voltaire.tariff.ChargingUsage;
import dev.voltaire.tariff.UsagePeriod;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A charge of which only totals are known, spread evenly over short stretches, so that what a tariff restricts to
/// times, energies or durations holds where it should. Pure.
final class AssumedUsage {
    private static final Duration STRETCH = Duration.ofMinutes(5);
    private static final int MOST_STRETCHES = 2_016;
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);

    private AssumedUsage() {}

    /// @param kw of the connector, when known
    static ChargingUsage evenly(Instant start, Instant end, BigDecimal kwh, @Nullable BigDecimal kw, ZoneId zone) {
        long seconds = Math.max(1, Duration.between(start, end).toSeconds());
        long stretches = Math.clamp(seconds / STRETCH.toSeconds() + 1, 1, MOST_STRETCHES);
        long each = (seconds + stretches - 1) / stretches;
        List<UsagePeriod> periods = new ArrayList<>();
        BigDecimal left = kwh;
        for (long from = 0; from < seconds; from += each) {
            long length = Math.min(each, seconds - from);
            boolean last = from + length >= seconds;
            BigDecimal energy = last
                    ? left
                    : kwh.multiply(BigDecimal.valueOf(length))
                            .divide(BigDecimal.valueOf(seconds), 6, RoundingMode.DOWN);
            left = left.subtract(energy);
            periods.add(UsagePeriod.startingAt(start.plusSeconds(from))
                    .withEnergy(energy)
                    .withTime(BigDecimal.valueOf(length).divide(SECONDS_PER_HOUR, MathContext.DECIMAL64))
                    .withPower(kw, kw));
        }
        return ChargingUsage.of(start, start.plusSeconds(seconds), zone, periods);
    }
}
