package dev.voltaire.tariff;

import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// A tariff whatever protocol version it came in.
///
/// @param type absent: for every session
/// @param minPrice a session costs at least this, before and after tax independently
/// @param maxPrice a session costs at most this, before and after tax independently
/// @param validFrom inclusive
/// @param validUntil the last moment it is valid (OCPI: "the time after which it is no longer valid")
public record Tariff(
        String id,
        CurrencyUnit currency,
        @Nullable TariffType type,
        List<TariffElement> elements,
        @Nullable Price minPrice,
        @Nullable Price maxPrice,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        TaxTreatment taxTreatment) {

    public Tariff {
        elements = List.copyOf(elements);
    }

    /// A tariff without limits, dates or type, its prices before tax.
    public static Tariff of(String id, CurrencyUnit currency, List<TariffElement> elements) {
        return new Tariff(id, currency, null, elements, null, null, null, null, TaxTreatment.EXCLUDED);
    }

    public boolean validAt(Instant moment) {
        return (validFrom == null || !moment.isBefore(validFrom))
                && (validUntil == null || !moment.isAfter(validUntil));
    }

    /// The tariff says in so many words that charging costs nothing: every price is 0 (OCPI 2.2.1 §11.3.1, "Free of
    /// Charge").
    public boolean free() {
        return minPrice == null
                && elements.stream()
                        .flatMap(element -> element.components().stream())
                        .allMatch(component -> component.price().signum() == 0);
    }
}
