package dev.voltaire.ocpi.tariffs;

import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiObject;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a tariff says that can hardly be meant. It is kept as it is and priced as it stands: only a person can know.
final class TariffOddities {
    private static final BigDecimal MOST_PER_KWH = BigDecimal.valueOf(3);
    private static final BigDecimal MOST_PER_HOUR = BigDecimal.valueOf(120);
    private static final Set<String> DIMENSIONS = Set.of("ENERGY", "FLAT", "PARKING_TIME", "TIME");

    private TariffOddities() {}

    static void note(OcpiObject tariff, Notes notes) {
        boolean charges = false;
        for (OcpiObject element : tariff.objects("elements")) {
            Set<String> seen = new HashSet<>();
            for (OcpiObject component : element.objects("price_components")) {
                String dimension = String.valueOf(component.text("type")).toUpperCase(Locale.ROOT);
                if (!seen.add(dimension)) {
                    notes.add("component-repeated", dimension);
                }
                price(dimension, component, notes);
                BigDecimal price = component.decimal("price");
                charges |= !dimension.equals("FLAT") || (price != null && price.signum() != 0);
            }
        }
        List<OcpiObject> elements = tariff.objects("elements");
        if (!elements.isEmpty() && !charges) {
            notes.add("flat-zero-only", "free of charge, or a price that is not told");
        }
    }

    private static void price(String dimension, OcpiObject component, Notes notes) {
        if (!DIMENSIONS.contains(dimension)) {
            notes.add("dimension-unknown", dimension);
        }
        BigDecimal price = component.decimal("price");
        BigDecimal most = dimension.equals("ENERGY") ? MOST_PER_KWH : MOST_PER_HOUR;
        if (price != null && !dimension.equals("FLAT") && price.compareTo(most) > 0) {
            notes.add("price-implausible", dimension + " " + price.toPlainString());
        }
        BigDecimal vat = component.decimal("vat");
        if (vat != null && vat.signum() > 0 && vat.compareTo(BigDecimal.ONE) < 0) {
            notes.add("vat-as-fraction", vat.toPlainString());
        }
    }
}
