package dev.voltaire.cdr;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads home sessions for their CDRs, many at once.
@ApplicationScoped
class HomeCdrRepository {
    private static final String LOCKED = """
            SELECT s.id, s.token_id, s.profile_id, s.organisation_unit_id, s.token_uid, t.type AS token_type,
                   s.contract_id, s.authorisation_reference, s.charger_id, c.name AS charger_name,
                   coalesce(s.evse, 1) AS evse, coalesce(s.connector, 1) AS connector,
                   c.meter_serial_number, u.country, u.currency, s.started_at, s.ended_at, s.kwh, s.last_updated
            FROM session s
            JOIN charger c ON c.id = s.charger_id
            JOIN organisation_unit u ON u.id = coalesce(s.organisation_unit_id, c.organisation_unit_id)
            LEFT JOIN token t ON t.id = s.token_id
            WHERE s.id = ANY (?)
            ORDER BY s.id
            FOR UPDATE OF s
            """;
    private static final String EARLIER = """
            SELECT DISTINCT ON (session_reference) session_reference,
                   count(*) OVER (PARTITION BY session_reference) AS count, started_at, ended_at, energy_kwh
            FROM cpo_cdr WHERE session_reference = ANY (?) AND origin = 'HOME'
            ORDER BY session_reference, received_at DESC, id DESC
            """;

    private final Sql sql;

    @Inject
    HomeCdrRepository(Sql sql) {
        this.sql = sql;
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
        static final Earlier NONE = new Earlier(0, null, null, null);

        boolean says(Instant start, Instant end, BigDecimal energy) {
            return energyKwh != null
                    && energyKwh.compareTo(energy) == 0
                    && start.equals(startedAt)
                    && end.equals(endedAt);
        }
    }

    /// Locked in one order for all, so that two messages about one session are carried out one after the other.
    List<HomeSession> locked(Collection<UUID> ids) {
        return sql.query(LOCKED, HomeCdrRepository::session, (Object) ids.toArray(UUID[]::new));
    }

    /// By session; those are missing that have no CDR yet.
    Map<UUID, Earlier> earlier(Collection<UUID> sessionIds) {
        return sql
                .query(
                        EARLIER,
                        row -> Map.entry(
                                UUID.fromString(row.getString("session_reference")),
                                new Earlier(
                                        row.getInt("count"),
                                        Sql.instant(row, "started_at"),
                                        Sql.instant(row, "ended_at"),
                                        row.getBigDecimal("energy_kwh"))),
                        (Object) sessionIds.stream().map(UUID::toString).toArray(String[]::new))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static HomeSession session(ResultSet row) throws SQLException {
        return new HomeSession(
                Sql.id(row, "id"),
                holder(row),
                row.getString("token_uid"),
                row.getString("token_type"),
                row.getString("contract_id"),
                row.getString("authorisation_reference"),
                Sql.id(row, "charger_id"),
                row.getString("charger_name"),
                row.getInt("evse"),
                row.getInt("connector"),
                row.getString("meter_serial_number"),
                row.getString("country"),
                row.getString("currency"),
                Sql.requiredInstant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                row.getBigDecimal("kwh"),
                Sql.requiredInstant(row, "last_updated"));
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
}
