package dev.voltaire.outbox;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL of `outbox_message`. It takes part in the transaction of the thread and stays out of the persistence
/// context.
@ApplicationScoped
public class OutboxRepository {
    private static final int LONGEST_ERROR = 2_000;

    private final Sql sql;

    @Inject
    OutboxRepository(Sql sql) {
        this.sql = sql;
    }

    /// A row that is due.
    record DueMessage(UUID id, String handler, String payload, int attempts) {}

    void insert(String eventType, String handler, List<String> payloads, Instant at) {
        sql.update("""
                INSERT INTO outbox_message (event_type, handler, payload, published_at, next_attempt_at)
                SELECT ?, ?, p::jsonb, ?, ? FROM unnest(?) AS p
                """, eventType, handler, at, at, payloads.toArray(String[]::new));
    }

    /// Locks the message that has been due for longest, that no other transaction holds and that is for none of these
    /// handlers.
    Optional<DueMessage> lockDue(Instant now, Set<String> except) {
        return sql.first("""
                SELECT id, handler, payload, attempts FROM outbox_message
                WHERE next_attempt_at <= ? AND handler <> ALL (?)
                ORDER BY next_attempt_at, id
                LIMIT 1
                FOR UPDATE SKIP LOCKED
                """, OutboxRepository::message, now, except.toArray(String[]::new));
    }

    /// Locks further due messages of a handler that have not failed yet.
    List<DueMessage> lockMore(String handler, UUID except, Instant now, int most) {
        return sql.query("""
                SELECT id, handler, payload, attempts FROM outbox_message
                WHERE next_attempt_at <= ? AND handler = ? AND attempts = 0 AND id <> ?
                ORDER BY next_attempt_at, id
                LIMIT ?
                FOR UPDATE SKIP LOCKED
                """, OutboxRepository::message, now, handler, except, most);
    }

    /// Locks this message, unless it is gone or somebody else has it.
    Optional<DueMessage> lock(UUID id) {
        return sql.first("""
                SELECT id, handler, payload, attempts FROM outbox_message WHERE id = ? FOR UPDATE SKIP LOCKED
                """, OutboxRepository::message, id);
    }

    private static DueMessage message(ResultSet row) throws SQLException {
        return new DueMessage(
                Sql.id(row, "id"), row.getString("handler"), row.getString("payload"), row.getInt("attempts"));
    }

    /// Takes a message for an attempt outside a transaction: nobody else finds it until then.
    void lease(UUID id, Instant until) {
        sql.update("UPDATE outbox_message SET next_attempt_at = ?, leased_until = ? WHERE id = ?", until, until, id);
    }

    void delete(UUID id) {
        sql.update("DELETE FROM outbox_message WHERE id = ?", id);
    }

    void delete(List<DueMessage> messages) {
        sql.update("DELETE FROM outbox_message WHERE id = ANY (?)", (Object)
                messages.stream().map(DueMessage::id).toArray(UUID[]::new));
    }

    void recordFailure(UUID id, Instant nextAttemptAt, String error) {
        sql.update("""
                UPDATE outbox_message
                SET attempts = attempts + 1, next_attempt_at = ?, last_error = ?, leased_until = NULL
                WHERE id = ?
                """, nextAttemptAt, error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR), id);
    }

    /// Makes a failing message due now. False when it is gone, that is, carried out, or being carried out.
    public boolean retryNow(UUID id, Instant now) {
        return sql.update("""
                        UPDATE outbox_message SET next_attempt_at = ?
                        WHERE id = ? AND attempts > 0 AND (leased_until IS NULL OR leased_until <= ?)
                        """, now, id, now) == 1;
    }

    Optional<OutboxMessages.State> stateOf(UUID id) {
        return sql.first(
                "SELECT " + OutboxMessages.STATE + " FROM outbox_message WHERE id = ?",
                row -> OutboxMessages.State.valueOf(row.getString(1)),
                id);
    }

    /// How many wait, how many of them have failed before, and since when the longest-due one should have been done.
    record Backlog(long waiting, long failing, @Nullable Instant dueSince) {}

    Backlog backlog(Instant now) {
        return sql.first(
                        """
                        SELECT count(*) AS waiting, count(*) FILTER (WHERE attempts > 0) AS failing,
                               min(next_attempt_at) FILTER (WHERE next_attempt_at <= ?) AS due_since
                        FROM outbox_message
                        """,
                        row -> new Backlog(
                                row.getLong("waiting"), row.getLong("failing"), Sql.instant(row, "due_since")),
                        now)
                .orElseThrow();
    }
}
