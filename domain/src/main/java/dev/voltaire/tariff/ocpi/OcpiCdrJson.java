package dev.voltaire.tariff.ocpi;

import static dev.voltaire.tariff.ocpi.OcpiFields.list;
import static dev.voltaire.tariff.ocpi.OcpiFields.meaning;
import static dev.voltaire.tariff.ocpi.OcpiFields.number;
import static dev.voltaire.tariff.ocpi.OcpiFields.requiredNumber;
import static dev.voltaire.tariff.ocpi.OcpiFields.requiredText;
import static dev.voltaire.tariff.ocpi.OcpiFields.text;
import static dev.voltaire.tariff.ocpi.OcpiFields.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.tariff.ChargingUsage;
import dev.voltaire.tariff.Price;
import dev.voltaire.tariff.Tariff;
import dev.voltaire.tariff.UsagePeriod;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// Reads what rating needs from CDR objects of OCPI 2.1.1, 2.2, 2.2.1 and 2.3.0, and from Session objects, which have
/// the same charging periods.
public final class OcpiCdrJson {
    private OcpiCdrJson() {}

    /// @param tariffs those inside the CDR, as they were when the session started
    /// @param costs as the operator calculated them
    public record Reading(
            ChargingUsage usage,
            CurrencyUnit currency,
            List<Tariff> tariffs,
            StatedCosts costs,
            List<ReadingIssue> issues) {
        public boolean reliable() {
            return issues.stream().noneMatch(ReadingIssue::affectsPrice);
        }
    }

    /// Absent is not zero: the operator did not say.
    public record StatedCosts(
            @Nullable Price total,
            @Nullable Price fixed,
            @Nullable Price energy,
            @Nullable Price time,
            @Nullable Price parking,
            @Nullable Price reservation) {}

    /// @param zone of the location, see [#zone] when the location is not known
    /// @throws UnreadableOcpiException when times, currency or a volume are missing or impossible
    public static Reading read(JsonNode cdr, ZoneId zone) {
        OcpiFields fields = new OcpiFields();
        Instant start = fields.requiredInstant(cdr, "start_date_time", "");
        Instant end = end(cdr, start, fields);
        List<UsagePeriod> periods = periods(cdr, start, fields);
        boolean neverUsed = over(cdr) && !periods.isEmpty() && periods.stream().allMatch(UsagePeriod::reservationOnly);
        ChargingUsage usage = meaning("", () -> new ChargingUsage(start, end, periods, zone, neverUsed));
        return new Reading(
                usage, OcpiFields.currency(cdr, "currency", ""), tariffs(cdr, fields), costs(cdr), fields.issues());
    }

    /// The time zone the CDR states or its country implies; empty where a country has several.
    public static Optional<ZoneId> zone(JsonNode cdr) {
        for (String name : List.of("cdr_location", "location")) {
            JsonNode location = value(cdr, name);
            if (location == null) {
                continue;
            }
            String zone = text(location, "time_zone");
            if (zone != null) {
                try {
                    return Optional.of(ZoneId.of(zone));
                } catch (DateTimeException unknown) {
                    return Optional.empty();
                }
            }
            String country = text(location, "country");
            if (country != null) {
                return CountryZone.of(country);
            }
        }
        return Optional.empty();
    }

    public static StatedCosts costs(JsonNode cdr) {
        return new StatedCosts(
                OcpiTariffJson.price(cdr, "total_cost"),
                OcpiTariffJson.price(cdr, "total_fixed_cost"),
                OcpiTariffJson.price(cdr, "total_energy_cost"),
                OcpiTariffJson.price(cdr, "total_time_cost"),
                OcpiTariffJson.price(cdr, "total_parking_cost"),
                OcpiTariffJson.price(cdr, "total_reservation_cost"));
    }

    /// A session that still runs may yet be used; a CDR has no status.
    private static boolean over(JsonNode cdr) {
        String status = text(cdr, "status");
        return status == null || status.equalsIgnoreCase("COMPLETED");
    }

    /// 2.1.1 says `stop_date_time`; a running session has no end yet and is read up to its last update.
    private static Instant end(JsonNode cdr, Instant start, OcpiFields fields) {
        for (String name : List.of("end_date_time", "stop_date_time", "end_datetime", "last_updated")) {
            Instant end = fields.instant(cdr, name, "");
            if (end != null) {
                return end;
            }
        }
        fields.note("end_date_time", "missing, read as the start", true);
        return start;
    }

    private static List<UsagePeriod> periods(JsonNode cdr, Instant start, OcpiFields fields) {
        List<UsagePeriod> periods = new ArrayList<>();
        List<JsonNode> listed = list(cdr, "charging_periods");
        for (int i = 0; i < listed.size(); i++) {
            UsagePeriod period = period(listed.get(i), "charging_periods[" + i + "].", fields);
            if (!periods.isEmpty() && period.start().isBefore(periods.getLast().start())) {
                fields.note("charging_periods[" + i + "]", "starts before the one ahead of it; put in order", false);
            }
            if (period.start().isBefore(start)) {
                fields.note("charging_periods[" + i + "]", "starts before the session", true);
            }
            periods.add(period);
        }
        return periods.isEmpty() ? fromTotals(cdr, start, fields) : periods;
    }

    /// Operators that send no periods do send totals: one period, good enough only for a tariff without restrictions.
    private static List<UsagePeriod> fromTotals(JsonNode cdr, Instant start, OcpiFields fields) {
        BigDecimal energy = number(cdr, "total_energy", "");
        BigDecimal time = number(cdr, "total_time", "");
        if (energy == null && time == null) {
            return List.of();
        }
        fields.note("charging_periods", "missing, read from the totals", true);
        BigDecimal parking = number(cdr, "total_parking_time", "");
        BigDecimal charging = time == null || parking == null ? time : time.subtract(parking);
        return List.of(meaning(
                "", () -> new UsagePeriod(start, energy, charging, parking, null, null, null, null, null, null)));
    }

    private static UsagePeriod period(JsonNode json, String path, OcpiFields fields) {
        Instant start = fields.requiredInstant(json, "start_date_time", path);
        BigDecimal energy = null;
        BigDecimal time = null;
        BigDecimal parkingTime = null;
        BigDecimal reservationTime = null;
        BigDecimal minCurrent = null;
        BigDecimal maxCurrent = null;
        BigDecimal minPower = null;
        BigDecimal maxPower = null;
        List<JsonNode> dimensions = list(json, "dimensions");
        for (int i = 0; i < dimensions.size(); i++) {
            String at = path + "dimensions[" + i + "].";
            String type = requiredText(dimensions.get(i), "type", at).toUpperCase(Locale.ROOT);
            BigDecimal volume = requiredNumber(dimensions.get(i), "volume", at);
            switch (type) {
                case "ENERGY" -> energy = sum(energy, volume);
                case "TIME" -> time = sum(time, volume);
                case "PARKING_TIME" -> parkingTime = sum(parkingTime, volume);
                case "RESERVATION_TIME" -> reservationTime = sum(reservationTime, volume);
                case "MIN_CURRENT" -> minCurrent = volume;
                case "MAX_CURRENT" -> maxCurrent = volume;
                case "MIN_POWER" -> minPower = volume;
                case "MAX_POWER" -> maxPower = volume;
                case "FLAT", "CURRENT", "POWER", "ENERGY_IMPORT", "ENERGY_EXPORT", "STATE_OF_CHARGE" -> {}
                default -> fields.note(at + "type", "unknown dimension " + type + " left out", true);
            }
        }
        return new UsagePeriod(
                start,
                energy,
                nonNegative(time, path + "TIME"),
                nonNegative(parkingTime, path + "PARKING_TIME"),
                nonNegative(reservationTime, path + "RESERVATION_TIME"),
                minCurrent,
                maxCurrent,
                minPower,
                maxPower,
                text(json, "tariff_id"));
    }

    private static @Nullable BigDecimal nonNegative(@Nullable BigDecimal hours, String path) {
        if (hours != null && hours.signum() < 0) {
            throw new UnreadableOcpiException(path, "is negative");
        }
        return hours;
    }

    private static BigDecimal sum(@Nullable BigDecimal soFar, BigDecimal more) {
        return soFar == null ? more : soFar.add(more);
    }

    private static List<Tariff> tariffs(JsonNode cdr, OcpiFields fields) {
        List<Tariff> tariffs = new ArrayList<>();
        List<JsonNode> listed = list(cdr, "tariffs");
        for (int i = 0; i < listed.size(); i++) {
            String path = "tariffs[" + i + "].";
            try {
                tariffs.add(OcpiTariffJson.tariff(listed.get(i), path, fields));
            } catch (UnreadableOcpiException unreadable) {
                fields.note(path, "left out: " + unreadable.getMessage(), true);
            }
        }
        return List.copyOf(tariffs);
    }
}
