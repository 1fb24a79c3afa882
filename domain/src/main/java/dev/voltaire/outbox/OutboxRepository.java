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
import java.util.Set;
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

    void insert(String eventType, String handler, List<String> payloads, Instant at) {
        execute("""
                INSERT INTO outbox_message (event_type, handler, payload, published_at, next_attempt_at)
                SELECT ?, ?, p::jsonb, ?, ? FROM unnest(?) AS p
                """, statement -> {
            statement.setString(1, eventType);
            statement.setString(2, handler);
            statement.setObject(3, utc(at));
            statement.setObject(4, utc(at));
            statement.setArray(5, statement.getConnection().createArrayOf("text", payloads.toArray()));
            return statement.executeUpdate();
        });
    }

    /// Locks the message that has been due for longest, that no other transaction holds and that is for none of these
    /// handlers.
    Optional<DueMessage> lockDue(Instant now, Set<String> except) {
        return execute("""
                SELECT id, handler, payload, attempts FROM outbox_message
                WHERE next_attempt_at <= ? AND handler <> ALL (?)
                ORDER BY next_attempt_at, id
                LIMIT 1
                FOR UPDATE SKIP LOCKED
                """, statement -> {
            statement.setObject(1, utc(now));
            statement.setArray(2, statement.getConnection().createArrayOf("text", except.toArray()));
            return messages(statement).stream().findFirst();
        });
    }

    /// Locks further due messages of a handler that have not failed yet.
    List<DueMessage> lockMore(String handler, UUID except, Instant now, int most) {
        return execute("""
                SELECT id, handler, payload, attempts FROM outbox_message
                WHERE next_attempt_at <= ? AND handler = ? AND attempts = 0 AND id <> ?
                ORDER BY next_attempt_at, id
                LIMIT ?
                FOR UPDATE SKIP LOCKED
                """, statement -> {
            statement.setObject(1, utc(now));
            statement.setString(2, handler);
            statement.setObject(3, except);
            statement.setInt(4, most);
            return messages(statement);
        });
    }

    /// Locks this message, unless it is gone or somebody else has it.
    Optional<DueMessage> lock(UUID id) {
        return execute("""
                SELECT id, handler, payload, attempts FROM outbox_message WHERE id = ? FOR UPDATE SKIP LOCKED
                """, statement -> {
            statement.setObject(1, id);
            return messages(statement).stream().findFirst();
        });
    }

    private static List<DueMessage> messages(PreparedStatement statement) throws SQLException {
        List<DueMessage> messages = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                messages.add(new DueMessage(
                        rows.getObject("id", UUID.class),
                        rows.getString("handler"),
                        rows.getString("payload"),
                        rows.getInt("attempts")));
            }
        }
        return messages;
    }

    /// Takes a message for an attempt outside a transaction: nobody else finds it until then.
    void lease(UUID id, Instant until) {
        execute("UPDATE outbox_message SET next_attempt_at = ?, leased_until = ? WHERE id = ?", statement -> {
            statement.setObject(1, utc(until));
            statement.setObject(2, utc(until));
            statement.setObject(3, id);
            return statement.executeUpdate();
        });
    }

    void delete(UUID id) {
        execute("DELETE FROM outbox_message WHERE id = ?", statement -> {
            statement.setObject(1, id);
            return statement.executeUpdate();
        });
    }

    void delete(List<DueMessage> messages) {
        execute("DELETE FROM outbox_message WHERE id = ANY (?)", statement -> {
            UUID[] ids = messages.stream().map(DueMessage::id).toArray(UUID[]::new);
            statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids));
            return statement.executeUpdate();
        });
    }

    void recordFailure(UUID id, Instant nextAttemptAt, String error) {
        execute("""
                UPDATE outbox_message
                SET attempts = attempts + 1, next_attempt_at = ?, last_error = ?, leased_until = NULL
                WHERE id = ?
                """, statement -> {
            statement.setObject(1, utc(nextAttemptAt));
            statement.setString(2, error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR));
            statement.setObject(3, id);
            return statement.executeUpdate();
        });
    }

    /// Makes a failing message due now. False when it is gone, that is, carried out, or being carried out.
    public boolean retryNow(UUID id, Instant now) {
        return execute("""
                        UPDATE outbox_message SET next_attempt_at = ?
                        WHERE id = ? AND attempts > 0 AND (leased_until IS NULL OR leased_until <= ?)
                        """, statement -> {
                    statement.setObject(1, utc(now));
                    statement.setObject(2, id);
                    statement.setObject(3, utc(now));
                    return statement.executeUpdate();
                })
                == 1;
    }

    Optional<OutboxMessages.State> stateOf(UUID id) {
        return execute("SELECT " + OutboxMessages.STATE + " FROM outbox_message WHERE id = ?", statement -> {
            statement.setObject(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(OutboxMessages.State.valueOf(rows.getString(1))) : Optional.empty();
            }
        });
    }

    /// How many wait, how many of them have failed before, and since when the longest-due one should have been done.
    record Backlog(long waiting, long failing, @Nullable Instant dueSince) {}

    Backlog backlog(Instant now) {
        return execute("""
                SELECT count(*), count(*) FILTER (WHERE attempts > 0),
                       min(next_attempt_at) FILTER (WHERE next_attempt_at <= ?)
                FROM outbox_message
                """, statement -> {
            statement.setObject(1, utc(now));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                OffsetDateTime due = rows.getObject(3, OffsetDateTime.class);
                return new Backlog(rows.getLong(1), rows.getLong(2), due == null ? null : due.toInstant());
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
