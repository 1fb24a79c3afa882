package dev.voltaire.exchange;

import dev.voltaire.exchange.Exchange.Direction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The SQL that writes `ocpi_message` and `partner_traffic`.
@ApplicationScoped
class MessageRepository {
    private static final int LONGEST_REQUEST = 64 * 1024;
    private static final int LONGEST_ANSWER = 16 * 1024;
    private static final int LONGEST_TEXT = 500;

    private final DataSource dataSource;

    @Inject
    MessageRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Two statements and one transaction per batch, whatever its size; not waited for until it is on disk.
    @Transactional
    void store(List<Exchange> batch) {
        try (Connection connection = dataSource.getConnection()) {
            try (var setting = connection.createStatement()) {
                setting.execute("SET LOCAL synchronous_commit = off");
            }
            insert(connection, batch);
            count(connection, batch);
        } catch (SQLException failure) {
            throw new IllegalStateException("the message log cannot be reached", failure);
        }
    }

    private static void insert(Connection connection, List<Exchange> batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO ocpi_message (id, at, partner_id, direction, module, method, path, http_status, ocpi_status,
                    succeeded, duration_ms, request_id, correlation_id, error, version, request, request_size, answer,
                    answer_size, replay_of)
                SELECT uuidv7(), k.* FROM unnest(?::timestamptz[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::integer[], ?::integer[], ?::boolean[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::bytea[], ?::integer[], ?::bytea[], ?::integer[], ?::uuid[]) k
                """)) {
            Columns<Exchange> columns = new Columns<>(connection, statement, batch);
            columns.add("timestamptz", exchange -> utc(exchange.at()));
            columns.add("uuid", Exchange::partnerId);
            columns.add("text", exchange -> exchange.direction().name());
            columns.add("text", Exchange::module);
            columns.add("text", Exchange::method);
            columns.add("text", exchange -> shorten(Masking.secretsOfPath(exchange.path()), 2_000));
            columns.add("integer", Exchange::httpStatus);
            columns.add("integer", Exchange::ocpiStatus);
            columns.add("boolean", Exchange::succeeded);
            columns.add("integer", Exchange::durationMillis);
            columns.add("text", exchange -> shorten(exchange.requestId(), LONGEST_TEXT));
            columns.add("text", exchange -> shorten(exchange.correlationId(), LONGEST_TEXT));
            columns.add("text", exchange -> shorten(exchange.error(), LONGEST_TEXT));
            columns.add("text", Exchange::version);
            columns.addBytes(exchange -> body(exchange, exchange.request(), LONGEST_REQUEST));
            columns.add("integer", exchange -> Exchange.length(exchange.request()));
            columns.addBytes(exchange -> body(exchange, exchange.answer(), LONGEST_ANSWER));
            columns.add("integer", exchange -> Exchange.length(exchange.answer()));
            columns.add("uuid", Exchange::replayOf);
            statement.executeUpdate();
        }
    }

    /// Bodies of the handshake are nothing but secrets; those of unknown callers are not worth keeping.
    private static byte @Nullable [] body(Exchange exchange, byte @Nullable [] body, int longest) {
        if (body == null || body.length == 0 || exchange.partnerId() == null) {
            return null;
        }
        return switch (exchange.module()) {
            case "credentials", "versions" -> null;
            case "commands", "chargingprofiles" ->
                Masking.secretsOfBody(new String(body, 0, Math.min(body.length, longest), StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
            default -> body.length <= longest ? body : Arrays.copyOf(body, longest);
        };
    }

    private record Road(UUID partnerId, Direction direction, String module) {}

    /// What a batch says about one direction and module of one partner.
    private static final class Traffic {
        private @Nullable Instant lastSuccess;
        private @Nullable Instant lastFailure;
        private @Nullable String failure;
        private @Nullable Instant leftAloneUntil;
        private int failuresInRow;

        void add(Exchange exchange) {
            leftAloneUntil = exchange.leftAloneUntil();
            if (exchange.succeeded()) {
                lastSuccess = exchange.at();
                failuresInRow = 0;
            } else {
                lastFailure = exchange.at();
                failure = shorten(exchange.error(), LONGEST_TEXT);
                failuresInRow++;
            }
        }
    }

    private static void count(Connection connection, List<Exchange> batch) throws SQLException {
        Map<Road, Traffic> roads = new LinkedHashMap<>();
        for (Exchange exchange : batch) {
            UUID partnerId = exchange.partnerId();
            if (partnerId != null && exchange.replayOf() == null) {
                roads.computeIfAbsent(
                                new Road(partnerId, exchange.direction(), exchange.module()), road -> new Traffic())
                        .add(exchange);
            }
        }
        List<Map.Entry<Road, Traffic>> entries = new ArrayList<>(roads.entrySet());
        if (entries.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO partner_traffic AS t (partner_id, direction, module, last_success_at, last_failure_at,
                    last_failure, failures_in_row, left_alone_until)
                SELECT k.* FROM unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[],
                    ?::integer[], ?::timestamptz[]) k (partner_id, direction, module, success, failure, reason, row, until)
                WHERE EXISTS (SELECT FROM partner p WHERE p.id = k.partner_id)
                ORDER BY k.partner_id, k.direction, k.module
                ON CONFLICT (partner_id, direction, module) DO UPDATE SET
                    last_success_at = coalesce(excluded.last_success_at, t.last_success_at),
                    last_failure_at = coalesce(excluded.last_failure_at, t.last_failure_at),
                    last_failure = coalesce(excluded.last_failure, t.last_failure),
                    failures_in_row = excluded.failures_in_row
                        + CASE WHEN excluded.last_success_at IS NULL THEN t.failures_in_row ELSE 0 END,
                    left_alone_until = excluded.left_alone_until
                """)) {
            Columns<Map.Entry<Road, Traffic>> columns = new Columns<>(connection, statement, entries);
            columns.add("uuid", entry -> entry.getKey().partnerId());
            columns.add("text", entry -> entry.getKey().direction().name());
            columns.add("text", entry -> entry.getKey().module());
            columns.add("timestamptz", entry -> utc(entry.getValue().lastSuccess));
            columns.add("timestamptz", entry -> utc(entry.getValue().lastFailure));
            columns.add("text", entry -> entry.getValue().failure);
            columns.add("integer", entry -> entry.getValue().failuresInRow);
            columns.add("timestamptz", entry -> utc(entry.getValue().leftAloneUntil));
            statement.executeUpdate();
        }
    }

    /// Binds one array per column.
    private static final class Columns<T> {
        private final Connection connection;
        private final PreparedStatement statement;
        private final List<T> rows;
        private int next = 1;

        Columns(Connection connection, PreparedStatement statement, List<T> rows) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        void add(String type, Function<T, @Nullable Object> value) throws SQLException {
            @Nullable Object[] values = new @Nullable Object[rows.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value.apply(rows.get(i));
            }
            statement.setArray(next++, connection.createArrayOf(type, values));
        }

        void addBytes(Function<T, byte @Nullable []> value) throws SQLException {
            byte[] @Nullable [] values = new byte[rows.size()] @Nullable [];
            for (int i = 0; i < values.length; i++) {
                values[i] = value.apply(rows.get(i));
            }
            statement.setArray(next++, connection.createArrayOf("bytea", values));
        }
    }

    private static @Nullable String shorten(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        String clean = text.replace("\0", "");
        return clean.length() <= longest ? clean : clean.substring(0, longest);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
