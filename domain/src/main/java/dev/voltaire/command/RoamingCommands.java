package dev.voltaire.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.voltaire.command.RoamingCommand.Details;
import dev.voltaire.command.RoamingCommand.State;
import dev.voltaire.command.RoamingCommand.Type;
import dev.voltaire.identity.Caller;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.partner.Credential;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Asks for remote commands and follows them.
@ApplicationScoped
public class RoamingCommands {
    /// For a partner that names no time-out, and for the way to the partner.
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final DataSource dataSource;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    RoamingCommands(DataSource dataSource, Outbox outbox, Clock clock) {
        this.dataSource = dataSource;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @param tokenId whose token starts or reserves; it has been authorised by the caller
    @Transactional
    public UUID request(UUID partnerId, Type type, @Nullable UUID tokenId, Details details) {
        return request(partnerId, type, tokenId, details, Caller.SYSTEM.name(), null);
    }

    /// @param unitId whose command it is; absent: the operator's alone
    @Transactional
    UUID request(UUID partnerId, Type type, @Nullable UUID tokenId, Details details, String by, @Nullable UUID unitId) {
        Instant now = clock.instant();
        UUID id = execute("""
                INSERT INTO roaming_command
                    (secret, partner_id, type, token_id, details, state, requested_at, expires_at, requested_by,
                     organisation_unit_id)
                VALUES (?, ?, ?, ?, ?::jsonb, 'REQUESTED', ?, ?, ?, ?) RETURNING id
                """, statement -> {
            statement.setString(1, Credential.generate().secret());
            statement.setObject(2, partnerId);
            statement.setString(3, type.name());
            statement.setObject(4, tokenId);
            statement.setString(5, write(details));
            statement.setObject(6, utc(now));
            statement.setObject(7, utc(now.plus(USUAL_TIMEOUT)));
            statement.setString(8, by);
            statement.setObject(9, unitId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        });
        outbox.publish(new RoamingCommandRequested(id));
        return id;
    }

    public Optional<RoamingCommand> find(UUID id) {
        return execute("SELECT * FROM roaming_command WHERE id = ?", statement -> {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        });
    }

    /// The partner's answer to the request itself.
    ///
    /// @param timeout how long it may take until the result
    @Transactional
    public void answered(
            UUID id, boolean accepted, String answer, @Nullable String message, @Nullable Duration timeout) {
        execute("""
                UPDATE roaming_command SET state = ?, answer = ?, message = ?, expires_at = ?,
                    finished_at = CASE WHEN ? THEN NULL ELSE ?::timestamptz END
                WHERE id = ? AND state = 'REQUESTED'
                """, statement -> {
            statement.setString(1, accepted ? State.WAITING.name() : State.REFUSED.name());
            statement.setString(2, answer);
            statement.setString(3, message);
            statement.setObject(4, utc(clock.instant().plus(timeout == null ? USUAL_TIMEOUT : timeout)));
            statement.setBoolean(5, accepted);
            statement.setObject(6, utc(clock.instant()));
            statement.setObject(7, id);
            return statement.executeUpdate();
        });
    }

    /// @throws ProblemException NOT_FOUND outside the scope too
    RoamingCommand visible(UUID id, Scope scope) {
        return find(id).filter(command -> scope instanceof Scope.Everything || isWithin(command, scope))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    private boolean isWithin(RoamingCommand command, Scope scope) {
        return execute("SELECT FROM organisation_unit WHERE id = ? AND path <@ ANY (cast(? AS ltree[]))", statement -> {
            statement.setObject(1, command.organisationUnitId());
            statement.setString(2, scope.literal());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        });
    }

    /// Whose a command is that concerns no token: the operator's, or that of the helpdesk's own unit.
    @Nullable
    UUID highestUnit(Scope scope) {
        if (scope instanceof Scope.Everything) {
            return null;
        }
        return execute(
                        "SELECT id FROM organisation_unit WHERE path <@ ANY (cast(? AS ltree[])) ORDER BY nlevel(path) LIMIT 1",
                        statement -> {
                            statement.setString(1, scope.literal());
                            try (ResultSet rows = statement.executeQuery()) {
                                return rows.next()
                                        ? Optional.of(rows.getObject(1, UUID.class))
                                        : Optional.<UUID>empty();
                            }
                        })
                .orElse(null);
    }

    public boolean finished(UUID partnerId, String secret, String result, @Nullable String message) {
        return finished(partnerId, secret, result, message, null);
    }

    /// The charger's result, in time or late, and perhaps before the partner's own answer. False when the partner has
    /// no such command.
    ///
    /// @param outcome what came with the result, JSON
    @Transactional
    public boolean finished(
            UUID partnerId, String secret, String result, @Nullable String message, @Nullable String outcome) {
        return execute("""
                        UPDATE roaming_command SET state = 'DONE', result = ?, message = coalesce(?, message),
                            outcome = coalesce(?::jsonb, outcome), finished_at = ?
                        WHERE secret = ? AND partner_id = ?
                        """, statement -> {
                    statement.setString(1, result);
                    statement.setString(2, message);
                    statement.setString(3, outcome);
                    statement.setObject(4, utc(clock.instant()));
                    statement.setString(5, secret);
                    statement.setObject(6, partnerId);
                    return statement.executeUpdate();
                })
                == 1;
    }

    /// What nobody answered in time.
    @Transactional
    public int expire() {
        return execute("""
                UPDATE roaming_command SET state = 'TIMED_OUT', finished_at = ?
                WHERE state IN ('REQUESTED', 'WAITING') AND expires_at < ?
                """, statement -> {
            statement.setObject(1, utc(clock.instant()));
            statement.setObject(2, utc(clock.instant()));
            return statement.executeUpdate();
        });
    }

    private static RoamingCommand read(ResultSet row) throws SQLException {
        OffsetDateTime expiresAt = row.getObject("expires_at", OffsetDateTime.class);
        return new RoamingCommand(
                row.getObject("id", UUID.class),
                row.getString("secret"),
                row.getObject("partner_id", UUID.class),
                Type.valueOf(row.getString("type")),
                row.getObject("token_id", UUID.class),
                row.getObject("organisation_unit_id", UUID.class),
                parse(row.getString("details")),
                State.valueOf(row.getString("state")),
                row.getString("answer"),
                row.getString("result"),
                row.getString("message"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                expiresAt == null ? null : expiresAt.toInstant());
    }

    private static String write(Details details) {
        try {
            return JSON.writeValueAsString(details);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Details parse(String json) {
        try {
            return JSON.readValue(json, Details.class);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
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
            throw new IllegalStateException("commands cannot be reached", failure);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
