package dev.voltaire.listing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// Turns the values of one query parameter into a condition. Throws IllegalArgumentException or DateTimeException for a
/// value it does not understand, which the caller reads as an invalid parameter.
@FunctionalInterface
public interface Filter {

    Condition apply(List<String> values);

    /// The column holds one of the given constants.
    static <E extends Enum<E>> Filter oneOf(String column, Class<E> type) {
        return values -> Condition.of(column + " = any (?)", (Object) constants(values, type));
    }

    /// The array column shares a constant with the given ones.
    static <E extends Enum<E>> Filter anyOf(String column, Class<E> type) {
        return values -> Condition.of(column + " && ?", (Object) constants(values, type));
    }

    /// The text column equals one of the values.
    static Filter text(String column) {
        return values -> Condition.of(column + " = any (?)", (Object) values.toArray(String[]::new));
    }

    /// The uuid column equals one of the values.
    static Filter id(String column) {
        return values -> Condition.of(column + " = any (?)", (Object)
                values.stream().map(UUID::fromString).toArray(UUID[]::new));
    }

    /// The boolean expression is as wanted.
    static Filter flag(String expression) {
        return values -> Condition.of("(" + expression + ") = ?", truth(only(values)));
    }

    /// The column is at or after the instant.
    static Filter from(String column) {
        return values -> Condition.of(column + " >= ?", instant(only(values)));
    }

    /// The column is before the instant: ranges are half-open.
    static Filter until(String column) {
        return values -> Condition.of(column + " < ?", instant(only(values)));
    }

    static String only(List<String> values) {
        if (values.size() != 1) {
            throw new IllegalArgumentException("one value is expected");
        }
        return values.getFirst();
    }

    private static boolean truth(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw new IllegalArgumentException(other);
        };
    }

    private static Instant instant(String value) {
        return OffsetDateTime.parse(value).toInstant();
    }

    private static <E extends Enum<E>> String[] constants(List<String> values, Class<E> type) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(value -> Enum.valueOf(type, value.strip()).name())
                .toArray(String[]::new);
    }
}
