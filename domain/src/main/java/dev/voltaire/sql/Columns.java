package dev.voltaire.sql;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows turned into the arrays that a statement reads with `unnest`.
public record Columns<T>(List<T> rows) {
    public @Nullable UUID[] ids(Function<T, @Nullable UUID> value) {
        return rows.stream().map(value).toArray(UUID[]::new);
    }

    public @Nullable String[] texts(Function<T, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    public @Nullable Integer[] integers(Function<T, @Nullable Integer> value) {
        return rows.stream().map(value).toArray(Integer[]::new);
    }

    public @Nullable Boolean[] flags(Function<T, @Nullable Boolean> value) {
        return rows.stream().map(value).toArray(Boolean[]::new);
    }

    public @Nullable BigDecimal[] decimals(Function<T, @Nullable BigDecimal> value) {
        return rows.stream().map(value).toArray(BigDecimal[]::new);
    }

    public @Nullable Instant[] instants(Function<T, @Nullable Instant> value) {
        return rows.stream().map(value).toArray(Instant[]::new);
    }
}
