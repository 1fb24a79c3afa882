package dev.voltaire.tariff;

import java.math.BigDecimal;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An amount before and after tax, each absent when it is not known. An unknown side is never guessed: it makes every
/// sum it enters unknown on that side.
public record Price(@Nullable BigDecimal exclVat, @Nullable BigDecimal inclVat) {
    public static final Price ZERO = new Price(BigDecimal.ZERO, BigDecimal.ZERO);
    public static final Price UNKNOWN = new Price(null, null);

    public Price plus(Price other) {
        return new Price(
                combined(exclVat, other.exclVat, BigDecimal::add), combined(inclVat, other.inclVat, BigDecimal::add));
    }

    Price map(UnaryOperator<BigDecimal> function) {
        return new Price(
                exclVat == null ? null : function.apply(exclVat), inclVat == null ? null : function.apply(inclVat));
    }

    /// Equal as numbers, 5.0 and 5.00 alike.
    public boolean sameAmounts(Price other) {
        return same(exclVat, other.exclVat) && same(inclVat, other.inclVat);
    }

    private static boolean same(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        return a.compareTo(b) == 0;
    }

    private static @Nullable BigDecimal combined(
            @Nullable BigDecimal a, @Nullable BigDecimal b, BinaryOperator<BigDecimal> operator) {
        return a == null || b == null ? null : operator.apply(a, b);
    }
}
