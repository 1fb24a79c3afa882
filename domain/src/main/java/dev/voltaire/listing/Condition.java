package dev.voltaire.listing;

import java.util.List;

/// A part of a WHERE clause with the values of its question marks. The SQL is always ours, never the caller's.
public record Condition(String sql, List<Object> values) {
    public static final Condition ALWAYS = new Condition("true", List.of());

    /// The condition put where `%s` stands in another.
    public Condition within(String frame) {
        return new Condition(frame.formatted(sql), values);
    }

    public static Condition of(String sql, Object... values) {
        return new Condition(sql, List.of(values));
    }
}
