package dev.voltaire.invoice;

import dev.voltaire.vat.VatCategory;
import java.math.BigDecimal;
import org.joda.money.Money;

/// The tax of all lines of one category and rate (EN 16931 BG-23).
///
/// @param base the sum of the lines, before tax
public record VatBreakdown(VatCategory category, BigDecimal percent, Money base, Money vat) {}
