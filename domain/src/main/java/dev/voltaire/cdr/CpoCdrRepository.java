package dev.voltaire.cdr;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The SQL of `cpo_cdr` on the way in. Plain JDBC, in the transaction of the thread.
@ApplicationScoped
class CpoCdrRepository {
    private static final String INSERT = """
            INSERT INTO cpo_cdr (
                origin, partner_id, country_code, party_id, cdr_id, raw, received_at, source_updated_at,
                started_at, ended_at, session_reference, authorisation_reference, authorisation_method,
                token_uid, token_type, contract_id, location_reference, location_name, address, postal_code,
                city, country, evse_uid, evse_id, connector_reference, connector_power_type, meter_id, currency,
                total_cost, energy_kwh, duration_hours, parking_hours, remark, invoice_reference, credit,
                credit_reference, home_charging_compensation, latitude, longitude)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                    ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (country_code, party_id, lower(cdr_id)) DO NOTHING
            """;

    private final DataSource dataSource;

    @Inject
    CpoCdrRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// @return empty when the key is already used
    Optional<UUID> insert(CdrOrigin origin, @Nullable UUID partnerId, CdrFacts cdr, byte[] raw, Instant at) {
        return execute(INSERT + " RETURNING id", statement -> {
            bind(statement, origin, partnerId, new Fresh(cdr, raw), at);
            try (ResultSet inserted = statement.executeQuery()) {
                return inserted.next() ? Optional.of(inserted.getObject(1, UUID.class)) : Optional.empty();
            }
        });
    }

    /// A CDR and the bytes it is kept as.
    record Fresh(CdrFacts facts, byte[] raw) {}

    /// Many of our own in one round trip.
    ///
    /// @return by CDR id; those are missing whose key is already used
    Map<String, UUID> insertOwn(List<Fresh> cdrs, Instant at) {
        Map<String, UUID> stored = HashMap.newHashMap(cdrs.size());
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT, new String[] {"id", "cdr_id"})) {
            for (Fresh cdr : cdrs) {
                bind(statement, CdrOrigin.HOME, null, cdr, at);
                statement.addBatch();
            }
            statement.executeBatch();
            try (ResultSet inserted = statement.getGeneratedKeys()) {
                while (inserted.next()) {
                    stored.put(inserted.getString("cdr_id"), inserted.getObject("id", UUID.class));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("CDRs cannot be reached", failure);
        }
        return stored;
    }

    private static void bind(
            PreparedStatement statement, CdrOrigin origin, @Nullable UUID partnerId, Fresh fresh, Instant at)
            throws SQLException {
        CdrFacts cdr = fresh.facts();
        int column = 1;
        statement.setString(column++, origin.name());
        statement.setObject(column++, partnerId);
        statement.setString(column++, cdr.key().party().countryCode());
        statement.setString(column++, cdr.key().party().partyId());
        statement.setString(column++, cdr.key().id());
        statement.setBytes(column++, fresh.raw());
        statement.setObject(column++, utc(at));
        statement.setObject(column++, utc(cdr.updatedAt()));
        statement.setObject(column++, utc(cdr.startedAt()));
        statement.setObject(column++, utc(cdr.endedAt()));
        statement.setString(column++, cdr.sessionReference());
        statement.setString(column++, cdr.authorisationReference());
        statement.setString(column++, cdr.authorisationMethod());
        statement.setString(column++, cdr.token().uid());
        statement.setString(column++, cdr.token().type());
        statement.setString(column++, cdr.token().contractId());
        CdrFacts.Place place = cdr.place();
        statement.setString(column++, place.reference());
        statement.setString(column++, place.name());
        statement.setString(column++, place.address());
        statement.setString(column++, place.postalCode());
        statement.setString(column++, place.city());
        statement.setString(column++, place.country());
        statement.setString(column++, place.evseUid());
        statement.setString(column++, place.evseId());
        statement.setString(column++, place.connectorReference());
        statement.setString(column++, place.powerType());
        statement.setString(column++, cdr.meterId());
        statement.setString(column++, cdr.currency());
        statement.setBigDecimal(column++, cdr.totalCost());
        statement.setBigDecimal(column++, cdr.energyKwh());
        statement.setBigDecimal(column++, cdr.durationHours());
        statement.setBigDecimal(column++, cdr.parkingHours());
        statement.setString(column++, cdr.remark());
        statement.setString(column++, cdr.invoiceReference());
        statement.setBoolean(column++, cdr.credit());
        statement.setString(column++, cdr.creditReference());
        statement.setBoolean(column++, cdr.homeChargingCompensation());
        statement.setBigDecimal(column++, place.latitude());
        statement.setBigDecimal(column, place.longitude());
    }

    /// @throws IllegalStateException when there is none
    UUID idOf(CdrKey key) {
        return execute(
                "SELECT id FROM cpo_cdr WHERE country_code = ? AND party_id = ? AND lower(cdr_id) = lower(?)",
                statement -> {
                    statement.setString(1, key.party().countryCode());
                    statement.setString(2, key.party().partyId());
                    statement.setString(3, key.id());
                    try (ResultSet rows = statement.executeQuery()) {
                        if (!rows.next()) {
                            throw new IllegalStateException("a CDR vanished");
                        }
                        return rows.getObject(1, UUID.class);
                    }
                });
    }

    /// Byte for byte, or as JSON: white space, the order of fields, trailing zeros, the case of the id and when it was
    /// last touched carry no meaning.
    boolean saysTheSame(UUID id, byte[] raw) {
        return execute("""
                SELECT raw = ? OR (convert_from(raw, 'UTF8')::jsonb - '{id,last_updated}'::text[])
                                = (convert_from(?, 'UTF8')::jsonb - '{id,last_updated}'::text[])
                FROM cpo_cdr WHERE id = ?
                """, statement -> {
            statement.setBytes(1, raw);
            statement.setBytes(2, raw);
            statement.setObject(3, id);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        });
    }

    /// Exactly the bytes that came, for the partner they came from.
    Optional<byte[]> raw(UUID id, UUID partnerId) {
        return execute("SELECT raw FROM cpo_cdr WHERE id = ? AND partner_id = ?", statement -> {
            statement.setObject(1, id);
            statement.setObject(2, partnerId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        });
    }

    /// Once, however often the partner repeats it.
    void keepConflict(UUID id, byte[] raw, Instant at) {
        execute("""
                INSERT INTO cpo_cdr_conflict (cpo_cdr_id, raw, received_at)
                SELECT k.id, k.raw, k.at FROM (SELECT ?::uuid AS id, ?::bytea AS raw, ?::timestamptz AS at) k
                WHERE NOT EXISTS (SELECT FROM cpo_cdr_conflict c WHERE c.cpo_cdr_id = k.id AND c.raw = k.raw)
                """, statement -> {
            statement.setObject(1, id);
            statement.setBytes(2, raw);
            statement.setObject(3, utc(at));
            return statement.executeUpdate();
        });
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
            throw new IllegalStateException("CDRs cannot be reached", failure);
        }
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
