package dev.voltaire.distribution;

import dev.voltaire.sql.Sql;
import dev.voltaire.token.KnownToken;
import dev.voltaire.token.TokenChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// What every partner should know of every token, and what it read itself. A row is work when its next attempt is due,
/// which is [TokenLanes]' business. All statements lock rows in the order of (token, partner).
@ApplicationScoped
public class TokenDistributions {
    /// The tokens `t` that the partner `p` is told of.
    private static final String TOLD = """
            t.status <> 'AVAILABLE'
                AND (t.type = 'RFID'
                     OR t.type = 'OTHER' AND NOT coalesce((p.settings ->> 'cardsOnly')::boolean, false))
                AND p.kind IN ('CPO', 'HUB')
            """;

    private static final String RECEIVER = """
            LEFT JOIN partner_endpoint e ON e.partner_id = p.id AND e.identifier = 'tokens'
                AND e.interface_role = 'RECEIVER' AND coalesce((p.settings ->> 'pushTokens')::boolean, true)
            """;

    private static final String RAISE = """
            ON CONFLICT (token_id, partner_id) DO UPDATE SET wanted_version = excluded.wanted_version,
                outcome = 'PENDING', attempts = 0, next_attempt_at = excluded.next_attempt_at
            WHERE token_distribution.acknowledged_version < excluded.wanted_version
              AND token_distribution.wanted_version <= excluded.wanted_version
            """;

    private final Sql sql;
    private final Clock clock;
    private final int pullFirstAbove;
    private final Duration pullWindow;

    /// @param pullFirstAbove a new partner is given time to read the list itself when there are more tokens than this
    /// @param pullWindow how long; what it has not read by then is sent
    @Inject
    TokenDistributions(
            Sql sql,
            Clock clock,
            @ConfigProperty(name = "voltaire.distribution.pull-first-above", defaultValue = "1000") int pullFirstAbove,
            @ConfigProperty(name = "voltaire.distribution.pull-window", defaultValue = "15M") Duration pullWindow) {
        this.sql = sql.planningAnew();
        this.clock = clock;
        this.pullFirstAbove = pullFirstAbove;
        this.pullWindow = pullWindow;
    }

    /// The tokens changed: every connected CPO and hub should have these versions. One statement, however many.
    @Transactional
    public void want(List<TokenChanged> changes) {
        Map<UUID, Long> versions = new TreeMap<>();
        changes.forEach(change -> versions.merge(change.tokenId(), change.version(), Math::max));
        sql.update(
                """
                INSERT INTO token_distribution (token_id, partner_id, wanted_version, outcome, next_attempt_at)
                SELECT t.id, p.id, k.version, 'PENDING', CASE WHEN e.url IS NULL THEN NULL ELSE ?::timestamptz END
                FROM unnest(?::uuid[], ?::bigint[]) k (token_id, version) JOIN token t ON t.id = k.token_id
                CROSS JOIN partner p
                """ + RECEIVER + "WHERE p.status IN ('CONNECTED', 'SUSPENDED') AND " + TOLD + "ORDER BY t.id, p.id\n"
                        + RAISE,
                clock.instant(),
                versions.keySet().toArray(new UUID[0]),
                versions.values().toArray(new Long[0]));
    }

    /// A partner connected: it should have every token. What it confirmed before is not sent again. Of many tokens a
    /// new partner is sent none at first but changes: it reads our list, a few requests instead of one per token.
    @Transactional
    public void wantAll(UUID partnerId) {
        sql.update(
                """
                INSERT INTO token_distribution (token_id, partner_id, wanted_version, outcome, next_attempt_at)
                SELECT t.id, p.id, t.version, 'PENDING',
                    CASE WHEN e.url IS NULL THEN NULL WHEN n.pulls_first THEN ?::timestamptz ELSE ?::timestamptz END
                FROM token t CROSS JOIN partner p
                CROSS JOIN (SELECT
                    (SELECT count(*) FROM token WHERE status <> 'AVAILABLE' AND type IN ('RFID', 'OTHER')) > ?
                    AND NOT EXISTS (SELECT FROM token_distribution WHERE partner_id = ? AND acknowledged_version > 0)
                    AS pulls_first) n
                """ + RECEIVER + "WHERE p.id = ? AND " + TOLD + "ORDER BY t.id\n" + RAISE,
                clock.instant().plus(pullWindow),
                clock.instant(),
                pullFirstAbove,
                partnerId,
                partnerId);
    }

    /// The partner read these from our list. What it knew already costs no write.
    @Transactional
    public void pulled(UUID partnerId, List<KnownToken> tokens) {
        if (tokens.isEmpty()) {
            return;
        }
        sql.update(
                """
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
                """,
                clock.instant(),
                tokens.stream().map(KnownToken::id).toArray(UUID[]::new),
                tokens.stream().map(KnownToken::version).toArray(Long[]::new),
                partnerId);
    }

    /// What the partner is told of changed with its settings.
    @Transactional
    public void followSettings(UUID partnerId) {
        sql.update("""
                DELETE FROM token_distribution d USING token t, partner p
                WHERE d.partner_id = ? AND t.id = d.token_id AND p.id = d.partner_id AND NOT (
                """ + TOLD + ")", partnerId);
        wantAll(partnerId);
    }

    /// What the partner confirmed since then is sent once more.
    @Transactional
    public int repeat(UUID partnerId, Instant since) {
        return sql.update("""
                WITH confirmed AS MATERIALIZED (
                    SELECT token_id FROM token_distribution
                    WHERE partner_id = ? AND outcome = 'DELIVERED' AND next_attempt_at IS NULL AND last_attempt_at >= ?
                    ORDER BY token_id FOR UPDATE)
                UPDATE token_distribution d SET outcome = 'PENDING', acknowledged_version = 0, next_attempt_at = ?
                FROM confirmed WHERE d.partner_id = ? AND d.token_id = confirmed.token_id
                """, partnerId, since, clock.instant(), partnerId);
    }

    @Transactional
    public void forget(UUID partnerId) {
        sql.update("""
                WITH gone AS MATERIALIZED (
                    SELECT token_id FROM token_distribution WHERE partner_id = ? ORDER BY token_id FOR UPDATE)
                DELETE FROM token_distribution d USING gone WHERE d.partner_id = ? AND d.token_id = gone.token_id
                """, partnerId, partnerId);
    }

    /// What did not come of anything is due again.
    @Transactional
    public int retry(@Nullable UUID partnerId, @Nullable UUID tokenId) {
        return sql.update("""
                WITH failed AS MATERIALIZED (
                    SELECT token_id, partner_id FROM token_distribution
                    WHERE outcome IN ('REJECTED', 'RETRYING')
                      AND partner_id = coalesce(?::uuid, partner_id) AND token_id = coalesce(?::uuid, token_id)
                    ORDER BY token_id, partner_id FOR UPDATE)
                UPDATE token_distribution d SET next_attempt_at = ?
                FROM failed WHERE d.token_id = failed.token_id AND d.partner_id = failed.partner_id
                """, partnerId, tokenId, clock.instant());
    }
}
