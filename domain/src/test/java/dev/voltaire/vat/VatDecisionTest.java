package dev.voltaire.vat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.vat.Supply.Kind;
import dev.voltaire.vat.VatDecision.Reason;
import dev.voltaire.vat.VatDecision.Taxed;
import dev.voltaire.vat.VatDecision.Undecided;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A Dutch seller that is also registered in Germany.
@NullMarked
final class VatDecisionTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-25");
    private static final Map<String, String> RATES = Map.of("NL", "21", "FR", "20", "DE", "19", "BE", "21", "GB", "20");

    private static final VatTable TABLE = new VatTable() {
        @Override
        public Optional<BigDecimal> rate(String country, LocalDate on) {
            return Optional.ofNullable(RATES.get(country)).map(BigDecimal::new);
        }

        @Override
        public boolean memberState(String country) {
            return Set.of("NL", "FR", "DE", "BE", "AT", "GR", "PL").contains(country);
        }

        @Override
        public boolean shiftsTaxOfForeignSuppliers(String country) {
            return Set.of("FR", "BE", "GR").contains(country);
        }
    };

    @ParameterizedTest
    @CsvSource({
        // kind, buyer, buyer's VAT number, consumed in, rule, category, percent, country
        "ELECTRICITY, FR, FR40303265045, NL, ELECTRICITY_WHERE_CONSUMED, S, 21, NL",
        "ELECTRICITY, FR, FR40303265045, DE, ELECTRICITY_WHERE_CONSUMED, S, 19, DE",
        "ELECTRICITY, FR, FR40303265045, FR, ELECTRICITY_REVERSE_CHARGE, AE, 0, FR",
        "ELECTRICITY, GR, EL123456789, GR, ELECTRICITY_REVERSE_CHARGE, AE, 0, GR",
        "SERVICE, NL, NL804629365B01, , SERVICE_AT_HOME, S, 21, NL",
        "SERVICE, FR, FR40303265045, , SERVICE_REVERSE_CHARGE, AE, 0, FR",
        "SERVICE, FR, , , SERVICE_WITHOUT_VAT_NUMBER, S, 21, NL",
        "SERVICE, GB, GB980780684, , SERVICE_OUTSIDE_THE_UNION, O, 0, GB",
        "DISBURSEMENT, FR, FR40303265045, , DISBURSEMENT, E, 0, FR",
    })
    void electricityIsTaxedWhereItIsConsumedAndServicesWhereTheCustomerIs(
            Kind kind,
            String buyer,
            @Nullable String vatNumber,
            @Nullable String consumedIn,
            VatRule rule,
            String category,
            BigDecimal percent,
            String country) {
        VatDecision decision = decide(VatRuleSet.CONSUMPTION_COUNTRY, kind, buyer, vatNumber, consumedIn);
        assertThat(decision).isInstanceOfSatisfying(Taxed.class, taxed -> {
            assertThat(taxed).isEqualTo(new Taxed(rule, percent, country));
            assertThat(taxed.category().code()).isEqualTo(category);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "FR40303265045, BE, BUYER_NOT_REGISTERED, BE",
        ", FR, BUYER_NOT_REGISTERED, FR",
        "FR40303265045, AT, SELLER_NOT_REGISTERED, AT",
        "FR40303265045, GB, SELLER_NOT_REGISTERED, GB",
        "FR40303265045, , CONSUMPTION_COUNTRY_UNKNOWN, FR",
    })
    void whatCannotBeDecidedIsNotGuessed(
            @Nullable String vatNumber, @Nullable String consumedIn, Reason reason, String country) {
        assertThat(decide(VatRuleSet.CONSUMPTION_COUNTRY, Kind.ELECTRICITY, "FR", vatNumber, consumedIn))
                .isEqualTo(new Undecided(reason, country));
    }

    @Test
    void theSimpleRuleTaxesEverythingWhereTheCustomerIs() {
        // when then
        for (Kind kind : new Kind[] {Kind.ELECTRICITY, Kind.SERVICE}) {
            assertThat(decide(VatRuleSet.SIMPLE, kind, "fr", null, "DE"))
                    .isEqualTo(new Taxed(VatRule.SIMPLE, new BigDecimal("20"), "FR"));
        }
        assertThat(decide(VatRuleSet.SIMPLE, Kind.ELECTRICITY, "PL", null, "DE"))
                .isEqualTo(new Undecided(Reason.NO_RATE, "PL"));
        assertThat(decide(VatRuleSet.SIMPLE, Kind.DISBURSEMENT, "FR", null, null))
                .isEqualTo(new Taxed(VatRule.DISBURSEMENT, BigDecimal.ZERO, "FR"));
    }

    private static VatDecision decide(
            VatRuleSet rules, Kind kind, String buyer, @Nullable String vatNumber, @Nullable String consumedIn) {
        return VatDecision.decide(
                rules, new Supply(kind, "NL", Set.of("NL", "DE"), buyer, vatNumber, consumedIn, DAY), TABLE);
    }
}
