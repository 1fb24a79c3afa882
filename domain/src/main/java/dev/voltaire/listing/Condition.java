package dev.voltaire.listing;

import java.util.List;

/// A part of a WHERE clause with the values of its question marks. The SQL is always ours, never the caller's.
public record Condition(String sql, List<Object> values) {
    public static final Condition ALWAYS = new Condition("true", List.of());

    public static Condition of(String sql, Object... values) {
        return new Condition(sql, List.of(values));
    }
}
