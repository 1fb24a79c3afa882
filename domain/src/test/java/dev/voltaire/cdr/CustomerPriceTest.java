package dev.voltaire.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.cdr.plan.PlanTerms;
import java.math.BigDecimal;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

class CustomerPriceTest {

    @Test
    void everyComponentIsRoundedBeforeTheTotalIsSummed() {
        // given: 44.70 kWh at 0.325 are 14.5275
        Map<CostComponent, BigDecimal> costs =
                Map.of(CostComponent.FIXED, new BigDecimal("0.50"), CostComponent.ENERGY, new BigDecimal("14.5275"));

        // when
        CustomerPrice price = CustomerPrice.of(CurrencyUnit.EUR, costs, new BigDecimal("44.70"), null);

        // then
        assertThat(price.components()).containsEntry(CostComponent.ENERGY, new BigDecimal("14.53"));
        assertThat(price.total()).isEqualByComparingTo("15.03");
        assertThat(price.negated().total()).isEqualByComparingTo("-15.03");
    }

    @Test
    void theMarkupIsAComponentOfItsOwn() {
        // given
        PlanTerms.Markup markup =
                new PlanTerms.Markup(new BigDecimal("5"), new BigDecimal("0.01"), new BigDecimal("0.35"));

        // when
        CustomerPrice price = CustomerPrice.of(
                CurrencyUnit.EUR, Map.of(CostComponent.ENERGY, new BigDecimal("10.00")), new BigDecimal("20"), markup);

        // then: 0.50 + 0.20 + 0.35
        assertThat(price.components())
                .containsEntry(CostComponent.ENERGY, new BigDecimal("10.00"))
                .containsEntry(CostComponent.ADDITIONAL, new BigDecimal("1.05"));
    }

    @Test
    void withoutCostsThereIsNoPriceNotEvenAMarkup() {
        // given
        PlanTerms.Markup markup = new PlanTerms.Markup(BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ONE);

        // when
        CustomerPrice price = CustomerPrice.of(CurrencyUnit.EUR, Map.of(), BigDecimal.TEN, markup);

        // then
        assertThat(price.known()).isFalse();
        assertThat(price.total()).isNull();
    }

    @Test
    void aCurrencyWithoutCentsIsRoundedToItsUnit() {
        CustomerPrice price =
                CustomerPrice.of(CurrencyUnit.JPY, Map.of(CostComponent.ENERGY, new BigDecimal("1200.5")), null, null);

        assertThat(price.total()).isEqualByComparingTo("1201");
    }
}
