package dev.voltaire.ocpi.tariffs;

import dev.voltaire.ocpi.http.Canonical;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.RawJson;
import dev.voltaire.tariff.store.ReceivedTariff;
import java.time.Instant;
import java.util.UUID;

/// Reads what we index of a Tariff; what it means is the rating's business.
final class TariffMapping {
    private static final int LONGEST_ID = 36;

    private TariffMapping() {}

    static ReceivedTariff read(
            OcpiObject object, UUID partnerId, String countryCode, String partyId, Instant otherwise) {
        Instant lastUpdated = object.instant("last_updated");
        return new ReceivedTariff(
                partnerId,
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
