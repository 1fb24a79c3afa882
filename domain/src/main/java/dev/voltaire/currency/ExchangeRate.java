package dev.voltaire.currency;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.joda.money.CurrencyUnit;

/// How one currency was converted into another: kept beside every amount it made.
///
/// @param rate units of `to` for one unit of `from`
/// @param on the day the rate was published
/// @param source who published it
public record ExchangeRate(CurrencyUnit from, CurrencyUnit to, BigDecimal rate, LocalDate on, String source) {
    private static final int DECIMALS = 6;

    /// @param fromPerEuro and `toPerEuro`: the published rates of both, for one euro
    static ExchangeRate cross(
            CurrencyUnit from,
            BigDecimal fromPerEuro,
            CurrencyUnit to,
            BigDecimal toPerEuro,
            LocalDate on,
            String source) {
        return new ExchangeRate(from, to, toPerEuro.divide(fromPerEuro, MathContext.DECIMAL64), on, source);
    }

    /// Six decimals: money is rounded to the minor unit only once, on the line.
    public BigDecimal convert(BigDecimal amount) {
        return amount.multiply(rate).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
