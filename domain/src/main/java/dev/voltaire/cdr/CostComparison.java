package dev.voltaire.cdr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.tariff.ChargingUsage;
import dev.voltaire.tariff.CostKind;
import dev.voltaire.tariff.Price;
import dev.voltaire.tariff.RatingPolicy;
import dev.voltaire.tariff.RatingReport;
import dev.voltaire.tariff.RatingWarning;
import dev.voltaire.tariff.Tariff;
import dev.voltaire.tariff.TariffRating;
import dev.voltaire.tariff.ocpi.OcpiCdrJson;
import dev.voltaire.tariff.ocpi.UnreadableOcpiException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The operator's costs beside our own calculation of them, before tax, in the currency of the CDR. A component that is
/// absent was not stated, or cannot be calculated.
///
/// @param difference received minus calculated total
/// @param usage what was used, as far as it can be read
record CostComparison(
        Map<CostComponent, BigDecimal> received,
        @Nullable BigDecimal receivedTotal,
        Map<CostComponent, BigDecimal> calculated,
        @Nullable BigDecimal calculatedTotal,
        Verdict verdict,
        @Nullable BigDecimal difference,
        @Nullable ChargingUsage usage,
        @Nullable String unreadable) {
    /// OCPI states no rounding, so every component may be off by a cent.
    private static final BigDecimal CENT = new BigDecimal("0.01");

    /// @param stored tariffs of the operator to fall back on when the CDR carries none
    static CostComparison of(JsonNode cdr, List<Tariff> stored) {
        Map<CostComponent, BigDecimal> received = new EnumMap<>(CostComponent.class);
        BigDecimal receivedTotal;
        try {
            OcpiCdrJson.StatedCosts stated = OcpiCdrJson.costs(cdr);
            receivedTotal = exclVat(stated.total());
            put(received, CostComponent.FIXED, stated.fixed());
            put(received, CostComponent.ENERGY, stated.energy());
            put(received, CostComponent.TIME, stated.time());
            put(received, CostComponent.PARKING, stated.parking());
            put(received, CostComponent.RESERVATION, stated.reservation());
        } catch (UnreadableOcpiException unreadable) {
            return new CostComparison(
                    Map.of(), null, Map.of(), null, Verdict.NOT_VERIFIABLE, null, null, unreadable.getMessage());
        }
        ChargingUsage usage = null;
        try {
            OcpiCdrJson.Reading reading =
                    OcpiCdrJson.read(cdr, OcpiCdrJson.zone(cdr).orElse(ZoneOffset.UTC));
            usage = reading.usage();
            List<Tariff> tariffs = reading.tariffs().isEmpty() ? stored : reading.tariffs();
            return compare(received, receivedTotal, usage, TariffRating.rate(usage, tariffs, RatingPolicy.DEFAULT));
        } catch (UnreadableOcpiException | ArithmeticException incalculable) {
            return new CostComparison(
                    received,
                    receivedTotal,
                    Map.of(),
                    null,
                    Verdict.NOT_VERIFIABLE,
                    null,
                    usage,
                    incalculable.getMessage());
        }
    }

    private static CostComparison compare(
            Map<CostComponent, BigDecimal> received,
            @Nullable BigDecimal receivedTotal,
            ChargingUsage usage,
            RatingReport report) {
        BigDecimal calculatedTotal = report.warns(RatingWarning.Kind.NO_TARIFF)
                ? null
                : report.total().exclVat();
        Map<CostComponent, BigDecimal> calculated = new EnumMap<>(CostComponent.class);
        if (calculatedTotal != null) {
            for (CostKind kind : CostKind.values()) {
                put(calculated, CostComponent.of(kind), report.totals().of(kind));
            }
        }
        if (receivedTotal == null || calculatedTotal == null) {
            return new CostComparison(
                    received, receivedTotal, calculated, calculatedTotal, Verdict.NOT_VERIFIABLE, null, usage, null);
        }
        BigDecimal difference = receivedTotal.subtract(calculatedTotal);
        int parts = Math.max(1, (int) calculated.values().stream()
                .filter(amount -> amount.signum() != 0)
                .count());
        Verdict verdict = difference.abs().compareTo(CENT.multiply(BigDecimal.valueOf(parts))) <= 0
                ? Verdict.OK
                : Verdict.MISMATCH;
        return new CostComparison(
                received, receivedTotal, calculated, calculatedTotal, verdict, difference, usage, null);
    }

    /// What the customer's price builds on: the operator's breakdown when it adds up, else our own when it leads to the
    /// operator's total, else the bare total. Empty when there is neither total.
    Map<CostComponent, BigDecimal> payable() {
        if (receivedTotal == null) {
            return calculatedTotal == null ? Map.of() : addsUp(calculated, calculatedTotal);
        }
        if (!received.isEmpty() && near(sum(received), receivedTotal)) {
            return received;
        }
        if (calculatedTotal != null && verdict == Verdict.OK && near(sum(calculated), receivedTotal)) {
            return calculated;
        }
        return Map.of(CostComponent.OTHER, receivedTotal);
    }

    /// A minimum or maximum price belongs to no component.
    private static Map<CostComponent, BigDecimal> addsUp(Map<CostComponent, BigDecimal> parts, BigDecimal total) {
        return near(sum(parts), total) ? parts : Map.of(CostComponent.OTHER, total);
    }

    boolean componentsAddUp() {
        return received.isEmpty() || receivedTotal == null || near(sum(received), receivedTotal);
    }

    private static boolean near(BigDecimal one, BigDecimal other) {
        return one.subtract(other).abs().compareTo(CENT.add(CENT)) <= 0;
    }

    private static BigDecimal sum(Map<CostComponent, BigDecimal> parts) {
        return parts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void put(Map<CostComponent, BigDecimal> parts, CostComponent component, @Nullable Price price) {
        BigDecimal amount = exclVat(price);
        if (amount != null) {
            parts.put(component, amount);
        }
    }

    private static @Nullable BigDecimal exclVat(@Nullable Price price) {
        return price == null ? null : price.exclVat();
    }
}
