package dev.voltaire.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class SubscriptionPeriodTest {
    private static final LocalDate EIGHTH_OF_AUGUST = LocalDate.of(2024, 8, 8);

    @Test
    void aPeriodRunsFromAnniversaryToAnniversary() {
        var periods = SubscriptionPeriod.over(EIGHTH_OF_AUGUST, null, EIGHTH_OF_AUGUST, LocalDate.of(2024, 9, 8));

        assertThat(periods).containsExactly(new SubscriptionPeriod(EIGHTH_OF_AUGUST, LocalDate.of(2024, 9, 8), 31, 31));
        assertThat(periods.getFirst().dueOn()).isEqualTo(LocalDate.of(2024, 9, 8));
    }

    @Test
    void nothingIsDueTheDayBefore() {
        assertThat(SubscriptionPeriod.over(EIGHTH_OF_AUGUST, null, EIGHTH_OF_AUGUST, LocalDate.of(2024, 9, 7)))
                .isEmpty();
    }

    @Test
    void theLastDayOfAMonthComesBackAfterAShortMonth() {
        LocalDate from = LocalDate.of(2024, 1, 31);

        assertThat(SubscriptionPeriod.over(from, null, from, LocalDate.of(2024, 4, 30)))
                .extracting(SubscriptionPeriod::start)
                .containsExactly(from, LocalDate.of(2024, 2, 29), LocalDate.of(2024, 3, 31));
    }

    @Test
    void whatWasAccruedIsNotAccruedAgain() {
        LocalDate from = LocalDate.of(2024, 1, 31);
        for (LocalDate accrued : List.of(LocalDate.of(2024, 2, 29), LocalDate.of(2024, 3, 31))) {
            assertThat(SubscriptionPeriod.over(from, null, accrued, LocalDate.of(2024, 4, 30)))
                    .extracting(SubscriptionPeriod::start)
                    .first()
                    .isEqualTo(accrued);
        }
    }

    @Test
    void aCoverageThatEndsInBetweenOwesItsDays() {
        LocalDate until = LocalDate.of(2024, 9, 18);

        var periods = SubscriptionPeriod.over(EIGHTH_OF_AUGUST, until, EIGHTH_OF_AUGUST, LocalDate.of(2024, 12, 1));

        assertThat(periods).hasSize(2);
        assertThat(periods.getLast())
                .isEqualTo(new SubscriptionPeriod(LocalDate.of(2024, 9, 8), LocalDate.of(2024, 10, 8), 10, 30));
        assertThat(periods.getLast().dueOn()).isEqualTo(until);
    }

    @Test
    void aCoverageThatEndsOnAnAnniversaryHasNoRest() {
        assertThat(SubscriptionPeriod.over(
                        EIGHTH_OF_AUGUST, LocalDate.of(2024, 9, 8), EIGHTH_OF_AUGUST, LocalDate.of(2025, 1, 1)))
                .hasSize(1);
    }

    @Test
    void theFeeIsThatOfTheFirstDayAndDaysAreRoundedOnce() {
        SubscriptionTemplate daily = template(SubscriptionTemplate.Proration.DAILY);
        daily.priceFrom(LocalDate.of(2024, 9, 20), Money.parse("EUR 6.00"));
        var rest = new SubscriptionPeriod(LocalDate.of(2024, 9, 8), LocalDate.of(2024, 10, 8), 10, 30);
        var after = new SubscriptionPeriod(LocalDate.of(2024, 10, 8), LocalDate.of(2024, 11, 8), 31, 31);

        assertThat(daily.feeFor(rest)).isEqualTo(Money.parse("EUR 1.67"));
        assertThat(daily.feeFor(after)).isEqualTo(Money.parse("EUR 6.00"));
        assertThat(template(SubscriptionTemplate.Proration.NONE).feeFor(rest)).isEqualTo(Money.parse("EUR 5.00"));
    }

    private static SubscriptionTemplate template(SubscriptionTemplate.Proration proration) {
        return new SubscriptionTemplate(
                new SubscriptionTemplate.Particulars(
                        "Fleet", null, List.of(), proration, SubscriptionTemplate.NonBillable.CHARGED),
                Money.parse("EUR 5.00"),
                EIGHTH_OF_AUGUST,
                java.time.Instant.EPOCH);
    }
}
