package dev.voltaire.invoice;

import dev.voltaire.vat.VatCategory;
import java.math.BigDecimal;

/// How one line is taxed, and by which rule that was decided.
///
/// @param percent of the net amount; 0 for every category but [VatCategory#STANDARD]
/// @param rule the name of the rule, kept with the line: it must be explicable years later
public record VatTreatment(VatCategory category, BigDecimal percent, String rule) {

    public VatTreatment {
        if (percent.signum() < 0 || (category != VatCategory.STANDARD && percent.signum() != 0)) {
            throw new IllegalArgumentException("only the standard category carries a rate, and none is negative");
        }
        percent = percent.stripTrailingZeros();
    }

    /// What a line of an invoice is grouped by (EN 16931 BG-23).
    Group group() {
        return new Group(category, percent);
    }

    record Group(VatCategory category, BigDecimal percent) {}
}
