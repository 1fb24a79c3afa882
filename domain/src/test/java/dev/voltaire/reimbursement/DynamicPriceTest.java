package dev.voltaire.reimbursement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.reimbursement.DynamicPrice.Reading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DynamicPriceTest {
    private static final Instant SIX = Instant.parse("2026-03-01T06:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void energyCostsWhatItCostWhenItFlowed() {
        // given: 1 kWh in the first hour, 3 kWh in the second
        List<Reading> readings = List.of(reading(0, 100), reading(60, 1_100), reading(120, 4_100));

        // then
        assertThat(cost("4", readings, prices("0.10", "0.50"), null)).hasValueSatisfying(equal("1.60"));
    }

    @Test
    void aReadingIntervalThatSpansTwoPricesIsSharedByTime() {
        List<Reading> readings = List.of(reading(30, 0), reading(90, 2_000));

        assertThat(cost("2", readings, prices("0.10", "0.50"), null)).hasValueSatisfying(equal("0.60"));
    }

    @Test
    void theCapHoldsForEveryPriceByItself() {
        List<Reading> readings = List.of(reading(0, 0), reading(60, 1_000), reading(120, 2_000));

        assertThat(cost("2", readings, prices("0.10", "0.50"), "0.30")).hasValueSatisfying(equal("0.40"));
    }

    @Test
    void negativePricesArePaidAsTheyAre() {
        List<Reading> readings = List.of(reading(0, 0), reading(60, 1_000), reading(120, 2_000));

        assertThat(cost("2", readings, prices("-0.10", "0.50"), null)).hasValueSatisfying(equal("0.40"));
    }

    @Test
    void aRegisterThatFallsInBetweenAddsNothing() {
        List<Reading> readings = List.of(reading(0, 0), reading(30, 1_000), reading(60, 200), reading(120, 2_000));

        assertThat(cost("2", readings, prices("0.10", "0.50"), null))
                .hasValueSatisfying(cost -> assertThat(cost).isBetween(new BigDecimal("0.59"), new BigDecimal("0.61")));
    }

    @Test
    void aMissingPriceOfAnHourWithEnergyIsNoPrice() {
        List<Reading> readings = List.of(reading(0, 0), reading(180, 2_000));

        assertThat(cost("2", readings, prices("0.10", "0.50"), null)).isEmpty();
    }

    private static Optional<BigDecimal> cost(
            String kwh, List<Reading> readings, NavigableMap<Instant, BigDecimal> prices, @Nullable String cap) {
        return DynamicPrice.cost(new BigDecimal(kwh), readings, prices, HOUR, cap == null ? null : new BigDecimal(cap));
    }

    private static Consumer<BigDecimal> equal(String wanted) {
        return cost -> assertThat(cost).isEqualByComparingTo(wanted);
    }

    private static Reading reading(int minutes, long wh) {
        return new Reading(SIX.plus(Duration.ofMinutes(minutes)), BigDecimal.valueOf(wh));
    }

    private static NavigableMap<Instant, BigDecimal> prices(String... perKwh) {
        NavigableMap<Instant, BigDecimal> prices = new TreeMap<>();
        for (int i = 0; i < perKwh.length; i++) {
            prices.put(SIX.plus(HOUR.multipliedBy(i)), new BigDecimal(perKwh[i]));
        }
        return prices;
    }
}
