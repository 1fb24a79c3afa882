package dev.voltaire.token;

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
import java.util.List;

/// Tells partners of tokens that begin or end by time alone: nobody changes them at that moment, and a partner that
/// keeps a list would never learn of it. How far it got is stored, so that an outage loses no moment.
@ApplicationScoped
class ValidityAnnouncing implements RecurringJob {
    private final Sql sql;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    ValidityAnnouncing(Sql sql, Outbox outbox, Clock clock) {
        this.sql = sql;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "token-validity";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.of(Duration.ofSeconds(5));
    }

    @Override
    public void run() {
        QuarkusTransaction.requiringNew().run(() -> {
            Instant now = clock.instant();
            outbox.publish(turned(sweptUntil(now), now));
        });
    }

    /// Nobody else sweeps before this transaction ends.
    private Instant sweptUntil(Instant now) {
        return sql.first("""
                UPDATE token_validity_sweep new SET swept_until = greatest(new.swept_until, ?)
                FROM (SELECT swept_until FROM token_validity_sweep FOR UPDATE) old RETURNING old.swept_until
                """, row -> Sql.requiredInstant(row, "swept_until"), now)
                .orElseThrow();
    }

    /// After `from`, up to and including `to`. Whoever changed a token at that moment or later has told partners.
    private List<TokenChanged> turned(Instant from, Instant to) {
        return sql.query(
                """
                UPDATE token SET version = version + 1, revision = revision + 1, last_updated = ?
                WHERE status NOT IN ('AVAILABLE', 'INACTIVE')
                  AND ((valid_from > ? AND valid_from <= ? AND last_updated < valid_from)
                    OR (valid_until > ? AND valid_until <= ? AND last_updated < valid_until))
                RETURNING id, version
                """, row -> new TokenChanged(Sql.id(row, "id"), row.getLong("version")), to, from, to, from, to);
    }
}
