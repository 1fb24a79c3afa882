package dev.voltaire.distribution;

import dev.voltaire.token.KnownToken;
import dev.voltaire.token.KnownTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The tokens that partners may know: all that were ever given to somebody. Invalid ones too, because a partner that
/// only pulls learns of a block in no other way. Cards in stock are nobody's and stay here.
@ApplicationScoped
public class OfferedTokens {
    private static final String FILTER = """
            from token
            where status <> 'AVAILABLE' and type in ('RFID', 'OTHER')
              and last_updated >= coalesce(?, '-infinity'::timestamptz)
              and last_updated < coalesce(?, 'infinity'::timestamptz)
            """;

    private final DataSource dataSource;
    private final KnownTokens tokens;

    @Inject
    OfferedTokens(DataSource dataSource, KnownTokens tokens) {
        this.dataSource = dataSource;
        this.tokens = tokens;
    }

    /// @param total all that match, whatever the page
    public record Offer(List<KnownToken> tokens, long total) {}

    /// In the order of their creation.
    ///
    /// @param from inclusive, of the last change
    /// @param to exclusive
    public Offer list(@Nullable Instant from, @Nullable Instant to, int offset, int limit, Instant at) {
        List<UUID> ids = new ArrayList<>(limit);
        long total;
        try (Connection connection = dataSource.getConnection()) {
            try (PreparedStatement count = connection.prepareStatement("select count(*) " + FILTER)) {
                window(count, from, to);
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    total = row.getLong(1);
                }
            }
            try (PreparedStatement page =
                    connection.prepareStatement("select id " + FILTER + " order by id offset ? limit ?")) {
                window(page, from, to);
                page.setInt(3, offset);
                page.setInt(4, limit);
                try (ResultSet rows = page.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getObject(1, UUID.class));
                    }
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("tokens could not be read", failure);
        }
        Map<UUID, KnownToken> byId = new HashMap<>();
        tokens.byIds(ids, at).forEach(token -> byId.put(token.id(), token));
        return new Offer(ids.stream().map(byId::get).filter(Objects::nonNull).toList(), total);
    }

    private static void window(PreparedStatement statement, @Nullable Instant from, @Nullable Instant to)
            throws SQLException {
        statement.setObject(
                1, from == null ? null : from.atOffset(ZoneOffset.UTC), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setObject(2, to == null ? null : to.atOffset(ZoneOffset.UTC), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
