package dev.voltaire.token;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import dev.voltaire.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// Tells partners of tokens that begin or end by time alone: nobody changes them at that moment, and a partner that
/// keeps a list would never learn of it. How far it got is stored, so that an outage loses no moment.
@ApplicationScoped
class ValidityAnnouncing implements RecurringJob {
    private final DataSource dataSource;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    ValidityAnnouncing(DataSource dataSource, Outbox outbox, Clock clock) {
        this.dataSource = dataSource;
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
        return execute("""
                UPDATE token_validity_sweep new SET swept_until = greatest(new.swept_until, ?)
                FROM (SELECT swept_until FROM token_validity_sweep FOR UPDATE) old RETURNING old.swept_until
                """, statement -> {
            statement.setObject(1, utc(now));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        });
    }

    /// After `from`, up to and including `to`.
    private List<TokenChanged> turned(Instant from, Instant to) {
        return execute("""
                UPDATE token SET version = version + 1, revision = revision + 1, last_updated = ?
                WHERE status NOT IN ('AVAILABLE', 'INACTIVE')
                  AND ((valid_from > ? AND valid_from <= ?) OR (valid_until > ? AND valid_until <= ?))
                RETURNING id, version
                """, statement -> {
            statement.setObject(1, utc(to));
            statement.setObject(2, utc(from));
            statement.setObject(3, utc(to));
            statement.setObject(4, utc(from));
            statement.setObject(5, utc(to));
            List<TokenChanged> changed = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    changed.add(new TokenChanged(rows.getObject(1, UUID.class), rows.getLong(2)));
                }
            }
            return changed;
        });
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
            throw new IllegalStateException("tokens cannot be reached", failure);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
