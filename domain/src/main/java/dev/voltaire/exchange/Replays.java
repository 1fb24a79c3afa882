package dev.voltaire.exchange;

import dev.voltaire.audit.Audit;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Takes messages of partners in again, after a fault of ours was mended. Harmless for what was taken in already,
/// because every intake is idempotent; asking twice while the first is under way asks once.
@ApplicationScoped
public class Replays {
    private static final Set<String> MODULES = Set.of("locations", "sessions", "cdrs", "tariffs");
    private static final Set<String> METHODS = Set.of("PUT", "PATCH", "POST", "DELETE");

    private final DataSource dataSource;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    @Inject
    Replays(DataSource dataSource, Outbox outbox, Audit audit, Clock clock) {
        this.dataSource = dataSource;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /// What was said, to be said again.
    ///
    /// @param path as it was addressed to us
    /// @param version the OCPI version it was spoken in
    public record Original(UUID messageId, UUID partnerId, String method, String path, String version, byte[] body) {}

    /// @param finishedAt absent while it is under way
    public record Replay(
            UUID id,
            UUID messageId,
            String requestedBy,
            Instant requestedAt,
            @Nullable Instant finishedAt,
            @Nullable Integer httpStatus,
            @Nullable Integer ocpiStatus,
            @Nullable String result) {}

    /// @throws ProblemException NOT_FOUND, or NOT_REPLAYABLE for what was not sent by a partner to be stored or was not
    ///     kept whole
    @Transactional
    public UUID request(UUID messageId, String by) {
        if (!isReplayable(messageId)) {
            throw new ProblemException(Problem.NOT_REPLAYABLE);
        }
        Optional<UUID> created = one("""
                INSERT INTO ocpi_replay (message_id, requested_by, requested_at) VALUES (?, ?, ?)
                ON CONFLICT (message_id) WHERE finished_at IS NULL DO NOTHING RETURNING id
                """, row -> row.getObject(1, UUID.class), messageId, by, utc(clock.instant()));
        if (created.isPresent()) {
            audit.record("ocpi-message-replayed", "ocpi-message", messageId, null, Map.of("replay", created.get()));
            outbox.publish(new ReplayRequested(created.get()));
            return created.get();
        }
        return one(
                        "SELECT id FROM ocpi_replay WHERE message_id = ? AND finished_at IS NULL",
                        row -> row.getObject(1, UUID.class),
                        messageId)
                .orElseGet(() -> request(messageId, by));
    }

    /// Empty when it is finished already or the message is past keeping.
    public Optional<Original> pending(UUID replayId) {
        return one(
                """
                SELECT m.id, m.partner_id, m.method, m.path, m.version, m.request
                FROM ocpi_replay r JOIN ocpi_message m ON m.id = r.message_id
                WHERE r.id = ? AND r.finished_at IS NULL
                """,
                row -> new Original(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBytes(6) == null ? new byte[0] : row.getBytes(6)),
                replayId);
    }

    @Transactional
    public void finish(UUID replayId, @Nullable Integer httpStatus, @Nullable Integer ocpiStatus, String result) {
        one("""
                UPDATE ocpi_replay SET finished_at = ?, http_status = ?, ocpi_status = ?, result = ?
                WHERE id = ? AND finished_at IS NULL RETURNING id
                """, row -> row.getObject(1, UUID.class), utc(clock.instant()), httpStatus, ocpiStatus, result, replayId);
    }

    /// The newest first.
    public List<Replay> of(UUID messageId) {
        return all(
                """
                SELECT id, message_id, requested_by, requested_at, finished_at, http_status, ocpi_status, result
                FROM ocpi_replay WHERE message_id = ? ORDER BY requested_at DESC LIMIT 50
                """,
                row -> {
                    OffsetDateTime finishedAt = row.getObject(5, OffsetDateTime.class);
                    return new Replay(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            row.getString(3),
                            row.getObject(4, OffsetDateTime.class).toInstant(),
                            finishedAt == null ? null : finishedAt.toInstant(),
                            row.getObject(6, Integer.class),
                            row.getObject(7, Integer.class),
                            row.getString(8));
                },
                messageId);
    }

    /// @throws ProblemException NOT_FOUND
    public boolean isReplayable(UUID messageId) {
        return one(
                        """
                        SELECT direction = 'IN' AND partner_id IS NOT NULL AND version IS NOT NULL
                            AND module = ANY (?) AND method = ANY (?)
                            AND coalesce(length(request), 0) = request_size
                        FROM ocpi_message WHERE id = ?
                        """,
                        row -> row.getBoolean(1),
                        MODULES.toArray(String[]::new),
                        METHODS.toArray(String[]::new),
                        messageId)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> Optional<T> one(String sql, RowReader<T> reader, @Nullable Object... values) {
        return all(sql, reader, values).stream().findFirst();
    }

    private <T> List<T> all(String sql, RowReader<T> reader, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof String[] texts) {
                    statement.setArray(i + 1, connection.createArrayOf("text", texts));
                } else {
                    statement.setObject(i + 1, values[i]);
                }
            }
            List<T> found = new ArrayList<>(1);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException("the message log cannot be reached", failure);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
