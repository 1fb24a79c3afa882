package dev.voltaire.location;

import dev.voltaire.location.LocationRepository.Standing;
import dev.voltaire.sql.GroupCommit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Takes in what partners tell about their locations. An update older than what is stored is ignored, an equally old
/// one applied; an update that changes nothing touches nothing but the times.
@ApplicationScoped
public class LocationReception {
    private final LocationRepository locations;
    private final LocationStoring storing;
    private final EvseRepository evses;
    private final Clock clock;
    private final GroupCommit<EvseChange, Optional<Outcome>> evseChanges =
            new GroupCommit<>(EvseChange::name, this::changeEvses);

    @Inject
    LocationReception(LocationRepository locations, LocationStoring storing, EvseRepository evses, Clock clock) {
        this.locations = locations;
        this.storing = storing;
        this.evses = evses;
        this.clock = clock;
    }

    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        /// Older than what is stored.
        STALE
    }

    /// One outcome per location, in order. Of a location that occurs twice the last one counts.
    @Transactional
    public List<Outcome> receive(List<ReceivedLocation> received) {
        Map<LocationKey, ReceivedLocation> latest = new LinkedHashMap<>();
        received.forEach(location -> latest.put(folded(location.key()), location));
        List<ReceivedLocation> distinct = List.copyOf(latest.values());
        List<Standing> standings = locations.standings(distinct);
        Instant now = clock.instant();
        List<Outcome> outcomes = new ArrayList<>(distinct.size());
        List<LocationStoring.Stored> changed = new ArrayList<>();
        List<LocationStoring.Stored> touched = new ArrayList<>();
        for (int i = 0; i < distinct.size(); i++) {
            ReceivedLocation location = distinct.get(i);
            Standing standing = standings.get(i);
            Outcome outcome = outcome(location, standing);
            outcomes.add(outcome);
            var stored = new LocationStoring.Stored(standing.id(), location, standing.lastUpdated() != null);
            switch (outcome) {
                case CREATED, UPDATED -> changed.add(stored);
                case UNCHANGED, STALE -> touched.add(stored);
            }
        }
        storing.store(changed, now);
        locations.touch(touched, now);
        return outcomes;
    }

    /// The whole location as JSON, all levels.
    public Optional<String> raw(LocationKey key) {
        return locations.raw(key);
    }

    /// Reads, changes and stores one location while nobody else does. Empty when it is unknown.
    @Transactional
    public Optional<Outcome> change(LocationKey key, Function<String, ReceivedLocation> change) {
        Optional<UUID> id = locations.lock(key);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        String raw = locations.raw(key).orElseThrow();
        return Optional.of(receive(List.of(change.apply(raw))).getFirst());
    }

    /// The same for one EVSE without its connectors: the path of status updates, of which those that come together
    /// share their statements and their commit. Empty when it is unknown.
    public Optional<Outcome> changeEvse(LocationKey key, String uid, Function<String, ReceivedLocation.Evse> change) {
        return evseChanges.submit(new EvseChange(folded(key), LocationKey.keyOf(uid), change));
    }

    /// @param change makes the EVSE as it should be from the JSON stored
    record EvseChange(LocationKey location, String evseKey, Function<String, ReceivedLocation.Evse> change) {
        private List<Object> name() {
            return List.of(location, evseKey);
        }
    }

    private List<Optional<Outcome>> changeEvses(List<EvseChange> changes) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<Optional<EvseRepository.Known>> known = evses.lock(changes);
            List<EvseRepository.Changed> changed = new ArrayList<>();
            List<Optional<Outcome>> outcomes = new ArrayList<>(changes.size());
            for (int i = 0; i < changes.size(); i++) {
                EvseChange asked = changes.get(i);
                outcomes.add(known.get(i).map(stored -> {
                    ReceivedLocation.Evse evse = asked.change().apply(stored.raw());
                    if (evse.lastUpdated().isBefore(stored.lastUpdated())) {
                        return Outcome.STALE;
                    }
                    changed.add(new EvseRepository.Changed(stored.locationId(), evse));
                    return Outcome.UPDATED;
                }));
            }
            evses.update(changed, clock.instant());
            return outcomes;
        });
    }

    /// After a complete crawl: what the partner did not list any more, and did not push since the crawl began, is gone.
    @Transactional
    public int withdrawUnseen(UUID partnerId, Instant crawlStarted) {
        return locations.withdrawUnseen(partnerId, crawlStarted, clock.instant());
    }

    /// One EVSE id under two locations of a partner, a retired copy perhaps.
    ///
    /// @param locations their ids, comma-separated
    public record EvseTwice(String evseId, String locations) {}

    public List<EvseTwice> evsesAtSeveralPlaces(UUID partnerId) {
        return evses.atSeveralPlaces(partnerId);
    }

    private static LocationKey folded(LocationKey key) {
        return new LocationKey(key.partnerId(), key.countryCode(), key.partyId(), key.key());
    }

    private static Outcome outcome(ReceivedLocation location, Standing standing) {
        Instant known = standing.lastUpdated();
        if (known == null) {
            return Outcome.CREATED;
        }
        if (location.lastUpdated().isBefore(known)) {
            return Outcome.STALE;
        }
        return !standing.withdrawn() && Arrays.equals(location.contentHash(), standing.contentHash())
                ? Outcome.UNCHANGED
                : Outcome.UPDATED;
    }
}
