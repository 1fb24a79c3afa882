package dev.voltaire.location;

import dev.voltaire.location.LocationReception.EvseChange;
import dev.voltaire.location.LocationReception.EvseTwice;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// Changes of single EVSEs, of which partners send thousands a second: one statement for all that come together.
@ApplicationScoped
class EvseRepository {
    private final Sql sql;

    @Inject
    EvseRepository(Sql sql) {
        this.sql = sql.planningAnew();
    }

    record Known(UUID locationId, Instant lastUpdated, String raw) {}

    record Changed(UUID locationId, ReceivedLocation.Evse evse) {}

    private record Placed(int place, Known evse) {}

    /// In the order of the changes; locked in one order whatever that is, so that two batches never wait for each
    /// other.
    List<Optional<Known>> lock(List<EvseChange> changes) {
        List<Optional<Known>> known = new ArrayList<>(Collections.nCopies(changes.size(), Optional.empty()));
        sql.each(
                """
                SELECT k.place, e.location_id, e.last_updated, e.raw::text AS raw
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                     WITH ORDINALITY k (partner_id, country_code, party_id, location_key, evse_key, place)
                JOIN location l USING (partner_id, country_code, party_id, location_key)
                JOIN evse e ON e.location_id = l.id AND e.evse_key = k.evse_key
                ORDER BY l.id, e.evse_key FOR UPDATE OF l, e
                """,
                row -> new Placed(
                        row.getInt("place"),
                        new Known(
                                Sql.id(row, "location_id"),
                                Sql.requiredInstant(row, "last_updated"),
                                row.getString("raw"))),
                placed -> known.set(placed.place() - 1, Optional.of(placed.evse())),
                keys(changes, LocationKey::partnerId).toArray(UUID[]::new),
                keys(changes, LocationKey::countryCode).toArray(String[]::new),
                keys(changes, LocationKey::partyId).toArray(String[]::new),
                keys(changes, LocationKey::key).toArray(String[]::new),
                changes.stream().map(EvseChange::evseKey).toArray(String[]::new));
        return known;
    }

    /// Raises the times of the locations too. Their content hashes no longer describe them and are cleared.
    void update(List<Changed> changed, Instant now) {
        if (changed.isEmpty()) {
            return;
        }
        sql.update(
                """
                WITH told AS MATERIALIZED (
                    SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
                        ?::text[]) k (location_id, evse_key, evse_id, status, capabilities, last_updated, raw)),
                places AS (
                    UPDATE location l SET last_updated = greatest(l.last_updated, k.last_updated), last_seen_at = ?,
                        content_hash = ''
                    FROM (SELECT location_id, max(last_updated) AS last_updated FROM told GROUP BY 1) k
                    WHERE l.id = k.location_id)
                UPDATE evse e SET evse_id = k.evse_id, status = k.status,
                    capabilities = string_to_array(k.capabilities, E'\\x1f'), last_updated = k.last_updated,
                    raw = k.raw::jsonb
                FROM told k WHERE e.location_id = k.location_id AND e.evse_key = k.evse_key
                """,
                changed.stream().map(Changed::locationId).toArray(UUID[]::new),
                evses(changed, ReceivedLocation.Evse::key).toArray(String[]::new),
                changed.stream().map(change -> change.evse().evseId()).toArray(String[]::new),
                evses(changed, ReceivedLocation.Evse::status).toArray(String[]::new),
                evses(changed, evse -> String.join(LocationStoring.SEPARATOR, evse.capabilities()))
                        .toArray(String[]::new),
                evses(changed, ReceivedLocation.Evse::lastUpdated).toArray(Instant[]::new),
                evses(changed, ReceivedLocation.Evse::raw).toArray(String[]::new),
                now);
    }

    List<EvseTwice> atSeveralPlaces(UUID partnerId) {
        return sql.query("""
                SELECT min(e.evse_id) AS evse_id, string_agg(DISTINCT l.location_id, ', ') AS locations
                FROM evse e JOIN location l ON l.id = e.location_id
                WHERE l.partner_id = ? AND l.withdrawn_at IS NULL AND e.evse_id IS NOT NULL AND e.status <> 'REMOVED'
                GROUP BY upper(translate(e.evse_id, '*-', ''))
                HAVING count(DISTINCT e.location_id) > 1
                ORDER BY 1 LIMIT 1000
                """, row -> new EvseTwice(row.getString("evse_id"), row.getString("locations")), partnerId);
    }

    private static <T> Stream<T> keys(List<EvseChange> changes, Function<LocationKey, T> part) {
        return changes.stream().map(change -> part.apply(change.location()));
    }

    private static <T> Stream<T> evses(List<Changed> changed, Function<ReceivedLocation.Evse, T> part) {
        return changed.stream().map(change -> part.apply(change.evse()));
    }
}
