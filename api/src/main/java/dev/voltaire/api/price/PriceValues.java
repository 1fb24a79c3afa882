package dev.voltaire.api.price;

import dev.voltaire.api.http.Amount;
import dev.voltaire.cdr.CostComponent;
import dev.voltaire.price.PriceLine;
import dev.voltaire.price.PricePart;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Prices as quotes and estimates show them.
final class PriceValues {
    private PriceValues() {}

    /// A part of a price, before tax.
    @Schema(name = "PriceLine")
    record Line(PricePart part, CostComponent component, Amount amount) {}

    static List<Line> lines(String currency, List<PriceLine> lines) {
        return lines.stream()
                .map(line -> new Line(line.part(), line.component(), amount(currency, line.amount())))
                .toList();
    }

    /// With as many decimals as it has, at least those of the currency.
    static Amount amount(String currency, BigDecimal amount) {
        CurrencyUnit unit = CurrencyUnit.of(currency);
        BigDecimal plain = amount.stripTrailingZeros();
        return Amount.of(BigMoney.of(
                unit, plain.setScale(Math.max(unit.getDecimalPlaces(), plain.scale()), RoundingMode.UNNECESSARY)));
    }

    static @Nullable Amount maybe(String currency, @Nullable BigDecimal amount) {
        return amount == null ? null : amount(currency, amount);
    }

    static Amount withVat(String currency, BigDecimal net, BigDecimal percent) {
        return Amount.of(Money.of(
                CurrencyUnit.of(currency), net.add(net.multiply(percent.movePointLeft(2))), RoundingMode.HALF_UP));
    }
}
