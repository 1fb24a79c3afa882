package dev.voltaire.charger;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Commands to chargers as rows: whoever asks writes one, the node that holds the socket takes it and writes the
/// result. A command for a charger that does not come within its time fails.
@ApplicationScoped
public class ChargerCommands {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);
    private static final String COLUMNS =
            "id, charger_id, action, state, requested_by, requested_at, sent_at, finished_at, result::text, error";
    private static final String INSERT = """
            INSERT INTO charger_command (id, charger_id, action, payload, state, requested_by, requested_at, expires_at)
            VALUES (uuidv7(), ?, ?, ?::jsonb, 'WAITING', ?, ?, ?)
            RETURNING\s""" + COLUMNS;
    private static final String TAKE = """
            UPDATE charger_command SET state = 'SENT', node = ?, sent_at = ?
            WHERE id IN (SELECT c.id FROM charger_command c JOIN charger_connection n ON n.charger_id = c.charger_id
                         WHERE c.state = 'WAITING' AND c.expires_at > ? AND n.node = ? AND n.connection_id IS NOT NULL
                         ORDER BY c.requested_at LIMIT 100 FOR UPDATE OF c SKIP LOCKED)
            RETURNING id, charger_id, action, payload::text
            """;
    private static final String EXPIRE = """
            UPDATE charger_command SET state = 'FAILED', finished_at = ?,
                   error = CASE state WHEN 'WAITING' THEN 'not-connected' ELSE 'no-answer' END
            WHERE state = 'WAITING' AND expires_at <= ? OR state = 'SENT' AND sent_at <= ?
            """;
    private static final String FINISH = """
            UPDATE charger_command SET state = ?, finished_at = ?, result = ?::jsonb, error = ?
            WHERE id = ? AND state = 'SENT'
            """;

    private final ChargerSql sql;
    private final Clock clock;
    private final ObjectMapper json =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @Inject
    ChargerCommands(ChargerSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// A command with what became of it. `result` is the charger's answer as JSON.
    public record Command(
            UUID id,
            UUID chargerId,
            CommandAction action,
            CommandState state,
            String requestedBy,
            Instant requestedAt,
            @Nullable Instant sentAt,
            @Nullable Instant finishedAt,
            @Nullable String result,
            @Nullable String error) {}

    /// A command for a socket of this node.
    public record Taken(UUID id, UUID chargerId, CommandAction action, CommandOrder order) {}

    public Command request(UUID chargerId, CommandAction action, CommandOrder order, String by) {
        Instant now = clock.instant();
        return sql.query(
                        INSERT,
                        ChargerCommands::command,
                        chargerId,
                        action.name(),
                        write(order),
                        by,
                        now,
                        now.plus(PATIENCE))
                .getFirst();
    }

    public List<Command> of(UUID chargerId) {
        return sql.query(
                "SELECT " + COLUMNS + " FROM charger_command WHERE charger_id = ? ORDER BY requested_at DESC LIMIT 100",
                ChargerCommands::command,
                chargerId);
    }

    public Optional<Command> get(UUID chargerId, UUID commandId) {
        return sql
                .query(
                        "SELECT " + COLUMNS + " FROM charger_command WHERE id = ? AND charger_id = ?",
                        ChargerCommands::command,
                        commandId,
                        chargerId)
                .stream()
                .findFirst();
    }

    /// Takes what waits for chargers connected to the node; each command goes to one taker only.
    public List<Taken> take(String node) {
        Instant now = clock.instant();
        return sql.query(
                TAKE,
                row -> new Taken(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        CommandAction.valueOf(row.getString(3)),
                        read(row.getString(4))),
                node,
                now,
                now,
                node);
    }

    public void expire() {
        Instant now = clock.instant();
        sql.update(EXPIRE, now, now, now.minus(LONGEST_ANSWER));
    }

    public void finish(UUID commandId, CommandState state, @Nullable String result, @Nullable String error) {
        sql.update(FINISH, state.name(), clock.instant(), result, error, commandId);
    }

    private String write(CommandOrder order) {
        try {
            return json.writeValueAsString(order);
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CommandOrder read(String text) {
        try {
            return json.readValue(text, CommandOrder.class);
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Command command(ResultSet row) throws SQLException {
        return new Command(
                row.getObject("id", UUID.class),
                row.getObject("charger_id", UUID.class),
                CommandAction.valueOf(row.getString("action")),
                CommandState.valueOf(row.getString("state")),
                row.getString("requested_by"),
                ChargerSql.requiredInstant(row, "requested_at"),
                ChargerSql.instant(row, "sent_at"),
                ChargerSql.instant(row, "finished_at"),
                row.getString("result"),
                row.getString("error"));
    }
}
