package dev.voltaire.tariff;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Short words for tariffs and usage in tests.
@NullMarked
final class Examples {
    static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    private Examples() {}

    static BigDecimal n(String number) {
        return new BigDecimal(number);
    }

    static PriceComponent price(Dimension dimension, String price, @Nullable String vat, long stepSize) {
        return new PriceComponent(dimension, n(price), vat == null ? null : n(vat), stepSize);
    }

    static PriceComponent energy(String price) {
        return price(Dimension.ENERGY, price, null, 1);
    }

    static TariffElement always(PriceComponent... components) {
        return new TariffElement(List.of(components), Restrictions.NONE);
    }

    static TariffElement when(Restrictions.Builder restrictions, PriceComponent... components) {
        return new TariffElement(List.of(components), restrictions.build());
    }

    static Tariff tariff(TariffElement... elements) {
        return Tariff.of("T", CurrencyUnit.EUR, List.of(elements));
    }

    static Tariff limited(Tariff tariff, @Nullable Price min, @Nullable Price max) {
        return new Tariff(
                tariff.id(), tariff.currency(), null, tariff.elements(), min, max, null, null, tariff.taxTreatment());
    }

    static Tariff taxed(Tariff tariff, TaxTreatment treatment) {
        return new Tariff(
                tariff.id(),
                tariff.currency(),
                null,
                tariff.elements(),
                tariff.minPrice(),
                tariff.maxPrice(),
                null,
                null,
                treatment);
    }

    static Tariff named(
            String id, @Nullable TariffType type, @Nullable String from, @Nullable String until, String kwh) {
        return new Tariff(
                id,
                CurrencyUnit.EUR,
                type,
                List.of(always(energy(kwh))),
                null,
                null,
                from == null ? null : Instant.parse(from),
                until == null ? null : Instant.parse(until),
                TaxTreatment.EXCLUDED);
    }

    static Price price(@Nullable String excl, @Nullable String incl) {
        return new Price(excl == null ? null : n(excl), incl == null ? null : n(incl));
    }

    static UsagePeriod startingAt(String instant) {
        return UsagePeriod.startingAt(Instant.parse(instant));
    }

    static ChargingUsage session(ZoneId zone, String end, UsagePeriod... periods) {
        return ChargingUsage.of(periods[0].start(), Instant.parse(end), zone, List.of(periods));
    }

    static RatingReport rate(Tariff tariff, ChargingUsage usage) {
        return TariffRating.rate(usage, tariff, RatingPolicy.DEFAULT);
    }
}
