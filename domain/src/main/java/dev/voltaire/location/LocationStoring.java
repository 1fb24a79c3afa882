package dev.voltaire.location;

import dev.voltaire.location.ReceivedLocation.Connector;
import dev.voltaire.location.ReceivedLocation.Evse;
import dev.voltaire.sql.Columns;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// Writes locations with all their levels: one statement per level, however many there are, because a crawl stores
/// thousands a second.
@ApplicationScoped
class LocationStoring {
    /// Between the items of a list: no character of theirs.
    static final String SEPARATOR = Character.toString(0x1f);

    private final Sql sql;

    @Inject
    LocationStoring(Sql sql) {
        this.sql = sql.planningAnew();
    }

    /// @param known it was stored before
    record Stored(UUID id, ReceivedLocation location, boolean known) {}

    private record Level2(UUID locationId, Evse evse) {}

    private record Level3(UUID locationId, String evseKey, Connector connector) {}

    void store(List<Stored> received, Instant now) {
        if (received.isEmpty()) {
            return;
        }
        List<Stored> locations =
                received.stream().sorted(Comparator.comparing(Stored::id)).toList();
        List<Level2> evses = new ArrayList<>();
        List<Level3> connectors = new ArrayList<>();
        for (Stored stored : locations) {
            for (Evse evse : stored.location().evses()) {
                evses.add(new Level2(stored.id(), evse));
                evse.connectors().forEach(connector -> connectors.add(new Level3(stored.id(), evse.key(), connector)));
            }
        }
        storeLocations(locations, now);
        makeWay(locations.stream().filter(Stored::known).map(Stored::id).toArray(UUID[]::new));
        storeEvses(evses);
        storeConnectors(connectors);
    }

    /// EVSEs that are not listed any more are removed but kept: sessions and CDRs refer to them.
    private void makeWay(UUID[] known) {
        if (known.length == 0) {
            return;
        }
        sql.update("""
                UPDATE evse SET status = 'REMOVED', raw = raw || '{"status": "REMOVED"}' WHERE location_id = ANY (?)
                """, (Object) known);
        sql.update("DELETE FROM connector WHERE location_id = ANY (?)", (Object) known);
    }

    private void storeLocations(List<Stored> locations, Instant now) {
        Columns<Stored> of = new Columns<>(locations);
        sql.update(
                """
                INSERT INTO location (id, partner_id, country_code, party_id, location_id, location_key, name, address,
                    city, postal_code, country, latitude, longitude, time_zone, published, parking_type,
                    operator_name, owner_name, last_updated, content_hash, raw, first_seen_at, last_seen_at)
                SELECT k.id, k.partner_id, k.country_code, k.party_id, k.location_id, k.location_key, k.name,
                    k.address, k.city, k.postal_code, k.country, k.latitude, k.longitude, k.time_zone, k.published,
                    k.parking_type, k.operator_name, k.owner_name, k.last_updated, k.content_hash, k.raw::jsonb, s.now,
                    s.now
                FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::text[], ?::numeric[], ?::numeric[], ?::text[], ?::boolean[], ?::text[],
                        ?::text[], ?::text[], ?::timestamptz[], ?::bytea[], ?::text[])
                    k (id, partner_id, country_code, party_id, location_id, location_key, name, address, city,
                        postal_code, country, latitude, longitude, time_zone, published, parking_type, operator_name, owner_name,
                        last_updated, content_hash, raw)
                CROSS JOIN (SELECT ?::timestamptz AS now) s
                ON CONFLICT (partner_id, country_code, party_id, location_key) DO UPDATE SET
                    location_id = excluded.location_id, name = excluded.name, address = excluded.address,
                    city = excluded.city, postal_code = excluded.postal_code, country = excluded.country,
                    latitude = excluded.latitude, longitude = excluded.longitude, time_zone = excluded.time_zone,
                    published = excluded.published, parking_type = excluded.parking_type,
                    operator_name = excluded.operator_name, owner_name = excluded.owner_name,
                    last_updated = excluded.last_updated, content_hash = excluded.content_hash, raw = excluded.raw,
                    last_seen_at = excluded.last_seen_at, withdrawn_at = NULL
                """,
                of.ids(Stored::id),
                of.ids(stored -> stored.location().key().partnerId()),
                of.texts(stored -> stored.location().key().countryCode()),
                of.texts(stored -> stored.location().key().partyId()),
                of.texts(stored -> stored.location().key().locationId()),
                of.texts(stored -> stored.location().key().key()),
                of.texts(stored -> stored.location().name()),
                of.texts(stored -> stored.location().address()),
                of.texts(stored -> stored.location().city()),
                of.texts(stored -> stored.location().postalCode()),
                of.texts(stored -> stored.location().country()),
                of.decimals(stored -> stored.location().latitude()),
                of.decimals(stored -> stored.location().longitude()),
                of.texts(stored -> stored.location().timeZone()),
                of.flags(stored -> stored.location().published()),
                of.texts(stored -> stored.location().parkingType()),
                of.texts(stored -> stored.location().operatorName()),
                of.texts(stored -> stored.location().ownerName()),
                of.instants(stored -> stored.location().lastUpdated()),
                locations.stream()
                        .map(stored -> stored.location().contentHash())
                        .toArray(byte[][]::new),
                of.texts(stored -> stored.location().raw()),
                now);
    }

    private void storeEvses(List<Level2> evses) {
        if (evses.isEmpty()) {
            return;
        }
        Columns<Level2> of = new Columns<>(evses);
        sql.update(
                """
                INSERT INTO evse (location_id, evse_key, uid, evse_id, status, capabilities, last_updated, raw)
                SELECT k.location_id, k.evse_key, k.uid, k.evse_id, k.status,
                    string_to_array(k.capabilities, E'\\x1f'), k.last_updated, k.raw::jsonb
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
                        ?::text[]) k (location_id, evse_key, uid, evse_id, status, capabilities, last_updated, raw)
                ON CONFLICT (location_id, evse_key) DO UPDATE SET uid = excluded.uid, evse_id = excluded.evse_id,
                    status = excluded.status, capabilities = excluded.capabilities,
                    last_updated = excluded.last_updated, raw = excluded.raw
                """,
                of.ids(Level2::locationId),
                of.texts(level -> level.evse().key()),
                of.texts(level -> level.evse().uid()),
                of.texts(level -> level.evse().evseId()),
                of.texts(level -> level.evse().status()),
                of.texts(level -> String.join(SEPARATOR, level.evse().capabilities())),
                of.instants(level -> level.evse().lastUpdated()),
                of.texts(level -> level.evse().raw()));
    }

    private void storeConnectors(List<Level3> connectors) {
        if (connectors.isEmpty()) {
            return;
        }
        Columns<Level3> of = new Columns<>(connectors);
        sql.update(
                """
                INSERT INTO connector (location_id, evse_key, connector_key, connector_id, standard, format, power_type,
                    max_voltage, max_amperage, max_electric_power, tariff_ids, last_updated, raw)
                SELECT k.location_id, k.evse_key, k.connector_key, k.connector_id, k.standard, k.format, k.power_type,
                    k.max_voltage, k.max_amperage, k.max_electric_power, string_to_array(k.tariff_ids, E'\\x1f'),
                    k.last_updated, k.raw::jsonb
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[],
                        ?::integer[], ?::integer[], ?::text[], ?::timestamptz[], ?::text[])
                    k (location_id, evse_key, connector_key, connector_id, standard, format, power_type, max_voltage,
                        max_amperage, max_electric_power, tariff_ids, last_updated, raw)
                ON CONFLICT DO NOTHING
                """,
                of.ids(Level3::locationId),
                of.texts(Level3::evseKey),
                of.texts(level -> level.connector().key()),
                of.texts(level -> level.connector().id()),
                of.texts(level -> level.connector().standard()),
                of.texts(level -> level.connector().format()),
                of.texts(level -> level.connector().powerType()),
                of.integers(level -> level.connector().maxVoltage()),
                of.integers(level -> level.connector().maxAmperage()),
                of.integers(level -> level.connector().maxElectricPower()),
                of.texts(level -> String.join(SEPARATOR, level.connector().tariffIds())),
                of.instants(level -> level.connector().lastUpdated()),
                of.texts(level -> level.connector().raw()));
    }
}
