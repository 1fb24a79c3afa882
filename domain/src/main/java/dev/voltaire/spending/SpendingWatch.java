package dev.voltaire.spending;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Keeps what units have spent together, and notices who passed 50, 80 or 100 % of a budget: each once per period. Of
/// several passed at a time only the highest is told.
@ApplicationScoped
class SpendingWatch implements RecurringJob {
    private static final String KEEP = """
            INSERT INTO spending_usage AS g (policy_id, period_start, spent, computed_at)
            SELECT y.id, p.since, spent_below(y.unit_path, y.currency, p.since), ?::timestamptz
            FROM spending_policy y
            CROSS JOIN LATERAL (SELECT spending_period_start(y.period, y.time_zone, ?) AS since) p
            WHERE y.ended_at IS NULL AND y.budget IS NOT NULL AND y.profile_id IS NULL AND y.token_id IS NULL
              AND NOT y.each_profile
            ON CONFLICT (policy_id, period_start) DO UPDATE
            SET spent = excluded.spent, computed_at = excluded.computed_at WHERE g.spent <> excluded.spent
            """;

    private static final String NOTICE = """
            INSERT INTO spending_alert (policy_id, holder_id, period_start, threshold, profile_id, spent, raised_at)
            SELECT y.id, h.holder_id, p.since, x.threshold, h.profile_id, n.spent, ?::timestamptz
            FROM spending_policy y
            JOIN spending_holder h ON h.policy_id = y.id
            CROSS JOIN LATERAL (SELECT spending_period_start(y.period, y.time_zone, ?) AS since) p
            CROSS JOIN LATERAL (SELECT CASE WHEN h.profile_id IS NULL
                THEN (SELECT g.spent FROM spending_usage g WHERE g.policy_id = y.id AND g.period_start = p.since)
                ELSE spent_by(h.profile_id, h.token_id, y.currency, p.since) END AS spent) n
            CROSS JOIN (VALUES (50), (80), (100)) x (threshold)
            WHERE y.ended_at IS NULL AND y.budget IS NOT NULL AND n.spent * 100 >= y.budget * x.threshold
            ON CONFLICT DO NOTHING
            RETURNING policy_id, holder_id, period_start, threshold
            """;

    private final Sql sql;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    SpendingWatch(Sql sql, Outbox outbox, Clock clock) {
        this.sql = sql;
        this.outbox = outbox;
        this.clock = clock;
    }

    private record Holder(UUID policyId, UUID holderId) {}

    @Override
    public String name() {
        return "spending-watch";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.of(Duration.ofMinutes(1));
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        QuarkusTransaction.requiringNew().run(() -> sql.update(KEEP, now, now));
        QuarkusTransaction.requiringNew().run(() -> notice(now));
    }

    private void notice(Instant now) {
        List<SpendingThresholdPassed> passed = sql.query(
                NOTICE,
                row -> new SpendingThresholdPassed(
                        Sql.id(row, "policy_id"),
                        Sql.id(row, "holder_id"),
                        Sql.requiredInstant(row, "period_start"),
                        row.getInt("threshold")),
                now,
                now);
        Map<Holder, SpendingThresholdPassed> highest = new HashMap<>();
        for (SpendingThresholdPassed each : passed) {
            highest.merge(
                    new Holder(each.policyId(), each.holderId()),
                    each,
                    (one, other) -> one.threshold() >= other.threshold() ? one : other);
        }
        highest.values().forEach(outbox::publish);
    }
}
