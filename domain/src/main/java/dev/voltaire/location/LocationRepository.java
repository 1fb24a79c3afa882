package dev.voltaire.location;

import dev.voltaire.location.LocationReception.EvseChange;
import dev.voltaire.location.LocationReception.EvseTwice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// All SQL that writes `location`, `evse` and `connector`. Plain JDBC in batches: a crawl stores thousands a second.
@ApplicationScoped
class LocationRepository {
    /// Between the capabilities of one EVSE: no character of theirs.
    private static final String SEPARATOR = Character.toString(0x1f);

    private final DataSource dataSource;

    @Inject
    LocationRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// @param id of the stored location, or the one it will have
    /// @param lastUpdated absent for a new one
    record Standing(UUID id, @Nullable Instant lastUpdated, byte[] contentHash, boolean withdrawn) {}

    record Stored(UUID id, ReceivedLocation location) {}

    record KnownEvse(UUID locationId, Instant lastUpdated, String raw) {}

    record ChangedEvse(UUID locationId, ReceivedLocation.Evse evse) {}

    List<Standing> standings(List<ReceivedLocation> locations) {
        return execute("""
                SELECT coalesce(l.id, uuidv7()), l.last_updated, l.content_hash, l.withdrawn_at IS NOT NULL
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                     WITH ORDINALITY k (partner_id, country_code, party_id, location_key, place)
                LEFT JOIN location l USING (partner_id, country_code, party_id, location_key)
                ORDER BY k.place
                """, statement -> {
            Connection connection = statement.getConnection();
            statement.setArray(
                    1,
                    array(
                            connection,
                            "uuid",
                            locations,
                            location -> location.key().partnerId()));
            statement.setArray(
                    2,
                    array(
                            connection,
                            "text",
                            locations,
                            location -> location.key().countryCode()));
            statement.setArray(
                    3,
                    array(
                            connection,
                            "text",
                            locations,
                            location -> location.key().partyId()));
            statement.setArray(
                    4,
                    array(
                            connection,
                            "text",
                            locations,
                            location -> location.key().key()));
            List<Standing> standings = new ArrayList<>(locations.size());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    OffsetDateTime lastUpdated = rows.getObject(2, OffsetDateTime.class);
                    byte[] hash = rows.getBytes(3);
                    standings.add(new Standing(
                            rows.getObject(1, UUID.class),
                            lastUpdated == null ? null : lastUpdated.toInstant(),
                            hash == null ? new byte[0] : hash,
                            rows.getBoolean(4)));
                }
            }
            return standings;
        });
    }

    void store(List<Stored> locations, Instant now) {
        if (locations.isEmpty()) {
            return;
        }
        storeLocations(locations, now);
        // EVSEs that are not listed any more are removed but kept: sessions and CDRs refer to them
        execute("""
                UPDATE evse SET status = 'REMOVED', raw = raw || '{"status": "REMOVED"}' WHERE location_id = ANY (?)
                """, statement -> {
            statement.setArray(1, array(statement.getConnection(), "uuid", locations, Stored::id));
            return statement.executeUpdate();
        });
        execute("DELETE FROM connector WHERE location_id = ANY (?)", statement -> {
            statement.setArray(1, array(statement.getConnection(), "uuid", locations, Stored::id));
            return statement.executeUpdate();
        });
        storeEvses(locations);
        storeConnectors(locations);
    }

    void touch(List<Stored> locations, Instant now) {
        if (locations.isEmpty()) {
            return;
        }
        execute("""
                UPDATE location l SET last_seen_at = ?, last_updated = greatest(l.last_updated, k.last_updated)
                FROM unnest(?::uuid[], ?::timestamptz[]) k (id, last_updated) WHERE l.id = k.id
                """, statement -> {
            statement.setObject(1, utc(now));
            statement.setArray(2, array(statement.getConnection(), "uuid", locations, Stored::id));
            statement.setArray(
                    3,
                    array(
                            statement.getConnection(),
                            "timestamptz",
                            locations,
                            stored -> stored.location().lastUpdated().toString()));
            return statement.executeUpdate();
        });
    }

    Optional<UUID> lock(LocationKey key) {
        return execute("SELECT id FROM location WHERE " + BY_KEY + " FOR UPDATE", statement -> {
            bind(statement, 1, key);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.empty();
            }
        });
    }

    /// The whole location as JSON, all levels.
    Optional<String> raw(LocationKey key) {
        return execute("""
                SELECT (l.raw || jsonb_build_object('evses', coalesce(
                    (SELECT jsonb_agg(e.raw || jsonb_build_object('connectors', coalesce(
                        (SELECT jsonb_agg(c.raw ORDER BY c.connector_key) FROM connector c
                         WHERE c.location_id = e.location_id AND c.evse_key = e.evse_key), '[]')) ORDER BY e.evse_key)
                     FROM evse e WHERE e.location_id = l.id), '[]')))::text
                FROM location l WHERE
                """ + BY_KEY, statement -> {
            bind(statement, 1, key);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        });
    }

    /// In the order of the changes; locked in one order whatever that is, so that two batches never wait for each
    /// other.
    List<Optional<KnownEvse>> lockEvses(List<EvseChange> changes) {
        return execute("""
                SELECT k.place, e.location_id, e.last_updated, e.raw::text
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                     WITH ORDINALITY k (partner_id, country_code, party_id, location_key, evse_key, place)
                JOIN location l USING (partner_id, country_code, party_id, location_key)
                JOIN evse e ON e.location_id = l.id AND e.evse_key = k.evse_key
                ORDER BY l.id, e.evse_key FOR UPDATE OF l, e
                """, statement -> {
            Connection connection = statement.getConnection();
            statement.setArray(
                    1,
                    array(
                            connection,
                            "uuid",
                            changes,
                            change -> change.location().partnerId()));
            statement.setArray(
                    2,
                    array(
                            connection,
                            "text",
                            changes,
                            change -> change.location().countryCode()));
            statement.setArray(
                    3,
                    array(
                            connection,
                            "text",
                            changes,
                            change -> change.location().partyId()));
            statement.setArray(
                    4,
                    array(
                            connection,
                            "text",
                            changes,
                            change -> change.location().key()));
            statement.setArray(5, array(connection, "text", changes, EvseChange::evseKey));
            List<Optional<KnownEvse>> known = new ArrayList<>(Collections.nCopies(changes.size(), Optional.empty()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.set(
                            rows.getInt(1) - 1,
                            Optional.of(new KnownEvse(
                                    rows.getObject(2, UUID.class),
                                    rows.getObject(3, OffsetDateTime.class).toInstant(),
                                    rows.getString(4))));
                }
            }
            return known;
        });
    }

    /// Raises the times of the locations too. Their content hashes no longer describe them and are cleared.
    void updateEvses(List<ChangedEvse> changed, Instant now) {
        if (changed.isEmpty()) {
            return;
        }
        execute("""
                UPDATE evse e SET evse_id = k.evse_id, status = k.status,
                    capabilities = string_to_array(k.capabilities, E'\\x1f'), last_updated = k.last_updated,
                    raw = k.raw::jsonb
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[])
                    k (location_id, evse_key, evse_id, status, capabilities, last_updated, raw)
                WHERE e.location_id = k.location_id AND e.evse_key = k.evse_key
                """, statement -> {
            Connection connection = statement.getConnection();
            statement.setArray(1, array(connection, "uuid", changed, ChangedEvse::locationId));
            statement.setArray(
                    2,
                    array(connection, "text", changed, change -> change.evse().key()));
            statement.setArray(
                    3,
                    array(connection, "text", changed, change -> change.evse().evseId()));
            statement.setArray(
                    4,
                    array(connection, "text", changed, change -> change.evse().status()));
            statement.setArray(
                    5,
                    array(
                            connection,
                            "text",
                            changed,
                            change -> String.join(SEPARATOR, change.evse().capabilities())));
            statement.setArray(
                    6,
                    array(
                            connection,
                            "timestamptz",
                            changed,
                            change -> change.evse().lastUpdated().toString()));
            statement.setArray(
                    7,
                    array(connection, "text", changed, change -> change.evse().raw()));
            return statement.executeUpdate();
        });
        execute("""
                UPDATE location l SET last_updated = greatest(l.last_updated, k.last_updated), last_seen_at = ?,
                    content_hash = ''
                FROM (SELECT location_id, max(last_updated) AS last_updated
                      FROM unnest(?::uuid[], ?::timestamptz[]) u (location_id, last_updated) GROUP BY 1) k
                WHERE l.id = k.location_id
                """, statement -> {
            Connection connection = statement.getConnection();
            statement.setObject(1, utc(now));
            statement.setArray(2, array(connection, "uuid", changed, ChangedEvse::locationId));
            statement.setArray(
                    3,
                    array(
                            connection,
                            "timestamptz",
                            changed,
                            change -> change.evse().lastUpdated().toString()));
            return statement.executeUpdate();
        });
    }

    List<EvseTwice> evsesAtSeveralPlaces(UUID partnerId) {
        return execute("""
                SELECT min(e.evse_id), string_agg(DISTINCT l.location_id, ', ')
                FROM evse e JOIN location l ON l.id = e.location_id
                WHERE l.partner_id = ? AND l.withdrawn_at IS NULL AND e.evse_id IS NOT NULL AND e.status <> 'REMOVED'
                GROUP BY upper(translate(e.evse_id, '*-', ''))
                HAVING count(DISTINCT e.location_id) > 1
                ORDER BY 1 LIMIT 1000
                """, statement -> {
            statement.setObject(1, partnerId);
            List<EvseTwice> twice = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    twice.add(new EvseTwice(rows.getString(1), rows.getString(2)));
                }
            }
            return twice;
        });
    }

    int withdrawUnseen(UUID partnerId, Instant before, Instant now) {
        return execute("""
                UPDATE location SET withdrawn_at = ?
                WHERE partner_id = ? AND last_seen_at < ? AND withdrawn_at IS NULL
                """, statement -> {
            statement.setObject(1, utc(now));
            statement.setObject(2, partnerId);
            statement.setObject(3, utc(before));
            return statement.executeUpdate();
        });
    }

    private void storeLocations(List<Stored> locations, Instant now) {
        execute("""
                INSERT INTO location (id, partner_id, country_code, party_id, location_id, location_key, name, address,
                    city, postal_code, country, latitude, longitude, time_zone, published, parking_type,
                    operator_name, owner_name, last_updated, content_hash, raw, first_seen_at, last_seen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                ON CONFLICT (partner_id, country_code, party_id, location_key) DO UPDATE SET
                    location_id = excluded.location_id, name = excluded.name, address = excluded.address,
                    city = excluded.city, postal_code = excluded.postal_code, country = excluded.country,
                    latitude = excluded.latitude, longitude = excluded.longitude, time_zone = excluded.time_zone,
                    published = excluded.published, parking_type = excluded.parking_type,
                    operator_name = excluded.operator_name, owner_name = excluded.owner_name,
                    last_updated = excluded.last_updated, content_hash = excluded.content_hash, raw = excluded.raw,
                    last_seen_at = excluded.last_seen_at, withdrawn_at = NULL
                """, statement -> {
            for (Stored stored : locations) {
                ReceivedLocation location = stored.location();
                statement.setObject(1, stored.id());
                bind(statement, 2, location.key());
                statement.setString(5, location.key().locationId());
                statement.setString(6, location.key().key());
                statement.setString(7, location.name());
                statement.setString(8, location.address());
                statement.setString(9, location.city());
                statement.setString(10, location.postalCode());
                statement.setString(11, location.country());
                statement.setBigDecimal(12, location.latitude());
                statement.setBigDecimal(13, location.longitude());
                statement.setString(14, location.timeZone());
                statement.setBoolean(15, location.published());
                statement.setString(16, location.parkingType());
                statement.setString(17, location.operatorName());
                statement.setString(18, location.ownerName());
                statement.setObject(19, utc(location.lastUpdated()));
                statement.setBytes(20, location.contentHash());
                statement.setString(21, location.raw());
                statement.setObject(22, utc(now));
                statement.setObject(23, utc(now));
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    private void storeEvses(List<Stored> locations) {
        execute("""
                INSERT INTO evse (location_id, evse_key, uid, evse_id, status, capabilities, last_updated, raw)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                ON CONFLICT (location_id, evse_key) DO UPDATE SET uid = excluded.uid, evse_id = excluded.evse_id,
                    status = excluded.status, capabilities = excluded.capabilities,
                    last_updated = excluded.last_updated, raw = excluded.raw
                """, statement -> {
            for (Stored stored : locations) {
                for (ReceivedLocation.Evse evse : stored.location().evses()) {
                    statement.setObject(1, stored.id());
                    statement.setString(2, evse.key());
                    statement.setString(3, evse.uid());
                    statement.setString(4, evse.evseId());
                    statement.setString(5, evse.status());
                    statement.setArray(
                            6,
                            statement
                                    .getConnection()
                                    .createArrayOf("text", evse.capabilities().toArray()));
                    statement.setObject(7, utc(evse.lastUpdated()));
                    statement.setString(8, evse.raw());
                    statement.addBatch();
                }
            }
            return statement.executeBatch();
        });
    }

    private void storeConnectors(List<Stored> locations) {
        execute("""
                INSERT INTO connector (location_id, evse_key, connector_key, connector_id, standard, format, power_type,
                    max_voltage, max_amperage, max_electric_power, tariff_ids, last_updated, raw)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                ON CONFLICT DO NOTHING
                """, statement -> {
            for (Stored stored : locations) {
                for (ReceivedLocation.Evse evse : stored.location().evses()) {
                    for (ReceivedLocation.Connector connector : evse.connectors()) {
                        statement.setObject(1, stored.id());
                        statement.setString(2, evse.key());
                        statement.setString(3, connector.key());
                        statement.setString(4, connector.id());
                        statement.setString(5, connector.standard());
                        statement.setString(6, connector.format());
                        statement.setString(7, connector.powerType());
                        statement.setObject(8, connector.maxVoltage(), Types.INTEGER);
                        statement.setObject(9, connector.maxAmperage(), Types.INTEGER);
                        statement.setObject(10, connector.maxElectricPower(), Types.INTEGER);
                        statement.setArray(
                                11,
                                statement
                                        .getConnection()
                                        .createArrayOf(
                                                "text", connector.tariffIds().toArray()));
                        statement.setObject(12, utc(connector.lastUpdated()));
                        statement.setString(13, connector.raw());
                        statement.addBatch();
                    }
                }
            }
            return statement.executeBatch();
        });
    }

    private static final String BY_KEY = "partner_id = ? AND country_code = ? AND party_id = ? AND location_key = ?";

    private static void bind(PreparedStatement statement, int from, LocationKey key) throws SQLException {
        statement.setObject(from, key.partnerId());
        statement.setString(from + 1, key.countryCode());
        statement.setString(from + 2, key.partyId());
        statement.setString(from + 3, key.key());
    }

    private static <T> java.sql.Array array(
            Connection connection, String type, List<T> items, Function<T, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, items.stream().map(value).toArray());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T execute(String sql, Work<T> work) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException failure) {
            throw new IllegalStateException("locations cannot be reached", failure);
        }
    }
}
