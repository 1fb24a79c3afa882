package dev.voltaire.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.vat.VatCategory;
import java.math.BigDecimal;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class InvoiceTotalsTest {

    @Test
    void theTaxOfANegativeAmountIsRoundedLikeThatOfAPositiveOne() {
        // when
        InvoiceTotals totals = InvoiceTotals.of(CurrencyUnit.EUR, List.of(line("-15.03", "20")));

        // then
        assertThat(totals.net()).isEqualTo(eur("-15.03"));
        assertThat(totals.vat()).isEqualTo(eur("-3.01"));
        assertThat(totals.gross()).isEqualTo(eur("-18.04"));
    }

    @Test
    void aMonthOfSubscriptionCostsSixEuroFiveInTheNetherlands() {
        // when
        InvoiceTotals totals = InvoiceTotals.of(CurrencyUnit.EUR, List.of(line("5.00", "21")));

        // then
        assertThat(totals.gross()).isEqualTo(eur("6.05"));
    }

    @Test
    void taxIsRoundedOncePerRateAndNotPerLine() {
        // given: 3 × 0.03 at 21 % is 0.0189, each line alone would round to 0.01
        List<Line> lines = List.of(line("0.03", "21"), line("0.03", "21.0"), line("0.03", "21"), line("10.00", "9"));

        // when
        InvoiceTotals totals = InvoiceTotals.of(CurrencyUnit.EUR, lines);

        // then
        assertThat(totals.breakdown())
                .extracting(VatBreakdown::base, VatBreakdown::vat)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(eur("0.09"), eur("0.02")),
                        org.assertj.core.groups.Tuple.tuple(eur("10.00"), eur("0.90")));
        assertThat(totals.gross()).isEqualTo(eur("11.01"));
    }

    @Test
    void anInvoiceWithoutLinesIsZero() {
        assertThat(InvoiceTotals.of(CurrencyUnit.EUR, List.of()).gross()).isEqualTo(eur("0.00"));
    }

    private record Line(Money net, VatTreatment treatment) implements InvoiceTotals.Taxed {}

    private static Line line(String net, String percent) {
        return new Line(eur(net), new VatTreatment(VatCategory.STANDARD, new BigDecimal(percent), "SIMPLE"));
    }

    private static Money eur(String amount) {
        return Money.of(CurrencyUnit.EUR, new BigDecimal(amount));
    }
}
