package dev.voltaire.spending;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How much of policies is used.
@ApplicationScoped
public class SpendingUsage {
    private static final int MOST = 1_000;

    private final Sql sql;
    private final Clock clock;

    @Inject
    SpendingUsage(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param holderId a token, a profile or a unit
    /// @param label what a table shows of it
    /// @param spent before tax, estimates of sessions without a CDR included
    /// @param estimated the part of it that is estimated
    /// @param withoutPrice sessions whose price nobody knows yet, and which count nothing
    public record Used(
            UUID holderId,
            String label,
            Instant periodStart,
            BigDecimal spent,
            BigDecimal estimated,
            int withoutPrice) {}

    /// In the present period, those who spent most first. Only of a policy with a budget; the caller has made sure that
    /// it is within reach.
    @Transactional
    public List<Used> of(UUID policyId) {
        return sql.query(
                """
                SELECT h.holder_id, coalesce(t.visual_number, f.name, u.name) AS label, p.since, n.spent,
                       e.estimated, e.without_price
                FROM spending_policy y
                JOIN spending_holder h ON h.policy_id = y.id
                CROSS JOIN LATERAL (SELECT spending_period_start(y.period, y.time_zone, ?) AS since) p
                CROSS JOIN LATERAL (SELECT CASE WHEN h.profile_id IS NULL THEN spent_below(y.unit_path, y.currency, p.since)
                    ELSE spent_by(h.profile_id, h.token_id, y.currency, p.since) END AS spent) n
                CROSS JOIN LATERAL (
                    SELECT coalesce(sum(x.amount), 0) AS estimated,
                           (count(*) FILTER (WHERE x.amount IS NULL))::integer AS without_price
                    FROM session s JOIN session_estimate x ON x.session_id = s.id
                    WHERE CASE WHEN h.profile_id IS NULL
                          THEN s.organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ y.unit_path)
                          ELSE s.profile_id = h.profile_id AND (h.token_id IS NULL OR s.token_id = h.token_id) END
                      AND s.started_at >= p.since AND s.status <> 'INVALID'
                      AND NOT EXISTS (SELECT FROM msp_cdr m WHERE m.session_id = s.id)) e
                LEFT JOIN token t ON t.id = h.token_id
                LEFT JOIN profile f ON f.id = h.profile_id
                LEFT JOIN organisation_unit u ON u.id = h.holder_id
                WHERE y.id = ? AND y.budget IS NOT NULL
                ORDER BY n.spent DESC, h.holder_id LIMIT ?
                """,
                row -> new Used(
                        Sql.id(row, "holder_id"),
                        row.getString("label"),
                        Sql.requiredInstant(row, "since"),
                        row.getBigDecimal("spent"),
                        row.getBigDecimal("estimated"),
                        row.getInt("without_price")),
                clock.instant(),
                policyId,
                MOST);
    }

    /// The most one session of a token may still cost, by every policy that holds for it; absent where none limits it.
    @Transactional(Transactional.TxType.MANDATORY)
    public @Nullable BigDecimal leftForASession(UUID tokenId, String currency) {
        return sql.first(
                        """
                        SELECT min(least(y.per_session, CASE
                            WHEN y.budget IS NULL THEN NULL
                            WHEN y.profile_id IS NULL AND y.token_id IS NULL AND NOT y.each_profile
                                THEN y.budget - spent_below(y.unit_path, y.currency, p.since)
                            ELSE y.budget - spent_by(t.profile_id, y.token_id, y.currency, p.since) END)) AS remaining
                        FROM token t JOIN organisation_unit o ON o.id = t.organisation_unit_id
                        JOIN spending_policy y ON y.ended_at IS NULL AND y.currency = ? AND y.place <> 'HOME'
                            AND (y.token_id = t.id OR y.profile_id = t.profile_id
                                 OR y.token_id IS NULL AND y.profile_id IS NULL AND y.unit_path @> o.path)
                        LEFT JOIN LATERAL (SELECT spending_period_start(y.period, y.time_zone, ?) AS since) p ON true
                        WHERE t.id = ?
                        """,
                        row -> Optional.ofNullable(row.getBigDecimal("remaining")),
                        currency,
                        clock.instant(),
                        tokenId)
                .flatMap(Function.identity())
                .orElse(null);
    }
}
