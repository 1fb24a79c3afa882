package dev.voltaire.charger;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Commands to chargers as rows: whoever asks writes one, the node that holds the socket takes it and writes the
/// result. A command for a charger that does not come within its time fails.
@ApplicationScoped
public class ChargerCommands {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);
    private static final String COLUMNS =
            "id, charger_id, action, state, requested_by, requested_at, sent_at, finished_at, result::text, error,"
                    + " progress, progress_at, session_id";
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration PAUSE_BETWEEN_QUESTIONS = Duration.ofSeconds(3);
    private static final int WAITING_AT_MOST = 30;
    private static final String QUESTIONS = Arrays.stream(CommandAction.values())
            .filter(CommandAction::question)
            .map(action -> "'" + action.name() + "'")
            .collect(Collectors.joining(", ", "(", ")"));
    private static final String INSERT = """
            INSERT INTO charger_command (id, charger_id, action, payload, state, requested_by, requested_at, expires_at,
                                         request_number)
            SELECT uuidv7(), ?, ?, ?::jsonb, 'WAITING', ?, ?, ?, ?
            WHERE (SELECT count(*) FROM charger_command w WHERE w.charger_id = ? AND w.state = 'WAITING') < ?
            RETURNING\s""" + COLUMNS;
    /// One command of a charger at a time, and never two in quick succession: some firmware blocks otherwise.
    private static final String TAKE = """
            UPDATE charger_command SET state = 'SENT', node = ?, sent_at = ?
            WHERE id IN (
                SELECT c.id FROM charger_command c JOIN charger_connection n ON n.charger_id = c.charger_id
                WHERE c.state = 'WAITING' AND c.expires_at > ? AND n.node = ? AND n.connection_id IS NOT NULL
                  AND NOT EXISTS (SELECT FROM charger_command e
                                  WHERE e.charger_id = c.charger_id AND e.state = 'WAITING'
                                    AND (e.requested_at, e.id) < (c.requested_at, c.id)
                                    AND (e.action NOT IN QUESTIONS OR c.action IN QUESTIONS))
                  AND NOT EXISTS (SELECT FROM charger_command s
                                  WHERE s.charger_id = c.charger_id
                                    AND (s.sent_at > ? OR s.sent_at > ? AND c.action IN QUESTIONS
                                                                        AND s.action IN QUESTIONS))
                ORDER BY c.requested_at LIMIT 100 FOR UPDATE OF c SKIP LOCKED)
            RETURNING id, charger_id, action, payload::text, request_number,
                      (SELECT k.tag_format FROM charger k WHERE k.id = charger_command.charger_id)
            """.replace("QUESTIONS", QUESTIONS);
    private static final String EXPIRE = """
            UPDATE charger_command SET state = 'FAILED', finished_at = ?, error = 'not-connected'
            WHERE state = 'WAITING' AND expires_at <= ?
            """;
    /// The node that sent it has crashed, or the charger says nothing.
    private static final String UNANSWERED = """
            UPDATE charger_command c SET state = 'FAILED', finished_at = ?, error = 'no-answer'
            WHERE c.state = 'SENT' AND (c.sent_at <= ? OR NOT EXISTS (SELECT FROM charger_node n WHERE n.node = c.node))
            """;
    private static final String RELEASE = """
            UPDATE charger_command SET state = 'WAITING', sent_at = NULL, node = NULL WHERE id = ? AND state = 'SENT'
            """;
    /// Accepted, and nobody plugged in.
    private static final String NOT_STARTED = """
            UPDATE charger_command SET progress = 'NotStarted', progress_at = ?
            WHERE action = 'REMOTE_START' AND session_id IS NULL AND state = 'ACCEPTED' AND progress IS NULL
              AND finished_at <= ?
            """;
    private static final String FINISH = """
            UPDATE charger_command SET state = ?, finished_at = ?, result = ?::jsonb, error = ?
            WHERE id = ? AND state = 'SENT'
            """;
    /// Of the command with this number; chargers that give none mean their latest of that kind.
    private static final String PROGRESS = """
            UPDATE charger_command SET progress = ?, progress_at = ?
            WHERE id = (SELECT id FROM charger_command
                        WHERE charger_id = ? AND action = ? AND sent_at IS NOT NULL
                          AND (?::int IS NULL OR request_number = ?)
                        ORDER BY requested_at DESC LIMIT 1)
            """;

    private final Sql sql;
    private final ChargerCredentials credentials;
    private final CertificateRequests certificates;
    private final Clock clock;
    private final Duration startDeadline;
    private final ObjectMapper json =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @Inject
    ChargerCommands(
            Sql sql,
            ChargerCredentials credentials,
            CertificateRequests certificates,
            Clock clock,
            @ConfigProperty(name = "voltaire.ocpp.remote-start-deadline", defaultValue = "3M") Duration startDeadline) {
        this.startDeadline = startDeadline;
        this.sql = sql;
        this.credentials = credentials;
        this.certificates = certificates;
        this.clock = clock;
    }

    /// A command with what became of it. `result` is the charger's answer as JSON, `progress` what followed;
    /// `sessionId`
    /// what a remote start led to.
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
            @Nullable String error,
            @Nullable String progress,
            @Nullable Instant progressAt,
            @Nullable UUID sessionId) {}

    /// A command for a socket of this node.
    ///
    /// @param number the request id by which the charger speaks of it later
    public record Taken(UUID id, UUID chargerId, CommandAction action, CommandOrder order, int number) {}

    public Command request(UUID chargerId, CommandAction action, CommandOrder order, String by) {
        Instant now = clock.instant();
        return sql
                .query(
                        INSERT,
                        ChargerCommands::command,
                        chargerId,
                        action.name(),
                        write(order),
                        by,
                        now,
                        now.plus(PATIENCE),
                        ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE),
                        chargerId,
                        WAITING_AT_MOST)
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.TOO_MANY_REQUESTS));
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
                        read(row.getString(4)).spoken(TagFormat.valueOf(row.getString(6))),
                        row.getInt(5)),
                node,
                now,
                now,
                node,
                now.minus(PAUSE),
                now.minus(PAUSE_BETWEEN_QUESTIONS));
    }

    /// Gives up what has waited too long: for its charger, for an answer, or for the session it was to start.
    public void expire() {
        Instant now = clock.instant();
        sql.update(EXPIRE, now, now);
        sql.update(UNANSWERED, now, now.minus(LONGEST_ANSWER));
        sql.update(NOT_STARTED, now, now.minus(startDeadline));
    }

    /// Puts back what was taken and could not be sent.
    public void release(Taken command) {
        sql.update(RELEASE, command.id());
    }

    public void finish(Taken command, CommandState state, @Nullable String result, @Nullable String error) {
        Instant now = clock.instant();
        sql.update(FINISH, state.name(), now, result, error, command.id());
        if (state == CommandState.ACCEPTED) {
            switch (command.action()) {
                case CERTIFICATE_SIGNED -> certificates.answered(command.chargerId(), now);
                case CHANGE_CONFIGURATION, SET_NETWORK_PROFILE ->
                    orderedProfile(command.order())
                            .ifPresent(profile -> credentials.order(command.chargerId(), profile));
                default -> {}
            }
        }
    }

    /// What the charger says of a command it has accepted: downloading, installed, uploaded.
    public void progressed(
            UUID chargerId, CommandAction action, @Nullable Integer number, String progress, Instant at) {
        sql.update(PROGRESS, progress, at, chargerId, action.name(), number, number);
    }

    /// The security profile that an order sets, whatever the version.
    public static Optional<Integer> orderedProfile(CommandOrder order) {
        if (order.network() != null) {
            return Optional.of(order.network().securityProfile());
        }
        return Objects.requireNonNullElse(order.variables(), List.<CommandOrder.Variable>of()).stream()
                .filter(variable -> variable.name().equals("SecurityProfile") && variable.value() != null)
                .map(variable -> Objects.requireNonNull(variable.value()).strip())
                .filter(value -> value.matches("[0-3]"))
                .map(Integer::valueOf)
                .findFirst();
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
                Sql.requiredInstant(row, "requested_at"),
                Sql.instant(row, "sent_at"),
                Sql.instant(row, "finished_at"),
                row.getString("result"),
                row.getString("error"),
                row.getString("progress"),
                Sql.instant(row, "progress_at"),
                row.getObject("session_id", UUID.class));
    }
}
