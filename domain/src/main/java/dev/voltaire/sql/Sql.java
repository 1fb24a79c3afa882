package dev.voltaire.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/// Runs statements on the connection of the transaction at hand. Without one, a statement is committed by
/// itself. Instants are bound as `timestamptz`, Java's arrays as arrays.
@ApplicationScoped
public class Sql {
    private static final int FETCH_SIZE = 1_000;
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NEVER)
            .appendPattern("-MM-dd HH:mm:ss.SSSSSSxxx")
            .toFormatter(Locale.ROOT);

    private final DataSource dataSource;
    private final boolean anew;

    @Inject
    Sql(DataSource dataSource) {
        this(dataSource, false);
    }

    private Sql(DataSource dataSource, boolean anew) {
        this.dataSource = dataSource;
        this.anew = anew;
    }

    /// The same, with every statement planned anew: for sets of rows in tables that grow a thousandfold within a
    /// minute, where a plan that is kept was made for the table as it was. One row by its key needs none of this.
    public Sql planningAnew() {
        return new Sql(dataSource, true);
    }

    /// Reads the row a result is at.
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... values) {
        List<T> rows = new ArrayList<>();
        each(sql, reader, rows::add, values);
        return rows;
    }

    public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... values) {
        return query(sql, reader, values).stream().findFirst();
    }

    public boolean exists(String sql, @Nullable Object... values) {
        return first(sql, row -> true, values).isPresent();
    }

    /// Streams: within a transaction the rows are fetched by the thousand, however many there are.
    public <T> void each(String sql, RowReader<T> reader, Consumer<? super T> consumer, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_SIZE);
            prepare(statement);
            bind(connection, statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(reader.read(rows));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the database refused a query", failure);
        }
    }

    /// @return how many rows it changed
    public int update(String sql, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            prepare(statement);
            bind(connection, statement, values);
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("the database refused a statement", failure);
        }
    }

    /// The same statement for many rows, in one round trip.
    public void batch(String sql, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            prepare(statement);
            for (@Nullable Object[] values : rows) {
                bind(connection, statement, values);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException failure) {
            throw new IllegalStateException("the database refused a batch", failure);
        }
    }

    /// Many rows as one array for each column, which is what `unnest` takes: one statement, however many rows.
    ///
    /// @param types of the columns, as PostgreSQL names them, separated by blanks
    public static @Nullable Object[] columns(List<@Nullable Object[]> rows, String types) {
        List<String> names = types.strip()
                .lines()
                .flatMap(line -> Stream.of(line.split(" ")))
                .toList();
        @Nullable Object[] columns = new @Nullable Object[names.size()];
        for (int i = 0; i < columns.length; i++) {
            int at = i;
            columns[i] = new Column(
                    names.get(i),
                    rows.stream().map(row -> row[at]).map(Sql::element).toArray());
        }
        return columns;
    }

    private record Column(String type, @Nullable Object[] elements) {
        Array array(Connection connection) throws SQLException {
            return type.equals("bytea")
                    ? connection.createArrayOf(type, Arrays.copyOf(elements, elements.length, byte[][].class))
                    : connection.createArrayOf(type, elements);
        }
    }

    private static @Nullable Object element(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant instant -> timestamp(instant);
            case Enum<?> constant -> constant.name();
            case Object other -> other;
        };
    }

    /// As PostgreSQL reads it, in any year: ISO 8601 puts signs before those beyond four digits.
    private static String timestamp(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        return TIMESTAMP.format(utc) + (utc.getYear() > 0 ? "" : " BC");
    }

    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    public static Instant requiredInstant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private void prepare(PreparedStatement statement) throws SQLException {
        if (anew) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, @Nullable Object[] values)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            int index = i + 1;
            switch (values[i]) {
                case null -> statement.setObject(index, null);
                case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
                case Enum<?> constant -> statement.setString(index, constant.name());
                case String[] texts -> statement.setArray(index, connection.createArrayOf("text", texts));
                case UUID[] ids -> statement.setArray(index, connection.createArrayOf("uuid", ids));
                case Integer[] numbers -> statement.setArray(index, connection.createArrayOf("int4", numbers));
                case BigDecimal[] numbers -> statement.setArray(index, connection.createArrayOf("numeric", numbers));
                case Boolean[] flags -> statement.setArray(index, connection.createArrayOf("bool", flags));
                case Instant[] instants ->
                    statement.setArray(index, connection.createArrayOf("timestamptz", utc(instants)));
                case Column column -> statement.setArray(index, column.array(connection));
                case Long[] numbers -> statement.setArray(index, connection.createArrayOf("int8", numbers));
                case byte[][] blobs -> statement.setArray(index, connection.createArrayOf("bytea", blobs));
                case Object other -> statement.setObject(index, other);
            }
        }
    }

    private static @Nullable Object[] utc(@Nullable Instant[] instants) {
        return Arrays.stream(instants)
                .map(instant -> instant == null ? null : timestamp(instant))
                .toArray();
    }
}
