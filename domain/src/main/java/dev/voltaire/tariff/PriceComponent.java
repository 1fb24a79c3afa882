package dev.voltaire.tariff;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/// The price of one dimension.
///
/// @param price per unit of the dimension; before or after tax as [Tariff#taxTreatment] says; negative gives money back
/// @param vat percentage; absent means not stated, which is not 0 %
/// @param stepSize in Wh or seconds; 0 and 1 both mean the smallest step
public record PriceComponent(
        Dimension dimension, BigDecimal price, @Nullable BigDecimal vat, long stepSize) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public PriceComponent {
        price = Quantity.bounded("price", price);
        if (vat != null && (vat.signum() < 0 || vat.compareTo(HUNDRED) > 0)) {
            throw new IllegalArgumentException("VAT is a percentage from 0 to 100, not " + vat);
        }
        vat = Quantity.boundedOrNull("VAT", vat);
        if (stepSize < 0 || stepSize > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("step size is from 0 to 2147483647, not " + stepSize);
        }
    }

    long step() {
        return Math.max(1, stepSize);
    }

    /// What an amount in this component's price is before and after tax.
    Price taxed(BigDecimal amount, TaxTreatment treatment, MathContext precision) {
        if (amount.signum() == 0) {
            return Price.ZERO;
        }
        return switch (treatment) {
            case EXCLUDED -> new Price(amount, vat == null ? null : amount.multiply(factor(vat)));
            case INCLUDED -> new Price(vat == null ? null : amount.divide(factor(vat), precision), amount);
            case NOT_APPLICABLE -> new Price(amount, amount);
        };
    }

    static BigDecimal factor(BigDecimal vat) {
        return BigDecimal.ONE.add(vat.movePointLeft(2));
    }
}
