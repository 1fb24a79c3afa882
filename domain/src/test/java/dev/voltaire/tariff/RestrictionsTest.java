package dev.voltaire.tariff;

import static dev.voltaire.tariff.Examples.AMSTERDAM;
import static dev.voltaire.tariff.Examples.always;
import static dev.voltaire.tariff.Examples.energy;
import static dev.voltaire.tariff.Examples.n;
import static dev.voltaire.tariff.Examples.rate;
import static dev.voltaire.tariff.Examples.session;
import static dev.voltaire.tariff.Examples.startingAt;
import static dev.voltaire.tariff.Examples.tariff;
import static dev.voltaire.tariff.Examples.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.tariff.RatingWarning.Kind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
final class RestrictionsTest {
    @ParameterizedTest
    @CsvSource({
        // from, until, start of the period (wall clock in Amsterdam is one hour ahead), holds
        "22:00, 06:00, 2025-01-15T21:00:00Z, true",
        "22:00, 06:00, 2025-01-15T20:59:59Z, false",
        "22:00, 06:00, 2025-01-16T04:59:59Z, true",
        "22:00, 06:00, 2025-01-16T05:00:00Z, false",
        "17:00, 00:00, 2025-01-15T22:59:59Z, true",
        "17:00, 00:00, 2025-01-15T23:00:00Z, false",
        "00:00, 17:00, 2025-01-15T23:00:00Z, true",
        "00:00, 00:00, 2025-01-15T12:00:00Z, true",
        ", 17:00, 2025-01-15T15:59:59Z, true",
        ", 17:00, 2025-01-15T16:00:00Z, false",
        "17:00, , 2025-01-15T16:00:00Z, true",
    })
    void timeOfDayIncludesItsStartAndWrapsAroundMidnight(
            @Nullable String from, @Nullable String until, String start, boolean holds) {
        assertThat(holds(Restrictions.builder().timeOfDay(time(from), time(until)), start))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        // spring: 02:00 becomes 03:00 at 01:00 UTC; autumn: 03:00 becomes 02:00 at 01:00 UTC
        "02:00, 03:00, 2025-03-30T00:59:59Z, false",
        "02:00, 03:00, 2025-03-30T01:00:00Z, false",
        "03:00, 04:00, 2025-03-30T01:00:00Z, true",
        "02:00, 03:00, 2025-10-26T00:30:00Z, true",
        "02:00, 03:00, 2025-10-26T01:30:00Z, true",
        "02:00, 03:00, 2025-10-26T02:00:00Z, false",
    })
    void daylightSavingFollowsTheWallClock(String from, String until, String start, boolean holds) {
        assertThat(holds(Restrictions.builder().timeOfDay(time(from), time(until)), start))
                .isEqualTo(holds);
    }

    @Test
    void datesAndDaysAreThoseOfTheLocation() {
        // given
        Restrictions.Builder theFifteenth =
                Restrictions.builder().dates(LocalDate.parse("2025-01-15"), LocalDate.parse("2025-01-16"));
        Restrictions.Builder wednesday = Restrictions.builder().daysOfWeek(Set.of(DayOfWeek.WEDNESDAY));
        // when then
        for (Restrictions.Builder restriction : new Restrictions.Builder[] {theFifteenth, wednesday}) {
            assertThat(holds(restriction, "2025-01-14T22:59:59Z")).isFalse();
            assertThat(holds(restriction, "2025-01-14T23:00:00Z")).isTrue();
            assertThat(holds(restriction, "2025-01-15T22:59:59Z")).isTrue();
            assertThat(holds(restriction, "2025-01-15T23:00:00Z")).isFalse();
        }
    }

    @Test
    void currentAndPowerAreThoseOfThePeriod() {
        // given
        Tariff tariff =
                tariff(when(Restrictions.builder().power(n("11"), n("22")), energy("0.30")), always(energy("0.50")));
        UsagePeriod period = startingAt("2025-01-15T10:00:00Z").withEnergy(n("1"));
        // when then
        assertThat(total(tariff, period.withPower(n("11"), n("21.9")))).isEqualTo("0.30");
        assertThat(total(tariff, period.withPower(n("10.9"), n("21")))).isEqualTo("0.50");
        assertThat(total(tariff, period.withPower(n("11"), n("22")))).isEqualTo("0.50");
        assertThat(total(tariff, period.withPower(null, n("10")))).isEqualTo("0.50");
    }

    @Test
    void anUnreportedPowerNeverProvesARestriction() {
        // given
        TariffElement slow = when(Restrictions.builder().power(null, n("22")), energy("0.30"));
        UsagePeriod period = startingAt("2025-01-15T10:00:00Z").withEnergy(n("1"));
        // when
        RatingReport withFallback = report(tariff(slow, always(energy("0.50"))), period);
        RatingReport alone = report(tariff(slow), period);
        // then
        assertThat(withFallback.total().exclVat()).isEqualByComparingTo("0.50");
        assertThat(withFallback.warns(Kind.RESTRICTION_UNVERIFIABLE)).isTrue();
        assertThat(alone.total().exclVat()).isEqualByComparingTo("0.30");
        assertThat(alone.warns(Kind.RESTRICTION_UNVERIFIABLE)).isTrue();
    }

    @Test
    void aPeriodThatCrossesABoundaryIsPricedByItsStartAndSaid() {
        // given
        UsagePeriod evening = startingAt("2025-01-15T15:00:00Z").withEnergy(n("10"));
        Tariff byTime = tariff(
                when(Restrictions.builder().timeOfDay(time("17:00"), time("18:00")), energy("0.50")),
                always(energy("0.20")));
        Tariff byEnergy =
                tariff(when(Restrictions.builder().kwh(null, n("8")), energy("0.20")), always(energy("0.50")));
        Tariff byDuration = tariff(
                when(Restrictions.builder().duration(null, Duration.ofHours(1)), energy("0.20")),
                always(energy("0.50")));
        // when then
        for (Tariff tariff : new Tariff[] {byTime, byEnergy, byDuration}) {
            RatingReport crossing = rate(tariff, session(AMSTERDAM, "2025-01-15T19:00:00Z", evening));
            assertThat(crossing.total().exclVat()).isEqualByComparingTo("2.00");
            assertThat(crossing.warns(Kind.PERIOD_CROSSES_BOUNDARY)).isTrue();
            RatingReport within = rate(tariff, session(AMSTERDAM, "2025-01-15T16:00:00Z", evening.withEnergy(n("8"))));
            assertThat(within.warns(Kind.PERIOD_CROSSES_BOUNDARY)).isFalse();
        }
    }

    @Test
    void aParkedVehicleDrawsNothing() {
        // given
        Tariff tariff = tariff(when(
                Restrictions.builder().current(null, n("6")),
                new PriceComponent(Dimension.PARKING_TIME, n("2"), null, 1)));
        // when
        RatingReport report = report(tariff, startingAt("2025-01-15T10:00:00Z").withParkingTime(n("0.5")));
        // then
        assertThat(report.total().exclVat()).isEqualByComparingTo("1");
        assertThat(report.warns(Kind.RESTRICTION_UNVERIFIABLE)).isFalse();
    }

    private static boolean holds(Restrictions.Builder restrictions, String start) {
        RatingReport report = report(
                tariff(when(restrictions, energy("1"))), startingAt(start).withEnergy(n("1")));
        return !report.lines().isEmpty();
    }

    private static String total(Tariff tariff, UsagePeriod period) {
        return String.format("%.2f", report(tariff, period).total().exclVat());
    }

    private static RatingReport report(Tariff tariff, UsagePeriod period) {
        Instant end = period.start().plusSeconds(1);
        return rate(tariff, session(AMSTERDAM, end.toString(), period));
    }

    private static @Nullable LocalTime time(@Nullable String text) {
        return text == null ? null : LocalTime.parse(text);
    }
}
