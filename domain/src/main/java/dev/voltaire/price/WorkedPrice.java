package dev.voltaire.price;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.currency.ExchangeRate;
import java.math.BigDecimal;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// A price with where it comes from. The total is the exact sum of the lines.
///
/// @param tariffId the operator's tariff; absent where our own holds
/// @param exchange from the operator's currency; absent where nothing was converted
/// @param working of the tariff engine
public record WorkedPrice(
        CurrencyUnit currency,
        List<PriceLine> lines,
        BigDecimal total,
        @Nullable String tariffId,
        @Nullable ExchangeRate exchange,
        JsonNode working) {

    public WorkedPrice {
        lines = List.copyOf(lines);
    }

    public BigDecimal of(PricePart part) {
        return lines.stream()
                .filter(line -> line.part() == part)
                .map(PriceLine::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
