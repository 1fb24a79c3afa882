package dev.voltaire.cdr;

import dev.voltaire.currency.ExchangeRate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The costs of a CPO CDR as people compare them: per component what was received, what we calculate, and that in the
/// base currency. An absent amount is a price that is not available, never zero.
public record CostTable(List<Row> rows, Row total) {
    public CostTable {
        rows = List.copyOf(rows);
    }

    /// @param component absent for the total
    public record Row(
            @Nullable CostComponent component,
            @Nullable BigDecimal received,
            @Nullable BigDecimal calculatedLocal,
            @Nullable BigDecimal calculatedBase) {}

    /// @param component absent for the total
    public @Nullable Row row(@Nullable CostComponent component) {
        return component == null
                ? total
                : rows.stream()
                        .filter(row -> row.component() == component)
                        .findFirst()
                        .orElse(null);
    }

    /// @param on ISO date of the published rate
    public record Conversion(String currency, BigDecimal rate, String on, String source) {
        static Conversion of(ExchangeRate rate) {
            return new Conversion(rate.to().getCode(), rate.rate(), rate.on().toString(), rate.source());
        }
    }

    static CostTable of(CostComparison costs, @Nullable ExchangeRate toBase) {
        List<Row> rows = new ArrayList<>();
        for (CostComponent component : CostComponent.values()) {
            BigDecimal received = costs.received().get(component);
            BigDecimal calculated = costs.calculated().get(component);
            if (received != null || calculated != null) {
                rows.add(row(component, received, calculated, toBase));
            }
        }
        return new CostTable(rows, row(null, costs.receivedTotal(), costs.calculatedTotal(), toBase));
    }

    private static Row row(
            @Nullable CostComponent component,
            @Nullable BigDecimal received,
            @Nullable BigDecimal calculated,
            @Nullable ExchangeRate toBase) {
        BigDecimal base = calculated == null || toBase == null ? null : toBase.convert(calculated);
        return new Row(component, received, calculated, base);
    }
}
