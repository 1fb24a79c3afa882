package dev.voltaire.distribution;

import dev.voltaire.sql.Sql;
import dev.voltaire.token.KnownToken;
import dev.voltaire.token.KnownTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The tokens that partners may know: all that were ever given to somebody. Invalid ones too, because a partner that
/// only pulls learns of a block in no other way. Cards in stock are nobody's and stay here.
@ApplicationScoped
public class OfferedTokens {
    private static final String FILTER = """
            FROM token
            WHERE status <> 'AVAILABLE' AND (type = 'RFID' OR type = 'OTHER' AND NOT ?)
              AND last_updated >= coalesce(?::timestamptz, '-infinity')
              AND last_updated < coalesce(?::timestamptz, 'infinity')
            """;

    private final Sql sql;
    private final KnownTokens tokens;
    private final Clock clock;

    @Inject
    OfferedTokens(Sql sql, KnownTokens tokens, Clock clock) {
        this.sql = sql;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// @param total all that match, whatever the page
    public record Offer(List<KnownToken> tokens, long total) {}

    /// Those changed in a span of time.
    ///
    /// @param from inclusive
    /// @param to exclusive
    /// @param cardsOnly without virtual tokens
    public record Wanted(@Nullable Instant from, @Nullable Instant to, boolean cardsOnly) {}

    /// In the order of their creation.
    public Offer list(Wanted wanted, int offset, int limit) {
        long total = sql.first(
                        "SELECT count(*) " + FILTER,
                        row -> row.getLong(1),
                        wanted.cardsOnly(),
                        wanted.from(),
                        wanted.to())
                .orElse(0L);
        List<UUID> ids = sql.query(
                "SELECT id " + FILTER + " ORDER BY id OFFSET ? LIMIT ?",
                row -> Sql.id(row, "id"),
                wanted.cardsOnly(),
                wanted.from(),
                wanted.to(),
                offset,
                limit);
        Map<UUID, KnownToken> byId = new HashMap<>();
        tokens.byIds(ids, clock.instant()).forEach(token -> byId.put(token.id(), token));
        return new Offer(ids.stream().map(byId::get).filter(Objects::nonNull).toList(), total);
    }
}
