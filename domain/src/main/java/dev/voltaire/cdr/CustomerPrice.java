package dev.voltaire.cdr;

import dev.voltaire.cdr.plan.PlanTerms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// What the customer is charged for one session, before tax: every component rounded to the minor unit first, the total
/// their exact sum. Empty components mean that there is no price yet.
public record CustomerPrice(CurrencyUnit currency, Map<CostComponent, BigDecimal> components) {
    public CustomerPrice {
        components = Map.copyOf(components);
    }

    /// The operator's components pass through unchanged; our markup is a component of its own.
    ///
    /// @param costs in the currency of the price
    static CustomerPrice of(
            CurrencyUnit currency,
            Map<CostComponent, BigDecimal> costs,
            @Nullable BigDecimal energyKwh,
            PlanTerms.@Nullable Markup markup) {
        Map<CostComponent, BigDecimal> components = new EnumMap<>(CostComponent.class);
        BigDecimal total = BigDecimal.ZERO;
        for (Map.Entry<CostComponent, BigDecimal> cost : new TreeMap<>(costs).entrySet()) {
            BigDecimal rounded = minorUnit(currency, cost.getValue());
            components.put(cost.getKey(), rounded);
            total = total.add(rounded);
        }
        if (markup != null && !components.isEmpty()) {
            BigDecimal added = minorUnit(currency, markup.on(total, energyKwh));
            if (added.signum() != 0) {
                components.put(CostComponent.ADDITIONAL, added);
            }
        }
        return new CustomerPrice(currency, components);
    }

    /// Takes the price back.
    CustomerPrice negated() {
        Map<CostComponent, BigDecimal> negated = new EnumMap<>(CostComponent.class);
        components.forEach((component, amount) -> negated.put(component, amount.negate()));
        return new CustomerPrice(currency, negated);
    }

    public boolean known() {
        return !components.isEmpty();
    }

    public @Nullable BigDecimal total() {
        return components.isEmpty() ? null : components.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal minorUnit(CurrencyUnit currency, BigDecimal amount) {
        return Money.of(currency, amount, RoundingMode.HALF_UP).getAmount();
    }
}
