package dev.voltaire.cdr;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Reads home sessions for their CDRs. Plain JDBC, in the transaction of the thread.
@ApplicationScoped
class HomeCdrRepository {
    private final DataSource dataSource;

    @Inject
    HomeCdrRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// @param endedAt absent while it runs
    record HomeSession(
            UUID id,
            CdrEvidence.@Nullable Holder holder,
            @Nullable String tokenUid,
            @Nullable String tokenType,
            @Nullable String contractId,
            @Nullable String authorisationReference,
            UUID chargerId,
            String chargerName,
            int evse,
            int connector,
            @Nullable String meterId,
            String country,
            String currency,
            Instant startedAt,
            @Nullable Instant endedAt,
            BigDecimal kwh,
            Instant lastUpdated) {
        @Override
        public String toString() {
            return "HomeSession[id=" + id + "]";
        }
    }

    /// The CDRs a session has, and what the last of them says.
    record Earlier(
            int count,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable BigDecimal energyKwh) {
        boolean says(Instant start, Instant end, BigDecimal energy) {
            return energyKwh != null
                    && energyKwh.compareTo(energy) == 0
                    && start.equals(startedAt)
                    && end.equals(endedAt);
        }
    }

    /// Locked, so that two messages about one session are carried out one after the other.
    HomeSession locked(UUID id) {
        String sql = """
                SELECT s.id, s.token_id, s.profile_id, s.organisation_unit_id, s.token_uid, t.type AS token_type,
                       s.contract_id, s.authorisation_reference, s.charger_id, c.name AS charger_name,
                       coalesce(s.evse, 1) AS evse, coalesce(s.connector, 1) AS connector,
                       c.meter_serial_number, u.country, u.currency, s.started_at, s.ended_at, s.kwh, s.last_updated
                FROM session s
                JOIN charger c ON c.id = s.charger_id
                JOIN organisation_unit u ON u.id = coalesce(s.organisation_unit_id, c.organisation_unit_id)
                LEFT JOIN token t ON t.id = s.token_id
                WHERE s.id = ?
                FOR UPDATE OF s
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("a home session vanished");
                }
                return new HomeSession(
                        id,
                        holder(row),
                        row.getString("token_uid"),
                        row.getString("token_type"),
                        row.getString("contract_id"),
                        row.getString("authorisation_reference"),
                        row.getObject("charger_id", UUID.class),
                        row.getString("charger_name"),
                        row.getInt("evse"),
                        row.getInt("connector"),
                        row.getString("meter_serial_number"),
                        row.getString("country"),
                        row.getString("currency"),
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        instant(row, "ended_at"),
                        row.getBigDecimal("kwh"),
                        row.getObject("last_updated", OffsetDateTime.class).toInstant());
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("home sessions cannot be reached", failure);
        }
    }

    Earlier earlier(UUID sessionId) {
        String sql = """
                SELECT count(*) OVER () AS count, started_at, ended_at, energy_kwh
                FROM cpo_cdr WHERE session_reference = ? AND origin = 'HOME'
                ORDER BY received_at DESC, id DESC LIMIT 1
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, sessionId.toString());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new Earlier(
                                row.getInt("count"),
                                instant(row, "started_at"),
                                instant(row, "ended_at"),
                                row.getBigDecimal("energy_kwh"))
                        : new Earlier(0, null, null, null);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("home sessions cannot be reached", failure);
        }
    }

    private static CdrEvidence.@Nullable Holder holder(ResultSet row) throws SQLException {
        UUID token = row.getObject("token_id", UUID.class);
        return token == null
                ? null
                : new CdrEvidence.Holder(
                        token,
                        row.getObject("profile_id", UUID.class),
                        row.getObject("organisation_unit_id", UUID.class),
                        row.getString("currency"),
                        true,
                        null,
                        null);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
