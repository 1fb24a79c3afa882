package dev.voltaire.cdr;

import dev.voltaire.value.TokenUid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The SQL between a stored CPO CDR and its MSP CDR. Plain JDBC, in the transaction of the thread: the hot path.
@ApplicationScoped
class CdrAssessmentRepository {
    private final DataSource dataSource;

    @Inject
    CdrAssessmentRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// @param assessed it was done before, by an attempt whose outcome is known now
    record Stored(UUID id, String countryCode, String partyId, byte[] raw, boolean assessed) {}

    Stored stored(UUID id) {
        return execute("""
                SELECT c.country_code, c.party_id, c.raw,
                       EXISTS (SELECT FROM cdr_assessment a WHERE a.cpo_cdr_id = c.id)
                FROM cpo_cdr c WHERE c.id = ?
                """, statement -> {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("a CDR vanished");
                }
                return new Stored(id, row.getString(1), row.getString(2), row.getBytes(3), row.getBoolean(4));
            }
        });
    }

    /// All we know around a CDR, in one statement. A token is found by its uid, else by its contract.
    CdrEvidence evidence(UUID id, CdrFacts cdr) {
        return execute("""
                WITH holder AS (
                    SELECT t.id, t.profile_id, t.organisation_unit_id, u.currency,
                           CASE p.billable WHEN 'BILLABLE' THEN true WHEN 'NON_BILLABLE' THEN false
                                ELSE u.billable END AS billable,
                           t.valid_from,
                           least(t.valid_until, t.deactivated_at) AS valid_until
                    FROM token t
                    LEFT JOIN profile p ON p.id = t.profile_id
                    LEFT JOIN organisation_unit u ON u.id = t.organisation_unit_id
                    WHERE t.uid = ? OR t.contract_id = ?
                    ORDER BY t.uid = ? AND t.type = ? DESC, t.uid = ? DESC
                    LIMIT 1)
                SELECT h.*, k.id AS credited_id, k.total_cost AS credited_total,
                       (SELECT s.id FROM session s WHERE s.origin = 'ROAMING' AND s.country_code = ? AND s.party_id = ?
                        AND s.external_id = ?) AS by_id,
                       (SELECT s.id FROM session s WHERE s.authorisation_reference = ? AND s.origin = 'ROAMING'
                        ORDER BY s.started_at DESC LIMIT 1) AS by_authorisation,
                       EXISTS (SELECT FROM cpo_cdr o WHERE o.evse_uid = ? AND o.started_at = ? AND o.id <> ?
                               AND o.country_code = ? AND o.party_id = ? AND NOT o.credit) AS same_session,
                       EXISTS (SELECT FROM cpo_cdr o WHERE o.token_uid = ? AND o.id <> ? AND NOT o.credit
                               AND o.started_at BETWEEN ?::timestamptz - interval '7 days' AND ?
                               AND o.evse_uid IS DISTINCT FROM ?
                               AND least(o.ended_at, ?) - greatest(o.started_at, ?) > interval '5 minutes')
                           AS overlapping
                FROM (SELECT) one
                LEFT JOIN holder h ON true
                LEFT JOIN cpo_cdr k ON k.country_code = ? AND k.party_id = ? AND lower(k.cdr_id) = lower(?::text)
                """, statement -> {
            String uid = cdr.token().uid() == null
                    ? null
                    : TokenUid.canonicalise(cdr.token().uid());
            String contract = cdr.token().contractId();
            OffsetDateTime start = utc(cdr.startedAt());
            OffsetDateTime end = utc(cdr.endedAt());
            String evse = cdr.place().evseUid();
            String country = cdr.key().party().countryCode();
            String party = cdr.key().party().partyId();
            bind(
                    statement,
                    uid,
                    contract == null ? null : contract.replaceAll("[-*]", "").toUpperCase(Locale.ROOT),
                    uid,
                    cdr.token().type(),
                    uid,
                    country,
                    party,
                    cdr.sessionReference(),
                    cdr.authorisationReference(),
                    evse,
                    start,
                    id,
                    country,
                    party,
                    cdr.token().uid(),
                    id,
                    start,
                    end,
                    evse,
                    end,
                    start,
                    country,
                    party,
                    cdr.creditReference());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                UUID session = row.getObject("by_id", UUID.class);
                return new CdrEvidence(
                        holder(row),
                        session == null ? row.getObject("by_authorisation", UUID.class) : session,
                        row.getObject("credited_id", UUID.class),
                        row.getBigDecimal("credited_total"),
                        row.getBoolean("same_session"),
                        row.getBoolean("overlapping"));
            }
        });
    }

    private static CdrEvidence.@Nullable Holder holder(ResultSet row) throws SQLException {
        UUID token = row.getObject("id", UUID.class);
        return token == null
                ? null
                : new CdrEvidence.Holder(
                        token,
                        row.getObject("profile_id", UUID.class),
                        row.getObject("organisation_unit_id", UUID.class),
                        row.getString("currency"),
                        row.getBoolean("billable"),
                        instant(row.getObject("valid_from", OffsetDateTime.class)),
                        instant(row.getObject("valid_until", OffsetDateTime.class)));
    }

    /// What an assessment leaves behind; `costs`, `exchange` and `findings` are JSON.
    record Assessed(
            UUID cpoCdrId,
            CdrEvidence evidence,
            String costs,
            @Nullable String exchange,
            Verdict verdict,
            @Nullable BigDecimal difference,
            String plausibility,
            String findings,
            Instant at) {}

    void insert(Assessed assessed) {
        execute("""
                INSERT INTO cdr_assessment (cpo_cdr_id, organisation_unit_id, profile_id, token_id,
                    session_id, credited_cpo_cdr_id, costs, exchange, verdict, difference, plausibility, findings, assessed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?::jsonb, ?)
                """, statement -> {
            CdrEvidence.Holder holder = assessed.evidence().holder();
            bind(
                    statement,
                    assessed.cpoCdrId(),
                    holder == null ? null : holder.organisationUnitId(),
                    holder == null ? null : holder.profileId(),
                    holder == null ? null : holder.tokenId(),
                    assessed.evidence().sessionId(),
                    assessed.evidence().creditedCpoCdrId(),
                    assessed.costs(),
                    assessed.exchange(),
                    assessed.verdict().name(),
                    assessed.difference(),
                    assessed.plausibility(),
                    assessed.findings(),
                    utc(assessed.at()));
            return statement.executeUpdate();
        });
    }

    /// The plan of the unit or of the nearest one above it, else the one for everybody.
    Optional<CustomerPrice.Markup> markup(UUID unit, String currency, Instant at) {
        return execute("""
                SELECT p.id, p.percent, p.per_kwh, p.per_session
                FROM markup_plan p
                LEFT JOIN organisation_unit owner ON owner.id = p.organisation_unit_id
                WHERE p.currency = ? AND p.valid @> ?::timestamptz
                  AND (owner.id IS NULL OR (SELECT path FROM organisation_unit WHERE id = ?) <@ owner.path)
                ORDER BY nlevel(owner.path) DESC NULLS LAST
                LIMIT 1
                """, statement -> {
            bind(statement, currency, utc(at), unit);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new CustomerPrice.Markup(
                                row.getObject(1, UUID.class),
                                row.getBigDecimal(2),
                                row.getBigDecimal(3),
                                row.getBigDecimal(4)))
                        : Optional.empty();
            }
        });
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
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

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
