package dev.voltaire.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// All SQL of `outbox_message`. Plain JDBC: it takes part in the transaction of the thread and stays out of the
/// persistence context.
@ApplicationScoped
public class OutboxRepository {
    private static final int LONGEST_ERROR = 2_000;

    private final DataSource dataSource;

    @Inject
    OutboxRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// A row that is due.
    record DueMessage(UUID id, String handler, String payload, int attempts) {}

    /// A consequence that has failed at least once and is being retried.
    public record FailingMessage(
            UUID id,
            String eventType,
            String handler,
            Instant publishedAt,
            int attempts,
            Instant nextAttemptAt,
            @Nullable String lastError) {}

    void insert(String eventType, String handler, String payload, Instant at) {
        execute("""
                INSERT INTO outbox_message (event_type, handler, payload, published_at, next_attempt_at)
                VALUES (?, ?, ?::jsonb, ?, ?)
                """, statement -> {
            statement.setString(1, eventType);
            statement.setString(2, handler);
            statement.setString(3, payload);
            statement.setObject(4, utc(at));
            statement.setObject(5, utc(at));
            return statement.executeUpdate();
        });
    }

    /// Locks the message that has been due for longest and that no other transaction holds.
    Optional<DueMessage> lockDue(Instant now) {
        return execute("""
                SELECT id, handler, payload, attempts FROM outbox_message
                WHERE next_attempt_at <= ?
                ORDER BY next_attempt_at, id
                LIMIT 1
                FOR UPDATE SKIP LOCKED
                """, statement -> {
            statement.setObject(1, utc(now));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new DueMessage(
                                rows.getObject("id", UUID.class),
                                rows.getString("handler"),
                                rows.getString("payload"),
                                rows.getInt("attempts")))
                        : Optional.empty();
            }
        });
    }

    /// Takes a message for an attempt outside a transaction: nobody else finds it until then.
    void postpone(UUID id, Instant until) {
        execute("UPDATE outbox_message SET next_attempt_at = ? WHERE id = ?", statement -> {
            statement.setObject(1, utc(until));
            statement.setObject(2, id);
            return statement.executeUpdate();
        });
    }

    void delete(UUID id) {
        execute("DELETE FROM outbox_message WHERE id = ?", statement -> {
            statement.setObject(1, id);
            return statement.executeUpdate();
        });
    }

    void recordFailure(UUID id, Instant nextAttemptAt, String error) {
        execute("""
                UPDATE outbox_message SET attempts = attempts + 1, next_attempt_at = ?, last_error = ? WHERE id = ?
                """, statement -> {
            statement.setObject(1, utc(nextAttemptAt));
            statement.setString(2, error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR));
            statement.setObject(3, id);
            return statement.executeUpdate();
        });
    }

    /// Makes a failing message due now. False when it is gone, that is, carried out.
    public boolean retryNow(UUID id, Instant now) {
        return execute("UPDATE outbox_message SET next_attempt_at = ? WHERE id = ?", statement -> {
                    statement.setObject(1, utc(now));
                    statement.setObject(2, id);
                    return statement.executeUpdate();
                })
                == 1;
    }

    /// What has failed at least `attempts` times, most failures first.
    public List<FailingMessage> failing(int attempts, int limit) {
        return execute("""
                SELECT id, event_type, handler, published_at, attempts, next_attempt_at, last_error FROM outbox_message
                WHERE attempts >= ? AND attempts > 0
                ORDER BY attempts DESC, id
                LIMIT ?
                """, statement -> {
            statement.setInt(1, attempts);
            statement.setInt(2, limit);
            List<FailingMessage> failing = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    failing.add(new FailingMessage(
                            rows.getObject("id", UUID.class),
                            rows.getString("event_type"),
                            rows.getString("handler"),
                            rows.getObject("published_at", OffsetDateTime.class).toInstant(),
                            rows.getInt("attempts"),
                            rows.getObject("next_attempt_at", OffsetDateTime.class)
                                    .toInstant(),
                            rows.getString("last_error")));
                }
            }
            return failing;
        });
    }

    public long countFailing(int attempts) {
        return execute("SELECT count(*) FROM outbox_message WHERE attempts >= ? AND attempts > 0", statement -> {
            statement.setInt(1, attempts);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
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
            throw new IllegalStateException("the outbox cannot be reached", failure);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
