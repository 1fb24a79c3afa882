package dev.voltaire.listing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// Reads pages of lists, in plain SQL and a transaction, so that row-level security knows the caller.
@ApplicationScoped
public class Listings {
    private static final int FETCH_SIZE = 1_000;

    private final DataSource dataSource;

    @Inject
    Listings(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// @param restrictions what the caller may see, above all `Scope.condition(…)`
    @Transactional
    public <T> Page<T> page(Listing<T> listing, ListRequest request, Condition... restrictions) {
        List<Condition> conditions = List.of(restrictions);
        Listing.Query count = listing.count(request, conditions);
        Listing.Query items = listing.page(request, conditions);
        try (Connection connection = dataSource.getConnection()) {
            long counted = total(connection, count);
            if (counted <= request.offset() && counted <= Page.COUNTED) {
                return Page.of(List.of(), request, counted);
            }
            return Page.of(
                    counted > Page.COUNTED ? inOrder(connection, listing, items) : items(connection, listing, items),
                    request,
                    counted);
        } catch (SQLException failure) {
            throw new IllegalStateException("a list could not be read", failure);
        }
    }

    /// How many rows the list has, however many.
    @Transactional
    public long count(Listing<?> listing, ListRequest request, Condition... restrictions) {
        try (Connection connection = dataSource.getConnection()) {
            return total(connection, listing.countAll(request, List.of(restrictions)));
        } catch (SQLException failure) {
            throw new IllegalStateException("a list could not be read", failure);
        }
    }

    /// Every row of the list, fetched by the thousand as it is consumed. In the caller's transaction.
    @Transactional(Transactional.TxType.MANDATORY)
    public <T> void each(
            Listing<T> listing, ListRequest request, Consumer<? super T> consumer, Condition... restrictions) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, listing.all(request, List.of(restrictions)))) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet results = statement.executeQuery()) {
                Row row = new Row(results);
                while (results.next()) {
                    consumer.accept(listing.read(row));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("a list could not be read", failure);
        }
    }

    /// So much matches that the page is found sooner by walking an index in the wanted order than by fetching and
    /// sorting all of it. PostgreSQL expects any search to match little.
    private static <T> List<T> inOrder(Connection connection, Listing<T> listing, Listing.Query query)
            throws SQLException {
        set(connection, "off");
        List<T> items = items(connection, listing, query);
        set(connection, "on");
        return items;
    }

    private static void set(Connection connection, String bitmapScansAndSorts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select set_config('enable_bitmapscan', ?, true), set_config('enable_sort', ?, true)")) {
            statement.setString(1, bitmapScansAndSorts);
            statement.setString(2, bitmapScansAndSorts);
            statement.execute();
        }
    }

    private static long total(Connection connection, Listing.Query query) throws SQLException {
        try (PreparedStatement statement = prepare(connection, query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static <T> List<T> items(Connection connection, Listing<T> listing, Listing.Query query)
            throws SQLException {
        List<T> items = new ArrayList<>();
        try (PreparedStatement statement = prepare(connection, query);
                ResultSet results = statement.executeQuery()) {
            Row row = new Row(results);
            while (results.next()) {
                items.add(listing.read(row));
            }
        }
        return items;
    }

    private static PreparedStatement prepare(Connection connection, Listing.Query query) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query.sql());
        int index = 1;
        for (Object value : query.values()) {
            switch (value) {
                case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
                case String[] texts -> statement.setArray(index, connection.createArrayOf("text", texts));
                case UUID[] ids -> statement.setArray(index, connection.createArrayOf("uuid", ids));
                case Object other -> statement.setObject(index, other);
            }
            index++;
        }
        return statement;
    }
}
