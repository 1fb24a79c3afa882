package dev.voltaire.price;

import dev.voltaire.tariff.Tariff;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import dev.voltaire.tariff.ocpi.UnreadableOcpiException;
import dev.voltaire.tariff.store.TariffStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The operators' tariffs of one piece of work, each looked up once.
final class TariffsAt {
    private final TariffStore store;
    private final Map<Key, Optional<Known>> known = new HashMap<>();

    TariffsAt(TariffStore store) {
        this.store = store;
    }

    private record Key(String countryCode, String partyId, String tariffId, Instant at) {}

    /// @param raw as its operator sent it
    record Known(Tariff tariff, String raw) {}

    /// As they were at the moment; what we do not have or cannot read is left out.
    List<Known> find(String countryCode, String partyId, Collection<String> ids, Instant at) {
        List<Known> found = new ArrayList<>();
        for (String id : new LinkedHashSet<>(ids)) {
            known.computeIfAbsent(new Key(countryCode, partyId, id, at), this::read)
                    .ifPresent(found::add);
        }
        return found;
    }

    private Optional<Known> read(Key key) {
        return store.inForce(key.countryCode(), key.partyId(), key.tariffId(), key.at())
                .flatMap(stored -> {
                    try {
                        return Optional.of(new Known(
                                OcpiTariffJson.read(OcpiTariffJson.parse(stored.raw()))
                                        .tariff(),
                                stored.raw()));
                    } catch (UnreadableOcpiException unreadable) {
                        return Optional.empty();
                    }
                });
    }
}
