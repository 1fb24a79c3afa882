package dev.voltaire.distribution;

import dev.voltaire.token.KnownToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The state of every token at every partner. A row is work when its next attempt is due; whoever takes it pushes the
/// next attempt back, so that nobody else sends the same and a crash loses nothing.
///
/// Whoever writes several rows locks them in the order of token, then partner: one token is wanted at all partners
/// while
/// lanes record many tokens of one partner each, and rows locked in any other order would end in a deadlock.
@ApplicationScoped
public class TokenDistributions {
    private final DataSource dataSource;
    private final Clock clock;

    private final int pullFirstAbove;
    private final Duration pullWindow;

    /// @param pullFirstAbove a new partner is given time to read the list itself when there are more tokens than this
    /// @param pullWindow how long; what it has not read by then is sent
    @Inject
    TokenDistributions(
            DataSource dataSource,
            Clock clock,
            @ConfigProperty(name = "voltaire.distribution.pull-first-above", defaultValue = "1000") int pullFirstAbove,
            @ConfigProperty(name = "voltaire.distribution.pull-window", defaultValue = "15M") Duration pullWindow) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.pullFirstAbove = pullFirstAbove;
        this.pullWindow = pullWindow;
    }

    /// One token that a partner should get now.
    ///
    /// @param known the partner confirmed an earlier version
    public record Work(UUID tokenId, int attempts, boolean known) {}

    /// What came of sending one token.
    ///
    /// @param version the version that was sent
    /// @param retryAt absent when it is done
    public record Attempt(
            UUID tokenId,
            long version,
            DistributionOutcome outcome,
            @Nullable Instant retryAt,
            @Nullable String error) {}

    /// The token changed: every connected CPO and hub should have this version.
    @Transactional
    public void want(UUID tokenId, long version) {
        execute("""
                INSERT INTO token_distribution (token_id, partner_id, wanted_version, outcome, next_attempt_at)
                SELECT t.id, p.id, ?, 'PENDING', CASE WHEN e.url IS NULL THEN NULL ELSE ?::timestamptz END
                FROM token t CROSS JOIN partner p
                LEFT JOIN partner_endpoint e ON e.partner_id = p.id AND e.identifier = 'tokens'
                    AND e.interface_role = 'RECEIVER' AND coalesce((p.settings ->> 'pushTokens')::boolean, true)
                WHERE t.id = ? AND t.status <> 'AVAILABLE' AND t.type IN ('RFID', 'OTHER')
                  AND p.status IN ('CONNECTED', 'SUSPENDED') AND p.kind IN ('CPO', 'HUB')
                ORDER BY p.id
                """ + RAISE, statement -> {
            statement.setLong(1, version);
            statement.setObject(2, now());
            statement.setObject(3, tokenId);
            return statement.executeUpdate();
        });
    }

    /// A partner connected: it should have every token. What it confirmed before is not sent again. Of many tokens a
    /// new partner is sent none at first but changes: it reads our list, a few requests instead of one per token.
    @Transactional
    public void wantAll(UUID partnerId) {
        execute("""
                INSERT INTO token_distribution (token_id, partner_id, wanted_version, outcome, next_attempt_at)
                SELECT t.id, p.id, t.version, 'PENDING',
                    CASE WHEN e.url IS NULL THEN NULL WHEN n.pulls_first THEN ?::timestamptz ELSE ?::timestamptz END
                FROM token t CROSS JOIN partner p
                CROSS JOIN (SELECT
                    (SELECT count(*) FROM token WHERE status <> 'AVAILABLE' AND type IN ('RFID', 'OTHER')) > ?
                    AND NOT EXISTS (SELECT FROM token_distribution WHERE partner_id = ? AND acknowledged_version > 0)
                    AS pulls_first) n
                LEFT JOIN partner_endpoint e ON e.partner_id = p.id AND e.identifier = 'tokens'
                    AND e.interface_role = 'RECEIVER' AND coalesce((p.settings ->> 'pushTokens')::boolean, true)
                WHERE p.id = ? AND t.status <> 'AVAILABLE' AND t.type IN ('RFID', 'OTHER')
                  AND p.kind IN ('CPO', 'HUB')
                ORDER BY t.id
                """ + RAISE, statement -> {
            statement.setObject(1, utc(clock.instant().plus(pullWindow)));
            statement.setObject(2, now());
            statement.setInt(3, pullFirstAbove);
            statement.setObject(4, partnerId);
            statement.setObject(5, partnerId);
            return statement.executeUpdate();
        });
    }

    /// The partner read these from our list. What it knew already costs no write.
    @Transactional
    public void pulled(UUID partnerId, List<KnownToken> tokens) {
        if (tokens.isEmpty()) {
            return;
        }
        execute("""
                INSERT INTO token_distribution AS d
                    (token_id, partner_id, wanted_version, acknowledged_version, outcome, last_attempt_at)
                SELECT k.token_id, p.id, k.version, k.version, 'PULLED', ?
                FROM unnest(?::uuid[], ?::bigint[]) k (token_id, version)
                JOIN partner p ON p.id = ? AND p.kind IN ('CPO', 'HUB')
                ORDER BY k.token_id
                ON CONFLICT (token_id, partner_id) DO UPDATE SET
                    acknowledged_version = excluded.acknowledged_version,
                    wanted_version = greatest(d.wanted_version, excluded.wanted_version),
                    outcome = CASE WHEN d.wanted_version <= excluded.acknowledged_version
                        THEN 'PULLED' ELSE d.outcome END,
                    next_attempt_at = CASE WHEN d.wanted_version <= excluded.acknowledged_version
                        THEN NULL ELSE d.next_attempt_at END,
                    attempts = 0, last_error = NULL, last_attempt_at = excluded.last_attempt_at
                WHERE d.acknowledged_version < excluded.acknowledged_version
                """, statement -> {
            Connection connection = statement.getConnection();
            statement.setObject(1, now());
            statement.setArray(2, array(connection, "uuid", tokens, KnownToken::id));
            statement.setArray(3, array(connection, "bigint", tokens, KnownToken::version));
            statement.setObject(4, partnerId);
            return statement.executeUpdate();
        });
    }

    @Transactional
    public void forget(UUID partnerId) {
        execute("""
                WITH gone AS MATERIALIZED (
                    SELECT token_id FROM token_distribution WHERE partner_id = ? ORDER BY token_id FOR UPDATE)
                DELETE FROM token_distribution d USING gone g WHERE d.partner_id = ? AND d.token_id = g.token_id
                """, statement -> {
            statement.setObject(1, partnerId);
            statement.setObject(2, partnerId);
            return statement.executeUpdate();
        });
    }

    /// Connected partners with something due.
    public List<UUID> partnersWithWork() {
        return execute("""
                SELECT p.id FROM partner p WHERE p.status = 'CONNECTED' AND EXISTS (
                    SELECT FROM token_distribution d WHERE d.partner_id = p.id AND d.next_attempt_at <= ?)
                """, statement -> {
            statement.setObject(1, now());
            List<UUID> partners = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    partners.add(rows.getObject(1, UUID.class));
                }
            }
            return partners;
        });
    }

    @Transactional
    public List<Work> take(UUID partnerId, int most, Duration lease) {
        return execute("""
                UPDATE token_distribution SET next_attempt_at = ?
                WHERE (token_id, partner_id) IN (
                    SELECT token_id, partner_id FROM token_distribution
                    WHERE partner_id = ? AND next_attempt_at <= ?
                    ORDER BY next_attempt_at LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING token_id, attempts, acknowledged_version > 0
                """, statement -> {
            statement.setObject(1, utc(clock.instant().plus(lease)));
            statement.setObject(2, partnerId);
            statement.setObject(3, now());
            statement.setInt(4, most);
            List<Work> work = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    work.add(new Work(rows.getObject(1, UUID.class), rows.getInt(2), rows.getBoolean(3)));
                }
            }
            return work;
        });
    }

    /// A token that changed while it was sent is due again at once. A failure says nothing about a token that the
    /// partner read from our list meanwhile.
    @Transactional
    public void record(UUID partnerId, List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        lock(partnerId, attempts.stream().map(Attempt::tokenId).toList());
        execute("""
                UPDATE token_distribution d SET
                    acknowledged_version = CASE WHEN k.outcome IN ('DELIVERED', 'PULLED')
                        THEN greatest(d.acknowledged_version, k.version) ELSE d.acknowledged_version END,
                    outcome = CASE WHEN d.wanted_version > k.version AND k.outcome IN ('DELIVERED', 'PULLED')
                        THEN 'PENDING' ELSE k.outcome END,
                    attempts = CASE WHEN k.outcome IN ('DELIVERED', 'PULLED') THEN 0 ELSE d.attempts + 1 END,
                    last_error = k.error, last_attempt_at = ?,
                    next_attempt_at = CASE WHEN d.wanted_version > k.version AND k.outcome IN ('DELIVERED', 'PULLED')
                        THEN ?::timestamptz ELSE k.retry_at END
                FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::timestamptz[], ?::text[])
                    k (token_id, version, outcome, retry_at, error)
                WHERE d.partner_id = ? AND d.token_id = k.token_id
                  AND (k.outcome IN ('DELIVERED', 'PULLED') OR d.acknowledged_version < d.wanted_version)
                """, statement -> {
            Connection connection = statement.getConnection();
            statement.setObject(1, now());
            statement.setObject(2, now());
            statement.setArray(3, array(connection, "uuid", attempts, Attempt::tokenId));
            statement.setArray(4, array(connection, "bigint", attempts, Attempt::version));
            statement.setArray(
                    5,
                    array(
                            connection,
                            "text",
                            attempts,
                            attempt -> attempt.outcome().name()));
            statement.setArray(6, array(connection, "timestamptz", attempts, attempt -> {
                Instant retryAt = attempt.retryAt();
                return retryAt == null ? null : retryAt.toString();
            }));
            statement.setArray(7, array(connection, "text", attempts, Attempt::error));
            statement.setObject(8, partnerId);
            return statement.executeUpdate();
        });
    }

    /// Tokens that the partner confirmed, as they are now, and that were not compared with its copy for a week; what
    /// was confirmed within the hour may still be on its way through the partner's systems.
    public List<UUID> unverified(UUID partnerId, int most) {
        return execute("""
                SELECT token_id FROM token_distribution
                WHERE partner_id = ? AND next_attempt_at IS NULL AND outcome IN ('DELIVERED', 'PULLED')
                  AND acknowledged_version >= wanted_version AND last_attempt_at < ?
                  AND (verified_at IS NULL OR verified_at < ?)
                ORDER BY verified_at NULLS FIRST LIMIT ?
                """, statement -> {
            statement.setObject(1, partnerId);
            statement.setObject(2, utc(clock.instant().minus(Duration.ofHours(1))));
            statement.setObject(3, utc(clock.instant().minus(Duration.ofDays(7))));
            statement.setInt(4, most);
            List<UUID> tokens = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tokens.add(rows.getObject(1, UUID.class));
                }
            }
            return tokens;
        });
    }

    /// @param same as the partner holds them
    /// @param differing to be sent again
    @Transactional
    public void verified(UUID partnerId, List<UUID> same, List<UUID> differing) {
        lock(partnerId, Stream.concat(same.stream(), differing.stream()).toList());
        execute("""
                UPDATE token_distribution d SET verified_at = ?,
                    outcome = CASE WHEN k.differs THEN 'PENDING' ELSE d.outcome END,
                    acknowledged_version = CASE WHEN k.differs THEN 0 ELSE d.acknowledged_version END,
                    next_attempt_at = CASE WHEN k.differs THEN ?::timestamptz ELSE d.next_attempt_at END
                FROM (SELECT unnest(?::uuid[]) AS token_id, false AS differs
                      UNION ALL SELECT unnest(?::uuid[]), true) k
                WHERE d.partner_id = ? AND d.token_id = k.token_id
                """, statement -> {
            Connection connection = statement.getConnection();
            statement.setObject(1, now());
            statement.setObject(2, now());
            statement.setArray(3, array(connection, "uuid", same, id -> id));
            statement.setArray(4, array(connection, "uuid", differing, id -> id));
            statement.setObject(5, partnerId);
            return statement.executeUpdate();
        });
    }

    /// What did not come of anything is due again.
    @Transactional
    public int retry(@Nullable UUID partnerId, @Nullable UUID tokenId) {
        return execute("""
                WITH failed AS MATERIALIZED (
                    SELECT token_id, partner_id FROM token_distribution
                    WHERE outcome IN ('REJECTED', 'RETRYING')
                      AND partner_id = coalesce(?, partner_id) AND token_id = coalesce(?, token_id)
                    ORDER BY token_id, partner_id FOR UPDATE)
                UPDATE token_distribution d SET next_attempt_at = ? FROM failed f
                WHERE d.token_id = f.token_id AND d.partner_id = f.partner_id
                """, statement -> {
            statement.setObject(1, partnerId, Types.OTHER);
            statement.setObject(2, tokenId, Types.OTHER);
            statement.setObject(3, now());
            return statement.executeUpdate();
        });
    }

    private void lock(UUID partnerId, List<UUID> tokens) {
        execute("""
                SELECT FROM token_distribution WHERE partner_id = ? AND token_id = ANY (?)
                ORDER BY token_id FOR UPDATE
                """, statement -> {
            statement.setObject(1, partnerId);
            statement.setArray(2, array(statement.getConnection(), "uuid", tokens, id -> id));
            return statement.execute();
        });
    }

    private static final String RAISE = """
            ON CONFLICT (token_id, partner_id) DO UPDATE SET wanted_version = excluded.wanted_version,
                outcome = 'PENDING', attempts = 0, next_attempt_at = excluded.next_attempt_at
            WHERE token_distribution.acknowledged_version < excluded.wanted_version
              AND token_distribution.wanted_version <= excluded.wanted_version
            """;

    private static <T> java.sql.Array array(
            Connection connection, String type, List<T> items, Function<T, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, items.stream().map(value).toArray());
    }

    @FunctionalInterface
    private interface Statement<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T execute(String sql, Statement<T> work) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException failure) {
            throw new IllegalStateException("token distributions cannot be reached", failure);
        }
    }

    private OffsetDateTime now() {
        return utc(clock.instant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
