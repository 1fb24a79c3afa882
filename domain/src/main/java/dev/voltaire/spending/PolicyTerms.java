package dev.voltaire.spending;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a policy allows. What is absent, or empty, is not limited.
///
/// @param budget before tax, per period
/// @param perSession before tax; a start with a price quote above it is refused
/// @param zone in which days, hours and periods are told
/// @param from inclusive; before `until`, or after it for a time over midnight
/// @param countries ISO 3166 alpha-2
/// @param operators as `NL*RBC`
public record PolicyTerms(
        PolicyPlace place,
        @Nullable SpendingPeriod period,
        @Nullable BigDecimal budget,
        @Nullable BigDecimal perSession,
        @Nullable Integer sessionsPerDay,
        ZoneId zone,
        Set<DayOfWeek> weekdays,
        @Nullable LocalTime from,
        @Nullable LocalTime until,
        Set<String> countries,
        Set<String> operators,
        Set<PowerType> powerTypes) {

    public PolicyTerms {
        weekdays = Set.copyOf(weekdays);
        countries = Set.copyOf(countries);
        operators = Set.copyOf(operators);
        powerTypes = Set.copyOf(powerTypes);
    }
}
