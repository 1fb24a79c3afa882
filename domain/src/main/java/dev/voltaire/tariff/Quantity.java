package dev.voltaire.tariff;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Guards numbers from outside: one of absurd size is refused before arithmetic on it can cost memory or time.
public final class Quantity {
    private static final int MOST_INTEGER_DIGITS = 15;
    private static final int MOST_DECIMALS = 40;

    private Quantity() {}

    /// @throws ArithmeticException when it is outside what can be rated
    public static BigDecimal bounded(String name, BigDecimal value) {
        long integerDigits = (long) value.precision() - value.scale();
        if (value.scale() > MOST_DECIMALS || (value.signum() != 0 && integerDigits > MOST_INTEGER_DIGITS)) {
            throw new ArithmeticException(name + " is outside the range that can be rated");
        }
        if (value.scale() < -MOST_INTEGER_DIGITS) {
            return BigDecimal.ZERO;
        }
        return value;
    }

    static @Nullable BigDecimal boundedOrNull(String name, @Nullable BigDecimal value) {
        return value == null ? null : bounded(name, value);
    }
}
