package dev.voltaire.tariff.ocpi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/// The VAT of partners who write 0.21 where OCPI wants 21.
public final class VatFractions {
    private VatFractions() {}

    /// Changes every price component of a tariff. What is one or more is in percent already.
    public static void toPercent(JsonNode tariff) {
        tariff.path("elements")
                .forEach(element -> element.path("price_components").forEach(VatFractions::componentToPercent));
    }

    private static void componentToPercent(JsonNode component) {
        JsonNode vat = component.path("vat");
        if (!(component instanceof ObjectNode object) || !(vat.isNumber() || vat.isTextual())) {
            return;
        }
        try {
            BigDecimal fraction = new BigDecimal(vat.asText().strip());
            if (fraction.signum() > 0 && fraction.compareTo(BigDecimal.ONE) < 0) {
                object.put("vat", fraction.movePointRight(2));
            }
        } catch (NumberFormatException unreadable) {
            // stays as it is, to be flagged by whoever reads it
        }
    }
}
