package dev.voltaire.listing;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The row a list is at. `maybe…` for columns that can be null.
public final class Row {
    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    public UUID id(String column) {
        return Objects.requireNonNull(maybeId(column), column);
    }

    public @Nullable UUID maybeId(String column) {
        return get(column, UUID.class);
    }

    public String text(String column) {
        return Objects.requireNonNull(maybeText(column), column);
    }

    public @Nullable String maybeText(String column) {
        try {
            return results.getString(column);
        } catch (SQLException failure) {
            throw unreadable(column, failure);
        }
    }

    public List<String> texts(String column) {
        try {
            Array array = results.getArray(column);
            return array == null ? List.of() : List.of((String[]) array.getArray());
        } catch (SQLException failure) {
            throw unreadable(column, failure);
        }
    }

    public boolean flag(String column) {
        return Objects.requireNonNull(get(column, Boolean.class), column);
    }

    public int number(String column) {
        return Objects.requireNonNull(get(column, Integer.class), column);
    }

    public @Nullable Integer maybeNumber(String column) {
        return get(column, Integer.class);
    }

    public byte @Nullable [] maybeBytes(String column) {
        try {
            return results.getBytes(column);
        } catch (SQLException failure) {
            throw unreadable(column, failure);
        }
    }

    public long bigNumber(String column) {
        return Objects.requireNonNull(get(column, Long.class), column);
    }

    public BigDecimal decimal(String column) {
        return Objects.requireNonNull(maybeDecimal(column), column);
    }

    public @Nullable BigDecimal maybeDecimal(String column) {
        return get(column, BigDecimal.class);
    }

    public Instant instant(String column) {
        return Objects.requireNonNull(maybeInstant(column), column);
    }

    public @Nullable Instant maybeInstant(String column) {
        OffsetDateTime value = get(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    public @Nullable LocalDate maybeDate(String column) {
        return get(column, LocalDate.class);
    }

    public <E extends Enum<E>> E constant(String column, Class<E> type) {
        return Enum.valueOf(type, text(column));
    }

    public <E extends Enum<E>> @Nullable E maybeConstant(String column, Class<E> type) {
        String name = maybeText(column);
        return name == null ? null : Enum.valueOf(type, name);
    }

    private <V> @Nullable V get(String column, Class<V> type) {
        try {
            return results.getObject(column, type);
        } catch (SQLException failure) {
            throw unreadable(column, failure);
        }
    }

    private static IllegalStateException unreadable(String column, SQLException failure) {
        return new IllegalStateException("the column " + column + " cannot be read", failure);
    }
}
