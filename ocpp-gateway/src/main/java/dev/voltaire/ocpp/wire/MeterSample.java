package dev.voltaire.ocpp.wire;

import com.fasterxml.jackson.core.JacksonException;
import dev.voltaire.session.MeterReading;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One sampled value of either version with its defaults filled in.
///
/// @param multiplier power of ten, 0 in OCPP 1.6
public record MeterSample(
        @Nullable BigDecimal value,
        String measurand,
        @Nullable String phase,
        String location,
        String context,
        String unit,
        int multiplier,
        boolean signed) {
    public static final String ENERGY = "Energy.Active.Import.Register";
    private static final String POWER = "Power.Active.Import";
    private static final Set<String> PHASES = Set.of("L1", "L2", "L3", "L1-N", "L2-N", "L3-N");
    /// Beyond any meter: such a number is noise, not energy, and would not fit its column.
    private static final BigDecimal CEILING = BigDecimal.valueOf(1_000_000_000_000L);

    /// @param verbatim the samples as sent, stored untouched
    public static MeterReading reading(Instant measuredAt, List<MeterSample> samples, List<?> verbatim) {
        return new MeterReading(
                measuredAt,
                total(samples, ENERGY),
                total(samples, POWER),
                samples.stream()
                        .anyMatch(sample ->
                                sample.measurand.equals(ENERGY) && sample.context.equals("Transaction.Begin")),
                samples.stream().anyMatch(MeterSample::signed),
                json(verbatim));
    }

    /// The value over all phases at the outlet; the sum of the phases where a meter reports only these.
    private static @Nullable BigDecimal total(List<MeterSample> samples, String measurand) {
        List<MeterSample> outlet = samples.stream()
                .filter(sample -> sample.measurand.equals(measurand) && sample.value != null)
                .filter(sample -> sample.location.equals("Outlet"))
                .toList();
        Optional<BigDecimal> whole = outlet.stream()
                .filter(sample -> sample.phase == null)
                .map(MeterSample::base)
                .filter(Objects::nonNull)
                .reduce((_, last) -> last);
        if (whole.isPresent()) {
            return whole.get();
        }
        return outlet.stream()
                .filter(sample -> sample.phase != null && PHASES.contains(sample.phase))
                .map(MeterSample::base)
                .filter(Objects::nonNull)
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    /// In Wh or W.
    private @Nullable BigDecimal base() {
        if (value == null || Math.abs(multiplier) > 12) {
            return null;
        }
        BigDecimal scaled = value.scaleByPowerOfTen(multiplier);
        BigDecimal base = unit.equals("kWh") || unit.equals("kW") ? scaled.movePointRight(3) : scaled;
        return base.abs().compareTo(CEILING) > 0 ? null : base;
    }

    private static String json(List<?> verbatim) {
        try {
            return WireJson.MAPPER.writeValueAsString(verbatim);
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }
}
