package dev.voltaire.invoice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/// The sums of a document (EN 16931 BR-CO-10, -13, -14, -15, -17). Lines are already rounded to the minor unit, so net
/// is their exact sum; tax is rounded once per group of equal category and rate, half up on the absolute value.
public record InvoiceTotals(Money net, Money vat, Money gross, List<VatBreakdown> breakdown) {
    private static final int PERCENT = 2;

    public InvoiceTotals {
        breakdown = List.copyOf(breakdown);
    }

    /// One line as the sums see it.
    public interface Taxed {
        Money net();

        VatTreatment treatment();
    }

    /// @throws org.joda.money.CurrencyMismatchException when a line is in another currency
    public static InvoiceTotals of(CurrencyUnit currency, List<? extends Taxed> lines) {
        Map<VatTreatment.Group, Money> bases = new LinkedHashMap<>();
        lines.forEach(line -> bases.merge(line.treatment().group(), line.net(), Money::plus));
        Money net = Money.zero(currency);
        Money vat = Money.zero(currency);
        List<VatBreakdown> breakdown = new ArrayList<>();
        for (Map.Entry<VatTreatment.Group, Money> entry : bases.entrySet()) {
            Money base = entry.getValue();
            Money tax = taxOn(base, entry.getKey().percent());
            breakdown.add(
                    new VatBreakdown(entry.getKey().category(), entry.getKey().percent(), base, tax));
            net = net.plus(base);
            vat = vat.plus(tax);
        }
        breakdown.sort(Comparator.comparing(VatBreakdown::category)
                .thenComparing(VatBreakdown::percent, Comparator.reverseOrder()));
        return new InvoiceTotals(net, vat, net.plus(vat), breakdown);
    }

    /// `RoundingMode.HALF_UP` rounds ties away from zero, so −3.006 becomes −3.01 as 3.006 becomes 3.01.
    private static Money taxOn(Money base, BigDecimal percent) {
        return base.multipliedBy(percent.movePointLeft(PERCENT), RoundingMode.HALF_UP);
    }
}
