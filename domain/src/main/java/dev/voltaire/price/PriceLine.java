package dev.voltaire.price;

import dev.voltaire.cdr.CostComponent;
import java.math.BigDecimal;

/// A part of a price, before tax, in the customer's currency.
public record PriceLine(PricePart part, CostComponent component, BigDecimal amount) {}
