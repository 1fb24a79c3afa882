package dev.voltaire.price;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import dev.voltaire.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keeps what sessions without a CDR cost so far, for the budgets of their drivers. Only where somebody has a budget.
@ApplicationScoped
class RunningEstimates implements RecurringJob {
    private static final int BATCH = 500;
    private static final int MOST_BATCHES = 20;

    /// The longest period of a budget, and some days for late reports.
    private static final Duration LOOK_BACK = Duration.ofDays(35);

    private static final String WAITING = """
            SELECT s.id FROM session s
            LEFT JOIN session_estimate e ON e.session_id = s.id
            JOIN organisation_unit u ON u.id = s.organisation_unit_id
            WHERE EXISTS (SELECT FROM spending_policy WHERE ended_at IS NULL AND budget IS NOT NULL)
              AND s.origin = 'ROAMING' AND s.profile_id IS NOT NULL
              AND (s.status IN ('PENDING', 'ACTIVE', 'RESERVATION') AND s.last_updated > ?
                   OR s.status = 'COMPLETED' AND coalesce(s.ended_at, s.last_updated) > ?)
              AND (e.as_of IS NULL OR e.as_of < s.last_updated)
              AND NOT EXISTS (SELECT FROM msp_cdr m WHERE m.session_id = s.id)
              AND EXISTS (SELECT FROM spending_policy y WHERE y.ended_at IS NULL AND y.budget IS NOT NULL
                          AND (y.token_id = s.token_id OR y.profile_id = s.profile_id
                               OR y.token_id IS NULL AND y.profile_id IS NULL AND y.unit_path @> u.path))
            LIMIT ?
            """;

    private final Sql sql;
    private final SessionEstimates estimates;
    private final Clock clock;

    @Inject
    RunningEstimates(Sql sql, SessionEstimates estimates, Clock clock) {
        this.sql = sql;
        this.estimates = estimates;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "running-estimates";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.of(Duration.ofSeconds(30));
    }

    @Override
    public void run() {
        Instant since = clock.instant().minus(LOOK_BACK);
        for (int batch = 0; batch < MOST_BATCHES && some(since) == BATCH; batch++) {
            // the rest waits for the next run
        }
    }

    private int some(Instant since) {
        List<UUID> waiting = sql.query(WAITING, row -> Sql.id(row, "id"), since, since, BATCH);
        Instant now = clock.instant();
        List<@Nullable Object[]> rows = estimates.of(waiting).stream()
                .map(estimate -> values(estimate, now))
                .toList();
        QuarkusTransaction.requiringNew().run(() -> sql.batch("""
                INSERT INTO session_estimate AS e (session_id, as_of, currency, amount, unavailable, computed_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (session_id) DO UPDATE SET as_of = excluded.as_of, currency = excluded.currency,
                    amount = excluded.amount, unavailable = excluded.unavailable, computed_at = excluded.computed_at
                WHERE e.as_of <= excluded.as_of
                """, rows));
        return waiting.size();
    }

    private static @Nullable Object[] values(SessionEstimate estimate, Instant now) {
        return switch (estimate.pricing()) {
            case Pricing.Priced(WorkedPrice price) ->
                new @Nullable Object[] {
                    estimate.sessionId(), estimate.asOf(), price.currency().getCode(), price.total(), null, now
                };
            case Pricing.NotAvailable(Pricing.Reason reason) ->
                new @Nullable Object[] {estimate.sessionId(), estimate.asOf(), null, null, reason, now};
        };
    }
}
