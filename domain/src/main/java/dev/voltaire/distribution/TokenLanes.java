package dev.voltaire.distribution;

import dev.voltaire.sql.Columns;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The work of bringing tokens to partners. One node at a time works for a partner and holds its lane; a crash loses
/// nothing, because a row stays due until it is recorded what came of it, and another node takes the lane over when the
/// hold has run out. All statements lock rows in the order of (token, partner).
@ApplicationScoped
public class TokenLanes {
    private static final Duration HOLD = Duration.ofSeconds(30);

    private final Sql sql;
    private final Clock clock;
    private final UUID node = UUID.randomUUID();
    private final Map<UUID, Instant> held = new ConcurrentHashMap<>();

    @Inject
    TokenLanes(Sql sql, Clock clock) {
        this.sql = sql.planningAnew();
        this.clock = clock;
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

    /// Connected partners with something due for which no other node works.
    public List<UUID> partnersWithWork() {
        Instant now = clock.instant();
        return sql.query("""
                SELECT p.id FROM partner p
                CROSS JOIN LATERAL (
                    SELECT FROM token_distribution d WHERE d.partner_id = p.id AND d.next_attempt_at <= ? LIMIT 1) due
                WHERE p.status = 'CONNECTED'
                  AND NOT EXISTS (SELECT FROM token_lane l
                                  WHERE l.partner_id = p.id AND l.holder <> ? AND l.held_until >= ?)
                """, row -> Sql.id(row, "id"), now, node, now);
    }

    /// Takes the partner's lane, unless another node holds it. A lane once taken is kept for a while, work or not.
    @Transactional
    public boolean enter(UUID partnerId) {
        Instant now = clock.instant();
        Instant until = held.get(partnerId);
        if (until != null && now.isBefore(until.minus(HOLD.dividedBy(3)))) {
            return true;
        }
        boolean entered = sql.update("""
                        INSERT INTO token_lane AS l (partner_id, holder, held_until)
                        SELECT id, ?, ? FROM partner WHERE id = ?
                        ON CONFLICT (partner_id) DO UPDATE SET
                            holder = excluded.holder, held_until = excluded.held_until
                        WHERE l.holder = excluded.holder OR l.held_until < ?
                        """, node, now.plus(HOLD), partnerId, now) == 1;
        note(partnerId, entered, now);
        return entered;
    }

    /// To be called every few seconds while lanes are worked in: nobody takes them over.
    @Transactional
    public void holdOn(Collection<UUID> partners) {
        Instant now = clock.instant();
        Set<UUID> kept = Set.copyOf(
                sql.query("""
                UPDATE token_lane SET held_until = ? WHERE holder = ? AND partner_id = ANY (?) RETURNING partner_id
                """, row -> Sql.id(row, "partner_id"), now.plus(HOLD), node, partners.toArray(new UUID[0])));
        partners.forEach(partner -> note(partner, kept.contains(partner), now));
    }

    /// This node stops: others need not wait.
    @Transactional
    public void leaveAll() {
        held.clear();
        sql.update("DELETE FROM token_lane WHERE holder = ?", node);
    }

    private void note(UUID partnerId, boolean entered, Instant now) {
        if (entered) {
            held.put(partnerId, now.plus(HOLD));
        } else {
            held.remove(partnerId);
        }
    }

    /// What is due for a partner whose lane this node holds, the longest due first.
    public List<Work> due(UUID partnerId, int most) {
        return sql.query(
                """
                SELECT token_id, attempts, acknowledged_version > 0 AS known FROM token_distribution
                WHERE partner_id = ? AND next_attempt_at <= ?
                ORDER BY next_attempt_at LIMIT ?
                """,
                row -> new Work(Sql.id(row, "token_id"), row.getInt("attempts"), row.getBoolean("known")),
                partnerId,
                clock.instant(),
                most);
    }

    /// A token that changed while it was sent is due again at once. A failure says nothing about a token that the
    /// partner read from our list meanwhile.
    @Transactional
    public void record(UUID partnerId, List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Columns<Attempt> of = new Columns<>(attempts);
        sql.update(
                """
                WITH sent AS MATERIALIZED (
                    SELECT d.token_id, k.version, k.outcome, k.retry_at, k.error
                    FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::timestamptz[], ?::text[])
                        k (token_id, version, outcome, retry_at, error)
                    JOIN token_distribution d ON d.partner_id = ? AND d.token_id = k.token_id
                    ORDER BY d.token_id FOR UPDATE OF d)
                UPDATE token_distribution d SET
                    acknowledged_version = CASE WHEN k.outcome IN ('DELIVERED', 'PULLED')
                        THEN greatest(d.acknowledged_version, k.version) ELSE d.acknowledged_version END,
                    outcome = CASE WHEN d.wanted_version > k.version AND k.outcome IN ('DELIVERED', 'PULLED')
                        THEN 'PENDING' ELSE k.outcome END,
                    attempts = CASE WHEN k.outcome IN ('DELIVERED', 'PULLED') THEN 0 ELSE d.attempts + 1 END,
                    last_error = k.error, last_attempt_at = ?,
                    next_attempt_at = CASE WHEN d.wanted_version > k.version AND k.outcome IN ('DELIVERED', 'PULLED')
                        THEN ?::timestamptz ELSE k.retry_at END
                FROM sent k
                WHERE d.partner_id = ? AND d.token_id = k.token_id
                  AND (k.outcome IN ('DELIVERED', 'PULLED') OR d.acknowledged_version < d.wanted_version)
                """,
                of.ids(Attempt::tokenId),
                attempts.stream().map(Attempt::version).toArray(Long[]::new),
                of.texts(attempt -> attempt.outcome().name()),
                of.instants(Attempt::retryAt),
                of.texts(Attempt::error),
                partnerId,
                now,
                now,
                partnerId);
    }

    /// The partner is left alone for a while: all that is due is due again then.
    @Transactional
    public void postpone(UUID partnerId, Instant until, String reason) {
        sql.update("""
                WITH due AS MATERIALIZED (
                    SELECT token_id FROM token_distribution WHERE partner_id = ? AND next_attempt_at <= ?
                    ORDER BY token_id FOR UPDATE)
                UPDATE token_distribution d
                SET outcome = 'RETRYING', attempts = attempts + 1, next_attempt_at = ?, last_error = ?
                FROM due WHERE d.partner_id = ? AND d.token_id = due.token_id
                """, partnerId, clock.instant(), until, reason, partnerId);
    }

    /// Tokens that the partner confirmed, as they are now, and that were not compared with its copy for a week; what
    /// was confirmed within the hour may still be on its way through the partner's systems.
    public List<UUID> unverified(UUID partnerId, int most) {
        return sql.query(
                """
                SELECT token_id FROM token_distribution
                WHERE partner_id = ? AND next_attempt_at IS NULL AND outcome IN ('DELIVERED', 'PULLED')
                  AND acknowledged_version >= wanted_version AND last_attempt_at < ?
                  AND (verified_at IS NULL OR verified_at < ?)
                ORDER BY verified_at NULLS FIRST LIMIT ?
                """,
                row -> Sql.id(row, "token_id"),
                partnerId,
                clock.instant().minus(Duration.ofHours(1)),
                clock.instant().minus(Duration.ofDays(7)),
                most);
    }

    /// @param same as the partner holds them
    /// @param differing to be sent again
    @Transactional
    public void verified(UUID partnerId, List<UUID> same, List<UUID> differing) {
        Instant now = clock.instant();
        sql.update("""
                WITH compared AS MATERIALIZED (
                    SELECT d.token_id, k.differs
                    FROM (SELECT unnest(?::uuid[]) AS token_id, false AS differs
                          UNION ALL SELECT unnest(?::uuid[]), true) k
                    JOIN token_distribution d ON d.partner_id = ? AND d.token_id = k.token_id
                    ORDER BY d.token_id FOR UPDATE OF d)
                UPDATE token_distribution d SET verified_at = ?,
                    outcome = CASE WHEN k.differs THEN 'PENDING' ELSE d.outcome END,
                    acknowledged_version = CASE WHEN k.differs THEN 0 ELSE d.acknowledged_version END,
                    next_attempt_at = CASE WHEN k.differs THEN ?::timestamptz ELSE d.next_attempt_at END
                FROM compared k
                WHERE d.partner_id = ? AND d.token_id = k.token_id
                """, same.toArray(new UUID[0]), differing.toArray(new UUID[0]), partnerId, now, now, partnerId);
    }
}
