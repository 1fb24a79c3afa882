package dev.voltaire.reimbursement;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Costs of energy at a price that changes while it is charged. Between two readings energy is taken to flow evenly.
/// Pure.
final class DynamicPrice {
    private static final MathContext PRECISION = MathContext.DECIMAL128;

    private DynamicPrice() {}

    /// The register at a moment.
    record Reading(Instant at, BigDecimal wh) {}

    /// @param kwh what the readings' shares are of: their own sum may differ by what was lost between them
    /// @param readings in order, the first at the start and the last at the end; a falling register adds nothing
    /// @param prices by the start of their interval
    /// @param cap the most that is paid for a kWh at any time
    /// @return not rounded; empty when a price of a time with energy is missing
    static Optional<BigDecimal> cost(
            BigDecimal kwh,
            List<Reading> readings,
            NavigableMap<Instant, BigDecimal> prices,
            Duration interval,
            @Nullable BigDecimal cap) {
        BigDecimal energy = BigDecimal.ZERO;
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal highest = readings.getFirst().wh();
        for (int i = 1; i < readings.size(); i++) {
            Reading before = readings.get(i - 1);
            Reading after = readings.get(i);
            BigDecimal flow = after.wh().subtract(highest).max(BigDecimal.ZERO);
            highest = highest.max(after.wh());
            if (flow.signum() == 0) {
                continue;
            }
            Optional<BigDecimal> perWh = averagePrice(before.at(), after.at(), prices, interval, cap);
            if (perWh.isEmpty()) {
                return Optional.empty();
            }
            energy = energy.add(flow);
            cost = cost.add(flow.multiply(perWh.get()));
        }
        if (energy.signum() == 0) {
            Optional<BigDecimal> average =
                    averagePrice(readings.getFirst().at(), readings.getLast().at(), prices, interval, cap);
            return average.map(kwh::multiply);
        }
        return Optional.of(kwh.multiply(cost.divide(energy, PRECISION)));
    }

    private static Optional<BigDecimal> averagePrice(
            Instant from,
            Instant until,
            NavigableMap<Instant, BigDecimal> prices,
            Duration interval,
            @Nullable BigDecimal cap) {
        BigDecimal sum = BigDecimal.ZERO;
        long seconds = 0;
        Instant at = from;
        do {
            var price = prices.floorEntry(at);
            if (price == null || !at.isBefore(price.getKey().plus(interval))) {
                return Optional.empty();
            }
            Instant end = price.getKey().plus(interval);
            Instant next = end.isBefore(until) ? end : until;
            BigDecimal capped =
                    cap == null ? price.getValue() : price.getValue().min(cap);
            long share = Math.max(1, Duration.between(at, next).toSeconds());
            sum = sum.add(capped.multiply(BigDecimal.valueOf(share)));
            seconds += share;
            at = next;
        } while (at.isBefore(until));
        return Optional.of(sum.divide(BigDecimal.valueOf(seconds), PRECISION));
    }
}
