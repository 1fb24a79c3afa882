package dev.voltaire.location;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How locations stand that were received before. What is new of them is stored by [LocationStoring].
@ApplicationScoped
class LocationRepository {
    private static final String BY_KEY = "partner_id = ? AND country_code = ? AND party_id = ? AND location_key = ?";

    private final Sql sql;
    private final Sql sets;

    @Inject
    LocationRepository(Sql sql) {
        this.sql = sql;
        this.sets = sql.planningAnew();
    }

    /// @param id of the stored location, or the one it will have
    /// @param lastUpdated absent for a new one
    record Standing(UUID id, @Nullable Instant lastUpdated, byte[] contentHash, boolean withdrawn) {}

    List<Standing> standings(List<ReceivedLocation> locations) {
        return sets.query(
                """
                SELECT coalesce(l.id, uuidv7()) AS id, l.last_updated, l.content_hash,
                    l.withdrawn_at IS NOT NULL AS withdrawn
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                     WITH ORDINALITY k (partner_id, country_code, party_id, location_key, place)
                LEFT JOIN location l USING (partner_id, country_code, party_id, location_key)
                ORDER BY k.place
                """,
                row -> {
                    byte[] hash = row.getBytes("content_hash");
                    return new Standing(
                            Sql.id(row, "id"),
                            Sql.instant(row, "last_updated"),
                            hash == null ? new byte[0] : hash,
                            row.getBoolean("withdrawn"));
                },
                keys(locations, LocationKey::partnerId).toArray(UUID[]::new),
                keys(locations, LocationKey::countryCode).toArray(String[]::new),
                keys(locations, LocationKey::partyId).toArray(String[]::new),
                keys(locations, LocationKey::key).toArray(String[]::new));
    }

    /// Told again, with nothing new.
    void touch(List<LocationStoring.Stored> locations, Instant now) {
        if (locations.isEmpty()) {
            return;
        }
        sets.update(
                """
                WITH told AS MATERIALIZED (
                    SELECT l.id, k.last_updated FROM unnest(?::uuid[], ?::timestamptz[]) k (id, last_updated)
                    JOIN location l USING (id) ORDER BY l.id FOR UPDATE OF l)
                UPDATE location l SET last_seen_at = ?, last_updated = greatest(l.last_updated, told.last_updated)
                FROM told WHERE l.id = told.id
                """,
                locations.stream().map(LocationStoring.Stored::id).toArray(UUID[]::new),
                locations.stream()
                        .map(stored -> stored.location().lastUpdated())
                        .toArray(Instant[]::new),
                now);
    }

    Optional<UUID> lock(LocationKey key) {
        return sql.first(
                "SELECT id FROM location WHERE " + BY_KEY + " FOR UPDATE",
                row -> Sql.id(row, "id"),
                key.partnerId(),
                key.countryCode(),
                key.partyId(),
                key.key());
    }

    /// The whole location as JSON, all levels.
    Optional<String> raw(LocationKey key) {
        return sql.first(
                """
                SELECT (l.raw || jsonb_build_object('evses', coalesce(
                    (SELECT jsonb_agg(e.raw || jsonb_build_object('connectors', coalesce(
                        (SELECT jsonb_agg(c.raw ORDER BY c.connector_key) FROM connector c
                         WHERE c.location_id = e.location_id AND c.evse_key = e.evse_key), '[]')) ORDER BY e.evse_key)
                     FROM evse e WHERE e.location_id = l.id), '[]')))::text AS raw
                FROM location l WHERE
                """ + BY_KEY,
                row -> row.getString("raw"),
                key.partnerId(),
                key.countryCode(),
                key.partyId(),
                key.key());
    }

    int withdrawUnseen(UUID partnerId, Instant before, Instant now) {
        return sets.update("""
                UPDATE location SET withdrawn_at = ?
                WHERE partner_id = ? AND last_seen_at < ? AND withdrawn_at IS NULL
                """, now, partnerId, before);
    }

    private static <T> java.util.stream.Stream<T> keys(
            List<ReceivedLocation> locations, Function<LocationKey, T> part) {
        return locations.stream().map(ReceivedLocation::key).map(part);
    }
}
