package dev.voltaire.ocpi.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.location.ReceivedLocation;
import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.tariffs.TariffMapping;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.tariff.store.ReceivedTariff;
import java.util.ArrayList;
import java.util.List;

/// Tariffs that a partner writes into its connectors instead of listing them by their ids.
final class InlinedTariffs {
    private InlinedTariffs() {}

    static List<ReceivedTariff> in(
            ConnectedPartner partner, OcpiObject location, ReceivedLocation received, Notes notes) {
        List<ReceivedTariff> tariffs = new ArrayList<>();
        for (OcpiObject evse : location.objects("evses")) {
            for (OcpiObject connector : evse.objects("connectors")) {
                for (OcpiObject tariff : connector.objects("tariffs")) {
                    try {
                        tariffs.add(TariffMapping.read(
                                tariff,
                                partner,
                                received.key().countryCode(),
                                received.key().partyId(),
                                received.lastUpdated()));
                        notes.add("tariffs-inlined", tariff.text("id"));
                    } catch (OcpiFailure unusable) {
                        notes.add("tariff-unusable", unusable.reason());
                    }
                }
            }
        }
        return tariffs;
    }

    /// The ids of a connector's tariffs, wherever they stand.
    static List<String> ids(OcpiObject connector) {
        List<String> ids = new ArrayList<>(connector.texts("tariff_ids"));
        String single = connector.text("tariff_id");
        if (ids.isEmpty() && single != null) {
            ids.add(single);
        }
        for (JsonNode tariff : connector.node().path("tariffs")) {
            String id = tariff instanceof ObjectNode object ? new OcpiObject(object).text("id") : null;
            if (id != null && !ids.contains(id)) {
                ids.add(id);
            }
        }
        return ids;
    }
}
