package dev.voltaire.command;

import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Starts and the sessions they led to. A session is believed before the command: one that begins after the command
/// timed out, or though it was refused, is running all the same. It is the start's when it carries its authorisation
/// reference, or, for partners that drop it, when the same token charges at the same EVSE soon after.
@ApplicationScoped
public class RemoteSessions {
    private static final String OF_START = """
            LEFT JOIN LATERAL (
                SELECT * FROM (
                    (SELECT * FROM session
                     WHERE authorisation_reference = c.details ->> 'authorisationReference'
                       AND origin = 'ROAMING' AND partner_id = c.partner_id LIMIT 1)
                    UNION ALL
                    (SELECT * FROM session
                     WHERE token_id = c.token_id AND origin = 'ROAMING' AND partner_id = c.partner_id
                       AND authorisation_reference IS NULL AND lower(evse_id) = lower(c.details ->> 'evseUid')
                       AND created_at BETWEEN c.requested_at - interval '1 minute'
                                          AND c.requested_at + interval '30 minutes'
                     ORDER BY created_at LIMIT 1)) either LIMIT 1) s ON true
            """;

    private static final String OWN = "t.profile_id IN (SELECT id FROM profile WHERE user_id = ?)";

    private final DataSource dataSource;

    @Inject
    RemoteSessions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Where a start from afar stands, for the driver.
    public enum State {
        /// On its way, or accepted and waiting for the car.
        STARTING,
        CHARGING,
        ENDED,
        REFUSED,
        /// Nothing was heard in time; a session may begin all the same.
        TIMED_OUT
    }

    /// @param id of the start
    /// @param message the partner's words, in the driver's language if the partner knows it
    public record Started(
            UUID id,
            State state,
            @Nullable String message,
            Instant requestedAt,
            @Nullable UUID sessionId,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable BigDecimal kwh,
            @Nullable BigDecimal totalCost,
            @Nullable String currency) {}

    record Running(
            UUID partnerId,
            String externalId,
            String status,
            @Nullable UUID tokenId,
            @Nullable UUID organisationUnitId) {
        void mustBeRunning() {
            if (!status.equals("ACTIVE") && !status.equals("PENDING")) {
                throw new ProblemException(Problem.SESSION_NOT_RUNNING);
            }
        }
    }

    /// A driver's starts, the newest first.
    public List<Started> ofDriver(UUID userId) {
        return query(
                "SELECT " + START + " FROM roaming_command c JOIN token t ON t.id = c.token_id " + OF_START
                        + " WHERE c.type = 'START_SESSION' AND " + OWN + " ORDER BY c.requested_at DESC LIMIT 50",
                RemoteSessions::started,
                userId);
    }

    /// @throws ProblemException NOT_FOUND
    public Started ofDriver(UUID id, UUID userId) {
        return query(
                        "SELECT " + START + " FROM roaming_command c JOIN token t ON t.id = c.token_id " + OF_START
                                + " WHERE c.type = 'START_SESSION' AND " + OWN + " AND c.id = ?",
                        RemoteSessions::started,
                        userId,
                        id)
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// A driver's session by its own id or that of the start.
    Running own(UUID id, UUID userId) {
        return query(
                        "SELECT " + RUNNING + " FROM session s JOIN token t ON t.id = s.token_id"
                                + " WHERE s.origin = 'ROAMING' AND s.id = ? AND " + OWN
                                + " UNION ALL SELECT " + RUNNING
                                + " FROM roaming_command c JOIN token t ON t.id = c.token_id "
                                + OF_START.replace("LEFT JOIN", "JOIN")
                                + " WHERE c.type = 'START_SESSION' AND c.id = ? AND " + OWN,
                        RemoteSessions::running,
                        id,
                        userId,
                        id,
                        userId)
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    Running visible(UUID sessionId, Scope scope) {
        var condition = scope.condition("s.organisation_unit_id");
        List<Object> values = new ArrayList<>(condition.values());
        values.addFirst(sessionId);
        return query(
                        "SELECT " + RUNNING + " FROM session s WHERE s.origin = 'ROAMING' AND s.id = ? AND ("
                                + condition.sql() + ")",
                        RemoteSessions::running,
                        values.toArray())
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    private static final String RUNNING = "s.partner_id, s.external_id, s.status, s.token_id, s.organisation_unit_id";

    private static final String START = """
            c.id, c.state, c.result, c.message, c.requested_at, s.id, s.status, s.started_at, s.ended_at, s.kwh,
            s.total_cost, s.currency""";

    private static Running running(ResultSet row) throws SQLException {
        return new Running(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getObject(4, UUID.class),
                row.getObject(5, UUID.class));
    }

    private static Started started(ResultSet row) throws SQLException {
        String status = row.getString(7);
        return new Started(
                row.getObject(1, UUID.class),
                state(RoamingCommand.State.valueOf(row.getString(2)), row.getString(3), status),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getObject(6, UUID.class),
                instant(row, 8),
                instant(row, 9),
                row.getBigDecimal(10),
                row.getBigDecimal(11),
                row.getString(12));
    }

    static State state(RoamingCommand.State command, @Nullable String result, @Nullable String session) {
        if (session != null) {
            return switch (session) {
                case "COMPLETED", "INVALID" -> State.ENDED;
                case "PENDING", "RESERVATION" -> State.STARTING;
                default -> State.CHARGING;
            };
        }
        return switch (command) {
            case REQUESTED, WAITING -> State.STARTING;
            case DONE -> "ACCEPTED".equals(result) ? State.STARTING : State.REFUSED;
            case REFUSED -> State.REFUSED;
            case TIMED_OUT -> State.TIMED_OUT;
        };
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, RowReader<T> reader, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof UUID[] ids) {
                    statement.setArray(i + 1, connection.createArrayOf("uuid", ids));
                } else if (values[i] instanceof String[] texts) {
                    statement.setArray(i + 1, connection.createArrayOf("text", texts));
                } else {
                    statement.setObject(i + 1, values[i]);
                }
            }
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException("sessions cannot be read", failure);
        }
    }
}
