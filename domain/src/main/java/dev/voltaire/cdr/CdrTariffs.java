package dev.voltaire.cdr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.tariff.Tariff;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import dev.voltaire.tariff.ocpi.UnreadableOcpiException;
import dev.voltaire.tariff.store.TariffStore;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The operator's tariffs a CDR refers to and does not carry.
@ApplicationScoped
class CdrTariffs {
    private final TariffStore tariffs;

    @Inject
    CdrTariffs(TariffStore tariffs) {
        this.tariffs = tariffs;
    }

    /// Those the periods name, as they were when the session started, when the CDR carries none itself.
    List<Tariff> stored(JsonNode json, CdrFacts cdr) {
        Instant start = cdr.startedAt();
        if (start == null || !json.path("tariffs").isEmpty()) {
            return List.of();
        }
        Set<String> named = new LinkedHashSet<>();
        json.path("charging_periods")
                .forEach(period -> named.add(period.path("tariff_id").asText("")));
        PartyId party = cdr.key().party();
        List<Tariff> stored = new ArrayList<>();
        for (String id : named) {
            if (!id.isEmpty()) {
                tariffs.inForce(party.countryCode(), party.partyId(), id, start)
                        .flatMap(CdrTariffs::readable)
                        .ifPresent(stored::add);
            }
        }
        return stored;
    }

    private static Optional<Tariff> readable(TariffStore.Stored stored) {
        try {
            return Optional.of(
                    OcpiTariffJson.read(OcpiTariffJson.parse(stored.raw())).tariff());
        } catch (UnreadableOcpiException unreadable) {
            return Optional.empty();
        }
    }
}
