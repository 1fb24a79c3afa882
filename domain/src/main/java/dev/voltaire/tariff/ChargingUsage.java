package dev.voltaire.tariff;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a tariff is applied to: a session, or a reservation that may never have become one.
///
/// @param start of the session, or of the reservation before it
/// @param periods in order of time
/// @param zone of the location: restrictions are wall clock there
/// @param reservationExpired the driver never came
public record ChargingUsage(
        Instant start, Instant end, List<UsagePeriod> periods, ZoneId zone, boolean reservationExpired) {

    public ChargingUsage {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("a session ends at or after its start");
        }
        periods = List.copyOf(periods);
        for (int i = 1; i < periods.size(); i++) {
            if (periods.get(i).start().isBefore(periods.get(i - 1).start())) {
                periods = periods.stream()
                        .sorted(Comparator.comparing(UsagePeriod::start))
                        .toList();
                break;
            }
        }
    }

    /// A usage whose reservation, if it has one, was followed by charging.
    public static ChargingUsage of(Instant start, Instant end, ZoneId zone, List<UsagePeriod> periods) {
        return new ChargingUsage(start, end, periods, zone, false);
    }

    /// When charging or parking began; absent for a reservation nobody used.
    public @Nullable Instant useStart() {
        for (UsagePeriod period : periods) {
            if (!period.reservationOnly()) {
                return period.start();
            }
        }
        return null;
    }

    public BigDecimal energy() {
        return total(UsagePeriod::energy);
    }

    public BigDecimal time() {
        return total(UsagePeriod::time);
    }

    public BigDecimal parkingTime() {
        return total(UsagePeriod::parkingTime);
    }

    public BigDecimal reservationTime() {
        return total(UsagePeriod::reservationTime);
    }

    Instant periodEnd(int index) {
        return index + 1 < periods.size() ? periods.get(index + 1).start() : end;
    }

    private BigDecimal total(Function<UsagePeriod, @Nullable BigDecimal> volume) {
        BigDecimal total = BigDecimal.ZERO;
        for (UsagePeriod period : periods) {
            BigDecimal value = volume.apply(period);
            total = value == null ? total : total.add(value);
        }
        return total;
    }
}
