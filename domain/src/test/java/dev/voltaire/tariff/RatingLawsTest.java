package dev.voltaire.tariff;

import static dev.voltaire.tariff.Examples.AMSTERDAM;
import static dev.voltaire.tariff.Examples.always;
import static dev.voltaire.tariff.Examples.n;
import static dev.voltaire.tariff.Examples.price;
import static dev.voltaire.tariff.Examples.rate;
import static dev.voltaire.tariff.Examples.tariff;
import static dev.voltaire.tariff.Examples.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// What must hold for every session, on sessions nobody chose.
@NullMarked
final class RatingLawsTest {
    private static final Instant START = Instant.parse("2025-01-15T08:00:00Z");
    private static final BigDecimal SECONDS = n("3600");

    @Test
    void splittingAPeriodAwayFromABoundaryNeverChangesThePrice() {
        Random random = new Random(20250115);
        for (int run = 0; run < 500; run++) {
            // given
            Tariff tariff = steppedTariff(random);
            List<UsagePeriod> whole = new ArrayList<>();
            List<UsagePeriod> split = new ArrayList<>();
            Instant at = START;
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                int seconds = 120 + random.nextInt(3600);
                int first = 1 + random.nextInt(seconds - 1);
                int wattHours = 2 + random.nextInt(20000);
                int firstWattHours = 1 + random.nextInt(wattHours - 1);
                boolean parking = i > 1;
                whole.add(period(at, seconds, wattHours, parking));
                split.add(period(at, first, firstWattHours, parking));
                split.add(period(at.plusSeconds(first), seconds - first, wattHours - firstWattHours, parking));
                at = at.plusSeconds(seconds);
            }
            // when
            RatingReport one = rate(tariff, ChargingUsage.of(START, at, AMSTERDAM, whole));
            RatingReport other = rate(tariff, ChargingUsage.of(START, at, AMSTERDAM, split));
            // then
            assertThat(other.total().sameAmounts(one.total()))
                    .as("%s became %s in run %d", one.total(), other.total(), run)
                    .isTrue();
        }
    }

    @Test
    void theSmallestStepIsTheNaiveSum() {
        Random random = new Random(7);
        for (int run = 0; run < 500; run++) {
            // given
            int seconds = 1 + random.nextInt(20000);
            int wattHours = 1 + random.nextInt(90000);
            BigDecimal perHour = BigDecimal.valueOf(random.nextInt(1000), 2);
            BigDecimal perKwh = BigDecimal.valueOf(random.nextInt(10000), 4);
            long step = random.nextInt(2);
            Tariff tariff = tariff(always(
                    new PriceComponent(Dimension.ENERGY, perKwh, null, step),
                    new PriceComponent(Dimension.TIME, perHour, null, step)));
            ChargingUsage usage = ChargingUsage.of(
                    START, START.plusSeconds(seconds), AMSTERDAM, List.of(period(START, seconds, wattHours, false)));
            // when
            BigDecimal total = TariffRating.rate(
                            usage, tariff, RatingPolicy.DEFAULT.withRounding(RatingPolicy.Rounding.totals(6)))
                    .total()
                    .exclVat();
            // then
            BigDecimal naive = perKwh.multiply(BigDecimal.valueOf(wattHours, 3))
                    .add(perHour.multiply(BigDecimal.valueOf(seconds)).divide(SECONDS, MathContext.DECIMAL128));
            assertThat(total).isCloseTo(naive, Offset.offset(n("0.0000006")));
        }
    }

    @Test
    void theTotalIsTheSumOfItsLinesAndTheLinesOfTheirCharges() {
        Random random = new Random(42);
        for (int run = 0; run < 200; run++) {
            // given
            List<UsagePeriod> periods = new ArrayList<>();
            Instant at = START;
            for (int i = 0; i < 5; i++) {
                int seconds = 60 + random.nextInt(7200);
                periods.add(period(at, seconds, random.nextInt(30000), i > 2));
                at = at.plusSeconds(seconds);
            }
            // when
            RatingReport report = rate(steppedTariff(random), ChargingUsage.of(START, at, AMSTERDAM, periods));
            // then
            Price lines = report.lines().stream().map(RatingReport.Line::amount).reduce(Price.ZERO, Price::plus);
            assertThat(lines.sameAmounts(report.total())).isTrue();
            BigDecimal billed = report.periods().stream()
                    .flatMap(period -> period.charges().stream())
                    .map(RatingReport.Charge::billedVolume)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(report.lines().stream()
                            .map(RatingReport.Line::billedVolume)
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(billed);
        }
    }

    @Test
    void tenThousandPeriodsCostWhatTheirSumCosts() {
        // given
        List<UsagePeriod> periods = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            periods.add(period(START.plusSeconds(3L * i), 3, 7, false));
        }
        Tariff tariff = tariff(always(
                price(Dimension.FLAT, "0.35", "21", 1),
                price(Dimension.ENERGY, "0.37", "21", 1000),
                price(Dimension.TIME, "1.20", "21", 3600)));
        // when
        Price total = rate(tariff, ChargingUsage.of(START, START.plusSeconds(30_000), AMSTERDAM, periods))
                .total();
        // then: 70 kWh, and 8 h 20 min in blocks of an hour
        assertThat(total.sameAmounts(new Price(n("37.05"), n("44.8305")))).isTrue();
    }

    private static Tariff steppedTariff(Random random) {
        long step = 1L + random.nextInt(900);
        return tariff(
                when(
                        Restrictions.builder().timeOfDay(LocalTime.of(17, 0), LocalTime.of(8, 0)),
                        price(Dimension.ENERGY, "0.21", "21", step),
                        price(Dimension.TIME, "1.10", "21", step)),
                always(
                        price(Dimension.FLAT, "0.35", "21", 1),
                        price(Dimension.ENERGY, "0.37", "21", step),
                        price(Dimension.TIME, "1.35", "6", step),
                        price(Dimension.PARKING_TIME, "4.20", "21", step)));
    }

    private static UsagePeriod period(Instant start, int seconds, int wattHours, boolean parking) {
        BigDecimal hours = BigDecimal.valueOf(seconds).divide(SECONDS, MathContext.DECIMAL128);
        UsagePeriod period = UsagePeriod.startingAt(start);
        return parking
                ? period.withParkingTime(hours)
                : period.withTime(hours).withEnergy(BigDecimal.valueOf(wattHours, 3));
    }
}
