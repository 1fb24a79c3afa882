package dev.voltaire.tariff;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// The state of a session at one moment, against which restrictions are judged.
final class Situation {
    enum Answer {
        YES,
        NO,
        /// Depends on a current or power nobody reported.
        UNKNOWN
    }

    private final Instant at;
    private final ZoneId zone;
    private final UsagePeriod period;
    private final BigDecimal energyBefore;
    private final Instant since;
    private @Nullable LocalDateTime local;

    /// @param energyBefore kWh since the session began
    /// @param since when the session, or the reservation, began
    Situation(Instant at, ZoneId zone, UsagePeriod period, BigDecimal energyBefore, Instant since) {
        this.at = at;
        this.zone = zone;
        this.period = period;
        this.energyBefore = energyBefore;
        this.since = since;
    }

    Situation at(Instant moment, BigDecimal energy) {
        return new Situation(moment, zone, period, energy, since);
    }

    ZoneId zone() {
        return zone;
    }

    Instant at() {
        return at;
    }

    BigDecimal energyBefore() {
        return energyBefore;
    }

    BigDecimal energyAtEnd() {
        BigDecimal energy = period.energy();
        return energy == null ? energyBefore : energyBefore.add(energy);
    }

    LocalDateTime local() {
        LocalDateTime known = local;
        if (known == null) {
            known = LocalDateTime.ofInstant(at, zone);
            local = known;
        }
        return known;
    }

    Answer satisfies(Restrictions restrictions) {
        if (!energyWithin(restrictions) || !durationWithin(restrictions)) {
            return Answer.NO;
        }
        if (restrictions.dependOnCalendar() && !calendarWithin(restrictions)) {
            return Answer.NO;
        }
        Answer current =
                within(restrictions.minCurrent(), restrictions.maxCurrent(), period.minCurrent(), period.maxCurrent());
        Answer power = within(restrictions.minPower(), restrictions.maxPower(), period.minPower(), period.maxPower());
        return current == Answer.YES || power == Answer.NO ? power : current;
    }

    private boolean energyWithin(Restrictions restrictions) {
        BigDecimal from = restrictions.minKwh();
        BigDecimal until = restrictions.maxKwh();
        return (from == null || energyBefore.compareTo(from) >= 0)
                && (until == null || energyBefore.compareTo(until) < 0);
    }

    private boolean durationWithin(Restrictions restrictions) {
        Duration from = restrictions.minDuration();
        Duration until = restrictions.maxDuration();
        if (from == null && until == null) {
            return true;
        }
        Duration elapsed = Duration.between(since, at);
        return (from == null || elapsed.compareTo(from) >= 0) && (until == null || elapsed.compareTo(until) < 0);
    }

    private boolean calendarWithin(Restrictions restrictions) {
        LocalDateTime now = local();
        if (restrictions.startDate() != null && now.toLocalDate().isBefore(restrictions.startDate())) {
            return false;
        }
        if (restrictions.endDate() != null && !now.toLocalDate().isBefore(restrictions.endDate())) {
            return false;
        }
        if (!restrictions.daysOfWeek().isEmpty() && !restrictions.daysOfWeek().contains(now.getDayOfWeek())) {
            return false;
        }
        return timeOfDayWithin(now.toLocalTime(), restrictions.startTime(), restrictions.endTime());
    }

    /// End before start wraps around midnight; an end of 00:00 is the end of the day (OCPI 2.2.1 §11.4.6).
    private static boolean timeOfDayWithin(LocalTime now, @Nullable LocalTime from, @Nullable LocalTime until) {
        boolean started = from == null || !now.isBefore(from);
        if (until == null || until.equals(LocalTime.MIDNIGHT)) {
            return started;
        }
        boolean notEnded = now.isBefore(until);
        boolean wraps = from != null && until.isBefore(from);
        return wraps ? (started || notEnded) : (started && notEnded);
    }

    /// The lowest value of the period must reach the lower bound, the highest must stay under the upper one. Where only
    /// the other extreme was reported it can still disprove the restriction, never prove it.
    private Answer within(
            @Nullable BigDecimal from,
            @Nullable BigDecimal until,
            @Nullable BigDecimal lowest,
            @Nullable BigDecimal highest) {
        if (from == null && until == null) {
            return Answer.YES;
        }
        BigDecimal low = lowest == null && period.parkingOnly() ? BigDecimal.ZERO : lowest;
        BigDecimal high = highest == null && period.parkingOnly() ? BigDecimal.ZERO : highest;
        if (from != null && below(low == null ? high : low, from)) {
            return Answer.NO;
        }
        if (until != null && reaches(high == null ? low : high, until)) {
            return Answer.NO;
        }
        boolean fromProven = from == null || low != null || from.signum() <= 0;
        boolean untilProven = until == null || high != null;
        return fromProven && untilProven ? Answer.YES : Answer.UNKNOWN;
    }

    private static boolean below(@Nullable BigDecimal value, BigDecimal bound) {
        return value != null && value.compareTo(bound) < 0;
    }

    private static boolean reaches(@Nullable BigDecimal value, BigDecimal bound) {
        return value != null && value.compareTo(bound) >= 0;
    }
}
