package dev.voltaire.tariff;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What happened from a moment until the next period or the end of the session. The operator starts a new period
/// whenever something changes that matters to the price. Absent means not reported, which is not 0.
///
/// @param energy kWh; negative when more flowed back than in
/// @param time hours charging
/// @param parkingTime hours connected without the vehicle requesting power
/// @param reservationTime hours reserved before use
/// @param minCurrent A, sum over the phases
/// @param minPower kW
/// @param tariffId the tariff the operator says is relevant in this period
public record UsagePeriod(
        Instant start,
        @Nullable BigDecimal energy,
        @Nullable BigDecimal time,
        @Nullable BigDecimal parkingTime,
        @Nullable BigDecimal reservationTime,
        @Nullable BigDecimal minCurrent,
        @Nullable BigDecimal maxCurrent,
        @Nullable BigDecimal minPower,
        @Nullable BigDecimal maxPower,
        @Nullable String tariffId) {

    public UsagePeriod {
        energy = Quantity.boundedOrNull("energy", energy);
        time = notNegative("time", time);
        parkingTime = notNegative("parking time", parkingTime);
        reservationTime = notNegative("reservation time", reservationTime);
        minCurrent = Quantity.boundedOrNull("min current", minCurrent);
        maxCurrent = Quantity.boundedOrNull("max current", maxCurrent);
        minPower = Quantity.boundedOrNull("min power", minPower);
        maxPower = Quantity.boundedOrNull("max power", maxPower);
    }

    public static UsagePeriod startingAt(Instant start) {
        return new UsagePeriod(start, null, null, null, null, null, null, null, null, null);
    }

    public UsagePeriod withEnergy(BigDecimal kwh) {
        return new UsagePeriod(
                start, kwh, time, parkingTime, reservationTime, minCurrent, maxCurrent, minPower, maxPower, tariffId);
    }

    public UsagePeriod withTime(BigDecimal hours) {
        return new UsagePeriod(
                start,
                energy,
                hours,
                parkingTime,
                reservationTime,
                minCurrent,
                maxCurrent,
                minPower,
                maxPower,
                tariffId);
    }

    public UsagePeriod withParkingTime(BigDecimal hours) {
        return new UsagePeriod(
                start, energy, time, hours, reservationTime, minCurrent, maxCurrent, minPower, maxPower, tariffId);
    }

    public UsagePeriod withReservationTime(BigDecimal hours) {
        return new UsagePeriod(
                start, energy, time, parkingTime, hours, minCurrent, maxCurrent, minPower, maxPower, tariffId);
    }

    public UsagePeriod withCurrent(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        return new UsagePeriod(
                start, energy, time, parkingTime, reservationTime, min, max, minPower, maxPower, tariffId);
    }

    public UsagePeriod withPower(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        return new UsagePeriod(
                start, energy, time, parkingTime, reservationTime, minCurrent, maxCurrent, min, max, tariffId);
    }

    public UsagePeriod underTariff(@Nullable String id) {
        return new UsagePeriod(
                start, energy, time, parkingTime, reservationTime, minCurrent, maxCurrent, minPower, maxPower, id);
    }

    /// The EVSE was held for the driver and not used yet.
    public boolean reservationOnly() {
        return reservationTime != null && !positive(energy) && !positive(time) && !positive(parkingTime);
    }

    /// Connected, and the vehicle asked for no power: current and power are 0 though nobody reports them.
    boolean parkingOnly() {
        return positive(parkingTime) && !positive(time) && (energy == null || energy.signum() == 0);
    }

    private static boolean positive(@Nullable BigDecimal value) {
        return value != null && value.signum() != 0;
    }

    private static @Nullable BigDecimal notNegative(String name, @Nullable BigDecimal value) {
        if (value != null && value.signum() < 0) {
            throw new ArithmeticException(name + " is negative");
        }
        return Quantity.boundedOrNull(name, value);
    }
}
