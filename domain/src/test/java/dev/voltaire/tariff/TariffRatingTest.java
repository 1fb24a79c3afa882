package dev.voltaire.tariff;

import static dev.voltaire.tariff.Examples.AMSTERDAM;
import static dev.voltaire.tariff.Examples.always;
import static dev.voltaire.tariff.Examples.energy;
import static dev.voltaire.tariff.Examples.limited;
import static dev.voltaire.tariff.Examples.n;
import static dev.voltaire.tariff.Examples.named;
import static dev.voltaire.tariff.Examples.price;
import static dev.voltaire.tariff.Examples.rate;
import static dev.voltaire.tariff.Examples.session;
import static dev.voltaire.tariff.Examples.startingAt;
import static dev.voltaire.tariff.Examples.tariff;
import static dev.voltaire.tariff.Examples.taxed;
import static dev.voltaire.tariff.Examples.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.tariff.RatingReport.Limit;
import dev.voltaire.tariff.RatingWarning.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class TariffRatingTest {
    private static final String TEN = "2025-03-12T10:00:00Z";
    private static final String ELEVEN = "2025-03-12T11:00:00Z";
    private static final String NOON = "2025-03-12T12:00:00Z";

    @Test
    void dimensionsFindTheirElementIndependently() {
        // given
        Tariff tariff = tariff(
                when(Restrictions.builder().kwh(null, n("5")), energy("0.10")),
                always(price(Dimension.TIME, "1.00", null, 1)),
                always(energy("0.30"), price(Dimension.TIME, "9.00", null, 1)));
        ChargingUsage usage = session(
                AMSTERDAM,
                NOON,
                startingAt(TEN).withEnergy(n("5")).withTime(n("1")),
                startingAt(ELEVEN).withEnergy(n("10")).withTime(n("1")));
        // when
        RatingReport report = rate(tariff, usage);
        // then
        assertThat(report.total().exclVat()).isEqualByComparingTo("5.50");
        assertThat(report.totals().energy().exclVat()).isEqualByComparingTo("3.50");
        assertThat(report.totals().time().exclVat()).isEqualByComparingTo("2.00");
        assertThat(report.periods().get(1).charges())
                .extracting(
                        charge -> charge.match() == null ? 0 : charge.match().element())
                .containsExactly(3, 2);
        assertThat(report.periods().get(0).charges().getFirst().inWords())
                .isEqualTo("element 1 of tariff T, the first for ENERGY that holds: kWh < 5");
    }

    @Test
    void aFlatFeeIsChargedOncePerSession() {
        // given
        Tariff tariff = tariff(always(price(Dimension.FLAT, "1", null, 1), energy("0.10")));
        // when
        RatingReport report = rate(
                tariff,
                session(
                        AMSTERDAM,
                        NOON,
                        startingAt(TEN).withEnergy(n("1")),
                        startingAt(ELEVEN).withEnergy(n("1"))));
        // then
        assertThat(report.total().exclVat()).isEqualByComparingTo("1.20");
        assertThat(report.totals().fixed().exclVat()).isEqualByComparingTo("1");
    }

    @Test
    void whatNoElementPricesIsFreeAndSaid() {
        // given
        Tariff tariff = tariff(when(Restrictions.builder().kwh(n("5"), null), energy("0.30")));
        // when
        RatingReport report =
                rate(tariff, session(AMSTERDAM, ELEVEN, startingAt(TEN).withEnergy(n("4"))));
        // then
        assertThat(report.total().sameAmounts(Price.ZERO)).isTrue();
        assertThat(report.warnings())
                .extracting(RatingWarning::kind)
                .contains(Kind.NO_ELEMENT_MATCHED, Kind.NOTHING_PRICED);
    }

    @Test
    void absentVatIsNotZeroVat() {
        // given
        ChargingUsage usage =
                session(AMSTERDAM, ELEVEN, startingAt(TEN).withEnergy(n("10")).withTime(n("1")));
        PriceComponent time = price(Dimension.TIME, "2", "10", 1);
        // when
        RatingReport unstated = rate(tariff(always(energy("0.30"), time)), usage);
        RatingReport zero = rate(tariff(always(price(Dimension.ENERGY, "0.30", "0", 1), time)), usage);
        // then
        assertThat(unstated.total().inclVat()).isNull();
        assertThat(unstated.totals().time().inclVat()).isEqualByComparingTo("2.2");
        assertThat(unstated.warns(Kind.VAT_UNKNOWN)).isTrue();
        assertThat(zero.total().inclVat()).isEqualByComparingTo("5.20");
    }

    @Test
    void pricesThatIncludeTaxAreSplitByTheirRate() {
        // given
        ChargingUsage usage = session(AMSTERDAM, ELEVEN, startingAt(TEN).withEnergy(n("10")));
        Tariff tariff = tariff(always(price(Dimension.ENERGY, "0.363", "21", 1)));
        // when
        Price included = rate(taxed(tariff, TaxTreatment.INCLUDED), usage).total();
        Price untaxed = rate(taxed(tariff, TaxTreatment.NOT_APPLICABLE), usage).total();
        // then
        assertThat(included.sameAmounts(price("3.00", "3.63"))).isTrue();
        assertThat(untaxed.sameAmounts(price("3.63", "3.63"))).isTrue();
    }

    @Test
    void limitsHoldBeforeAndAfterTaxIndependently() {
        // given
        Tariff tariff = tariff(always(price(Dimension.ENERGY, "0.30", "10", 1), price(Dimension.TIME, "2", "20", 1)));
        ChargingUsage usage =
                session(AMSTERDAM, ELEVEN, startingAt(TEN).withEnergy(n("10")).withTime(n("1")));
        // when
        RatingReport capped = rate(limited(tariff, null, price("6", "5.50")), usage);
        RatingReport raised = rate(limited(tariff, price("5.5", "5.6"), null), usage);
        // then
        assertThat(capped.total().sameAmounts(price("5", "5.50"))).isTrue();
        assertThat(capped.limitExclVat()).isNull();
        assertThat(capped.limitInclVat()).isEqualTo(Limit.MAXIMUM);
        assertThat(raised.total().sameAmounts(price("5.5", "5.7"))).isTrue();
        assertThat(raised.limitExclVat()).isEqualTo(Limit.MINIMUM);
    }

    @Test
    void aLimitStatedBeforeTaxOnlyIsTaxedWhenTheRateIsOne() {
        // given
        ChargingUsage usage =
                session(AMSTERDAM, ELEVEN, startingAt(TEN).withEnergy(n("100")).withTime(n("1")));
        Tariff oneRate = tariff(always(price(Dimension.ENERGY, "0.30", "21", 1)));
        Tariff twoRates = tariff(always(price(Dimension.ENERGY, "0.30", "21", 1), price(Dimension.TIME, "2", "6", 1)));
        // when
        RatingReport one = rate(limited(oneRate, null, price("20", null)), usage);
        RatingReport two = rate(limited(twoRates, null, price("20", null)), usage);
        // then
        assertThat(one.total().sameAmounts(price("20", "24.2"))).isTrue();
        assertThat(two.total().sameAmounts(price("20", null))).isTrue();
        assertThat(two.warns(Kind.LIMIT_ONE_SIDED)).isTrue();
    }

    @Test
    void aLimitStatedAfterTaxHoldsWhereNoRateIsStated() {
        // given
        ChargingUsage usage = session(AMSTERDAM, ELEVEN, startingAt(TEN).withEnergy(n("1")));
        // when
        RatingReport raised = rate(limited(tariff(always(energy("0.30"))), price("0.50", "0.55"), null), usage);
        // then
        assertThat(raised.total().sameAmounts(price("0.50", "0.55"))).isTrue();
        assertThat(raised.limitExclVat()).isEqualTo(Limit.MINIMUM);
    }

    @Test
    void aSessionWithoutPeriodsCostsNothingAndSaysSo() {
        // given
        ChargingUsage usage = ChargingUsage.of(Instant.parse(TEN), Instant.parse(ELEVEN), AMSTERDAM, List.of());
        // when
        RatingReport report = rate(tariff(always(price(Dimension.FLAT, "1", "21", 1), energy("0.30"))), usage);
        // then
        assertThat(report.total().sameAmounts(Price.ZERO)).isTrue();
        assertThat(report.warns(Kind.NO_PERIODS)).isTrue();
    }

    @Test
    void stepsCountOnceOnTheSessionAndOnTheLastTimeDimension() {
        // given
        Tariff tariff = tariff(always(
                energy("0.20"), price(Dimension.TIME, "6", null, 600), price(Dimension.PARKING_TIME, "3", null, 600)));
        ChargingUsage parkedLast = session(
                AMSTERDAM,
                "2025-03-12T10:37:00Z",
                startingAt(TEN).withTime(n("0.35")),
                startingAt("2025-03-12T10:21:00Z").withParkingTime(n("0.25")));
        ChargingUsage chargedLast = session(
                AMSTERDAM,
                "2025-03-12T10:37:00Z",
                startingAt(TEN).withParkingTime(n("0.25")),
                startingAt("2025-03-12T10:15:00Z").withTime(n("0.35")));
        // when
        RatingReport parked = rate(tariff, parkedLast);
        RatingReport charged = rate(tariff, chargedLast);
        // then
        assertThat(parked.total().exclVat()).isEqualByComparingTo("3.10");
        assertThat(charged.total().exclVat()).isEqualByComparingTo("3.75");
        assertThat(charged.warns(Kind.STEP_SIZE_AFTER_PARKING)).isTrue();
    }

    @Test
    void hoursOfFourDecimalsDoNotOpenANewStep() {
        // given
        Tariff tariff = tariff(always(price(Dimension.TIME, "6", null, 600)));
        // when
        RatingReport tenMinutes =
                rate(tariff, session(AMSTERDAM, ELEVEN, startingAt(TEN).withTime(n("0.1667"))));
        RatingReport aSecondMore =
                rate(tariff, session(AMSTERDAM, ELEVEN, startingAt(TEN).withTime(n("0.1670"))));
        // then
        assertThat(tenMinutes.total().exclVat()).isEqualByComparingTo("1.0002");
        assertThat(aSecondMore.total().exclVat()).isEqualByComparingTo("2");
    }

    @Test
    void reservationElementsPriceOnlyTheReservation() {
        // given
        Tariff tariff = tariff(
                when(
                        Restrictions.builder().reservation(ReservationRestriction.RESERVATION),
                        price(Dimension.FLAT, "2", null, 1),
                        price(Dimension.TIME, "5", null, 300)),
                when(
                        Restrictions.builder().reservation(ReservationRestriction.RESERVATION_EXPIRES),
                        price(Dimension.FLAT, "4", null, 1)),
                always(price(Dimension.FLAT, "0.5", null, 1), energy("0.25")));
        UsagePeriod reserved = startingAt(TEN).withReservationTime(n("0.2"));
        // when
        RatingReport used = rate(
                tariff,
                session(
                        AMSTERDAM,
                        NOON,
                        reserved,
                        startingAt("2025-03-12T10:12:00Z").withEnergy(n("20"))));
        RatingReport expired = rate(
                tariff, new ChargingUsage(reserved.start(), Instant.parse(ELEVEN), List.of(reserved), AMSTERDAM, true));
        // then
        assertThat(used.totals().reservation().exclVat()).isEqualByComparingTo("3.25");
        assertThat(used.total().exclVat()).isEqualByComparingTo("8.75");
        assertThat(expired.total().exclVat()).isEqualByComparingTo("5.25");
    }

    @Test
    void durationCountsFromTheStartOfUseNotOfTheReservation() {
        // given
        Tariff tariff = tariff(
                when(Restrictions.builder().duration(null, Duration.ofMinutes(30)), energy("0")),
                always(energy("0.25")));
        ChargingUsage usage = session(
                AMSTERDAM,
                NOON,
                startingAt(TEN).withReservationTime(n("0.75")),
                startingAt("2025-03-12T10:45:00Z").withEnergy(n("5")),
                startingAt("2025-03-12T11:15:00Z").withEnergy(n("4")));
        // when then
        assertThat(rate(tariff, usage).total().exclVat()).isEqualByComparingTo("1.00");
    }

    @Test
    void theTariffIsChosenByTypeAndValidityAtTheStart() {
        // given
        List<Tariff> tariffs = List.of(
                named("adhoc", TariffType.AD_HOC_PAYMENT, null, null, "0.90"),
                named("old", TariffType.REGULAR, null, "2025-03-01T00:00:00Z", "0.20"),
                named("new", TariffType.REGULAR, "2025-03-01T00:00:01Z", null, "0.30"),
                named("cheap", TariffType.PROFILE_CHEAP, null, null, "0.10"),
                named("all", null, null, null, "0.40"));
        ChargingUsage usage = session(AMSTERDAM, ELEVEN, startingAt(TEN).withEnergy(n("10")));
        // when then
        assertThat(total(usage, tariffs, TariffType.REGULAR)).isEqualByComparingTo("3");
        assertThat(total(usage, tariffs, TariffType.PROFILE_CHEAP)).isEqualByComparingTo("1");
        assertThat(total(usage, tariffs, TariffType.PROFILE_FAST)).isEqualByComparingTo("4");
        RatingReport none = TariffRating.rate(usage, tariffs.subList(0, 2), RatingPolicy.DEFAULT);
        assertThat(none.total()).isEqualTo(Price.UNKNOWN);
        assertThat(none.warns(Kind.NO_TARIFF)).isTrue();
    }

    @Test
    void aTariffNamedByThePeriodWins() {
        // given
        List<Tariff> tariffs = List.of(
                named("regular", TariffType.REGULAR, null, null, "0.30"),
                named("fast", TariffType.PROFILE_FAST, null, null, "0.50"));
        ChargingUsage usage = session(
                AMSTERDAM,
                NOON,
                startingAt(TEN).withEnergy(n("10")).underTariff("REGULAR"),
                startingAt(ELEVEN).withEnergy(n("10")).underTariff("fast"));
        // when
        RatingReport report = TariffRating.rate(usage, tariffs, RatingPolicy.DEFAULT);
        // then
        assertThat(report.total().exclVat()).isEqualByComparingTo("8");
        assertThat(report.warns(Kind.TARIFF_CHANGED)).isTrue();
    }

    @Test
    void energyFedBackIsPaidBack() {
        // given
        ChargingUsage usage = session(
                AMSTERDAM,
                NOON,
                startingAt(TEN).withEnergy(n("10")),
                startingAt(ELEVEN).withEnergy(n("-4")));
        // when
        RatingReport report = rate(tariff(always(price(Dimension.ENERGY, "0.50", null, 100))), usage);
        // then
        assertThat(report.total().exclVat()).isEqualByComparingTo("3.00");
        assertThat(report.warns(Kind.NEGATIVE_VOLUME)).isTrue();
    }

    @Test
    void roundingIsWhatThePolicySays() {
        // given
        Tariff tariff = tariff(always(energy("0.125"), price(Dimension.TIME, "0.125", null, 1)));
        ChargingUsage usage =
                session(AMSTERDAM, ELEVEN, startingAt(TEN).withEnergy(n("1")).withTime(n("1")));
        // when then
        assertThat(rounded(usage, tariff, RatingPolicy.Rounding.lines(2))).isEqualTo(n("0.26"));
        assertThat(rounded(usage, tariff, RatingPolicy.Rounding.totals(2))).isEqualTo(n("0.25"));
        assertThat(rounded(usage, tariff, RatingPolicy.Rounding.NONE)).isEqualByComparingTo("0.250");
    }

    @Test
    void theWorkingIsKeptAsJson() {
        // given
        Tariff tariff = tariff(when(Restrictions.builder().kwh(null, n("5")), energy("0.10")), always(energy("0.30")));
        // when
        JsonNode working = RatingReportJson.write(rate(
                tariff,
                session(
                        AMSTERDAM,
                        NOON,
                        startingAt(TEN).withEnergy(n("5")),
                        startingAt(ELEVEN).withEnergy(n("2.0005")))));
        // then
        JsonNode second = working.path("periods").path(1).path("charges").path(0);
        assertThat(second.path("because").asText()).isEqualTo("no restriction");
        assertThat(second.path("element").asInt()).isEqualTo(2);
        assertThat(second.path("volume").asText()).isEqualTo("2.0005");
        assertThat(second.path("billedVolume").asText()).isEqualTo("2.001");
        assertThat(working.path("total").path("exclVat").asText()).isEqualTo("1.100300");
        assertThat(working.path("total").has("inclVat")).isFalse();
        assertThat(working.path("warnings").path(0).path("kind").asText()).isEqualTo("VAT_UNKNOWN");
    }

    @Test
    void absurdQuantitiesAreRefusedNotClipped() {
        assertThatThrownBy(() -> startingAt(TEN).withEnergy(n("1e999999"))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> startingAt(TEN).withTime(n("-1"))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> price(Dimension.ENERGY, "1", "-1", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CurrencyUnit.of("XXQ")).isInstanceOf(RuntimeException.class);
    }

    private static BigDecimal total(ChargingUsage usage, List<Tariff> tariffs, TariffType type) {
        BigDecimal total = TariffRating.rate(usage, tariffs, RatingPolicy.DEFAULT.withTariffType(type))
                .total()
                .exclVat();
        return total == null ? BigDecimal.ZERO : total;
    }

    private static BigDecimal rounded(ChargingUsage usage, Tariff tariff, RatingPolicy.Rounding rounding) {
        BigDecimal total = TariffRating.rate(usage, tariff, RatingPolicy.DEFAULT.withRounding(rounding))
                .total()
                .exclVat();
        return total == null ? BigDecimal.ZERO : total;
    }
}
