package dev.voltaire.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeterArithmeticTest {
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    private static MeterArithmetic.Energy energy(
            @Nullable Integer start, @Nullable Integer stop, @Nullable Integer last) {
        return MeterArithmetic.between(wh(start), wh(stop), wh(last), TWO_HOURS);
    }

    private static @Nullable BigDecimal wh(@Nullable Integer value) {
        return value == null ? null : BigDecimal.valueOf(value);
    }

    @Test
    void energyIsTheDifferenceOfTheRegisters() {
        assertThat(energy(1000, 8500, null).kwh()).isEqualByComparingTo("7.5");
        assertThat(energy(1000, 8500, null).doubts()).isEmpty();
        assertThat(energy(5, 5, null).kwh()).isEqualByComparingTo("0");
    }

    @Test
    void aRegisterThatRunsBackwardsGivesNothingUnlessAReadingInBetweenHelps() {
        assertThat(energy(9000, 0, null).kwh()).isEqualByComparingTo("0");
        assertThat(energy(9000, 0, null).doubts()).containsExactly(Review.NEGATIVE_ENERGY);
        assertThat(energy(9000, 0, 12_000).kwh()).isEqualByComparingTo("3");
        assertThat(energy(9000, 0, 12_000).doubts())
                .containsExactlyInAnyOrder(Review.NEGATIVE_ENERGY, Review.LAST_READING_USED);
        assertThat(energy(9000, 0, 100).kwh()).isEqualByComparingTo("0");
    }

    @Test
    void missingRegistersInventNothing() {
        assertThat(energy(null, 5000, 5000).kwh()).isEqualByComparingTo("0");
        assertThat(energy(null, 5000, 5000).doubts()).containsExactly(Review.NO_METER_READINGS);
        assertThat(energy(1000, null, 4000).kwh()).isEqualByComparingTo("3");
        assertThat(energy(1000, null, null).doubts()).containsExactly(Review.NO_METER_READINGS);
    }

    @Test
    void moreThanAHomeInstallationCanDeliverIsDoubtedButKept() {
        // two hours at 44 kW are 88 kWh
        assertThat(energy(0, 88_000, null).doubts()).isEmpty();
        assertThat(energy(0, 120_000, null).doubts()).containsExactly(Review.IMPLAUSIBLE_ENERGY);
        assertThat(energy(0, 120_000, null).kwh()).isEqualByComparingTo("120");
    }
}
