package dev.voltaire.ocpi.tariffs;

import dev.voltaire.ocpi.http.Canonical;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.RawJson;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.tariff.store.ReceivedTariff;
import java.math.BigDecimal;
import java.time.Instant;

/// Reads what we index of a Tariff; what it means is the rating's business.
public final class TariffMapping {
    private static final int LONGEST_ID = 36;

    private TariffMapping() {}

    public static ReceivedTariff read(
            OcpiObject object, ConnectedPartner partner, String countryCode, String partyId, Instant otherwise) {
        if (partner.settings().vatAsFraction()) {
            object.objects("elements").stream()
                    .flatMap(element -> element.objects("price_components").stream())
                    .forEach(TariffMapping::inPercent);
        }
        Instant lastUpdated = object.instant("last_updated");
        return new ReceivedTariff(
                partner.id(),
                countryCode,
                partyId,
                object.requiredText("id", LONGEST_ID),
                object.text("currency"),
                object.text("type"),
                object.instant("start_date_time"),
                object.instant("end_date_time"),
                lastUpdated == null ? otherwise : lastUpdated,
                Canonical.hash(object.node()),
                RawJson.text(object.node()));
    }

    /// 0.21 is 21 %; what is one or more is in percent already.
    private static void inPercent(OcpiObject component) {
        BigDecimal vat = component.decimal("vat");
        if (vat != null && vat.signum() > 0 && vat.compareTo(BigDecimal.ONE) < 0) {
            component.node().put("vat", vat.movePointRight(2));
        }
    }
}
