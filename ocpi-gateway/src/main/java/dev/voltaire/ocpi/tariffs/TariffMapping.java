package dev.voltaire.ocpi.tariffs;

import dev.voltaire.ocpi.http.Canonical;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.RawJson;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.tariff.ocpi.VatFractions;
import dev.voltaire.tariff.store.ReceivedTariff;
import java.time.Instant;

/// Reads what we index of a Tariff; what it means is the rating's business.
public final class TariffMapping {
    private static final int LONGEST_ID = 36;

    private TariffMapping() {}

    public static ReceivedTariff read(
            OcpiObject object, ConnectedPartner partner, String countryCode, String partyId, Instant otherwise) {
        if (partner.settings().vatAsFraction()) {
            VatFractions.toPercent(object.node());
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
}
