package dev.voltaire.tariff;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// When an element is active; all that are present must hold (OCPI TariffRestrictions). Lower bounds include their
/// value, upper bounds exclude it. Times and dates are wall clock at the location. Current is the sum over the phases
/// in A, power is in kW, energy in kWh since the session began.
public record Restrictions(
        @Nullable LocalTime startTime,
        @Nullable LocalTime endTime,
        @Nullable LocalDate startDate,
        @Nullable LocalDate endDate,
        @Nullable BigDecimal minKwh,
        @Nullable BigDecimal maxKwh,
        @Nullable BigDecimal minCurrent,
        @Nullable BigDecimal maxCurrent,
        @Nullable BigDecimal minPower,
        @Nullable BigDecimal maxPower,
        @Nullable Duration minDuration,
        @Nullable Duration maxDuration,
        Set<DayOfWeek> daysOfWeek,
        @Nullable ReservationRestriction reservation) {

    public static final Restrictions NONE = builder().build();

    public Restrictions {
        minKwh = Quantity.boundedOrNull("min kWh", minKwh);
        maxKwh = Quantity.boundedOrNull("max kWh", maxKwh);
        minCurrent = Quantity.boundedOrNull("min current", minCurrent);
        maxCurrent = Quantity.boundedOrNull("max current", maxCurrent);
        minPower = Quantity.boundedOrNull("min power", minPower);
        maxPower = Quantity.boundedOrNull("max power", maxPower);
        daysOfWeek = Set.copyOf(daysOfWeek);
    }

    public static Builder builder() {
        return new Builder();
    }

    public boolean unrestricted() {
        return equals(NONE);
    }

    boolean dependOnCalendar() {
        return startTime != null || endTime != null || startDate != null || endDate != null || !daysOfWeek.isEmpty();
    }

    /// The restrictions in words, as the working of a price shows them.
    public String inWords() {
        StringBuilder words = new StringBuilder();
        append(words, "from ", startTime);
        append(words, "until ", endTime);
        append(words, "since ", startDate);
        append(words, "before ", endDate);
        append(words, "kWh ≥ ", minKwh);
        append(words, "kWh < ", maxKwh);
        append(words, "A ≥ ", minCurrent);
        append(words, "A < ", maxCurrent);
        append(words, "kW ≥ ", minPower);
        append(words, "kW < ", maxPower);
        append(words, "session s ≥ ", minDuration == null ? null : minDuration.toSeconds());
        append(words, "session s < ", maxDuration == null ? null : maxDuration.toSeconds());
        append(words, "on ", daysOfWeek.isEmpty() ? null : EnumSet.copyOf(daysOfWeek));
        append(words, "", reservation);
        return words.isEmpty() ? "no restriction" : words.toString();
    }

    private static void append(StringBuilder words, String name, @Nullable Object value) {
        if (value != null) {
            words.append(words.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(value instanceof BigDecimal number ? number.toPlainString() : value);
        }
    }

    /// Collects restrictions by name; what is not named does not restrict.
    public static final class Builder {
        private @Nullable LocalTime startTime;
        private @Nullable LocalTime endTime;
        private @Nullable LocalDate startDate;
        private @Nullable LocalDate endDate;
        private @Nullable BigDecimal minKwh;
        private @Nullable BigDecimal maxKwh;
        private @Nullable BigDecimal minCurrent;
        private @Nullable BigDecimal maxCurrent;
        private @Nullable BigDecimal minPower;
        private @Nullable BigDecimal maxPower;
        private @Nullable Duration minDuration;
        private @Nullable Duration maxDuration;
        private Set<DayOfWeek> daysOfWeek = Set.of();
        private @Nullable ReservationRestriction reservation;

        private Builder() {}

        public Builder timeOfDay(@Nullable LocalTime from, @Nullable LocalTime until) {
            startTime = from;
            endTime = until;
            return this;
        }

        public Builder dates(@Nullable LocalDate from, @Nullable LocalDate until) {
            startDate = from;
            endDate = until;
            return this;
        }

        public Builder kwh(@Nullable BigDecimal from, @Nullable BigDecimal until) {
            minKwh = from;
            maxKwh = until;
            return this;
        }

        public Builder current(@Nullable BigDecimal from, @Nullable BigDecimal until) {
            minCurrent = from;
            maxCurrent = until;
            return this;
        }

        public Builder power(@Nullable BigDecimal from, @Nullable BigDecimal until) {
            minPower = from;
            maxPower = until;
            return this;
        }

        public Builder duration(@Nullable Duration from, @Nullable Duration until) {
            minDuration = from;
            maxDuration = until;
            return this;
        }

        public Builder daysOfWeek(Set<DayOfWeek> days) {
            daysOfWeek = days;
            return this;
        }

        public Builder reservation(@Nullable ReservationRestriction restriction) {
            reservation = restriction;
            return this;
        }

        public Restrictions build() {
            return new Restrictions(
                    startTime,
                    endTime,
                    startDate,
                    endDate,
                    minKwh,
                    maxKwh,
                    minCurrent,
                    maxCurrent,
                    minPower,
                    maxPower,
                    minDuration,
                    maxDuration,
                    daysOfWeek,
                    reservation);
        }
    }
}
