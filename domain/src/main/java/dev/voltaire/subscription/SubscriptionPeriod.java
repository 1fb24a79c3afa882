package dev.voltaire.subscription;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A month of a profile's subscription, counted from the day it began (8 August to 8 September), and the days of it
/// that were covered. `end` is exclusive; `days` is less than `daysInPeriod` in the last period of a coverage that
/// ended between two anniversaries.
record SubscriptionPeriod(LocalDate start, LocalDate end, int days, int daysInPeriod) {

    /// The day from which the fee is owed: the period, or the coverage, is over.
    LocalDate dueOn() {
        return start.plusDays(days);
    }

    /// The periods that are over on the day and begin on or after `notBefore`. Anniversaries are counted from the first
    /// day, so 31 January is followed by 28 February and 31 March.
    ///
    /// @param until exclusive; absent while covered
    static List<SubscriptionPeriod> over(
            LocalDate from, @Nullable LocalDate until, LocalDate notBefore, LocalDate today) {
        List<SubscriptionPeriod> periods = new ArrayList<>();
        long month = Math.max(0, ChronoUnit.MONTHS.between(from, notBefore) - 1);
        while (true) {
            LocalDate start = from.plusMonths(month);
            LocalDate end = from.plusMonths(month + 1);
            LocalDate covered = until != null && until.isBefore(end) ? until : end;
            if (!start.isBefore(covered) || covered.isAfter(today)) {
                return periods;
            }
            if (!start.isBefore(notBefore)) {
                periods.add(new SubscriptionPeriod(
                        start,
                        end,
                        Math.toIntExact(ChronoUnit.DAYS.between(start, covered)),
                        Math.toIntExact(ChronoUnit.DAYS.between(start, end))));
            }
            month++;
        }
    }
}
