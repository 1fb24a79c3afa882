package dev.voltaire.invoice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/// The rate that restates the tax of an invoice in the currency its issuer reports in (EN 16931 BT-6, BT-111), kept
/// with the invoice: published rates are corrected later, documents are not.
///
/// @param currency of the issuer
/// @param rate units of the invoice's currency for one unit of the issuer's
/// @param publishedOn the day of the reference rate
/// @param source who published it
public record TaxExchange(String currency, BigDecimal rate, LocalDate publishedOn, String source) {

    public Money restate(Money amount) {
        CurrencyUnit unit = CurrencyUnit.of(currency);
        return Money.of(unit, amount.getAmount().divide(rate, unit.getDecimalPlaces(), RoundingMode.HALF_UP));
    }
}
