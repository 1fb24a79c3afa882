package dev.voltaire.tariff.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.voltaire.tariff.Price;
import dev.voltaire.tariff.PriceComponent;
import dev.voltaire.tariff.RatingPolicy;
import dev.voltaire.tariff.RatingReport;
import dev.voltaire.tariff.Tariff;
import dev.voltaire.tariff.TariffRating;
import dev.voltaire.tariff.TaxTreatment;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
final class OcpiJsonTest {
    @Test
    void aTariffOf211HasNoVat() {
        // given
        String json = """
                {"id": "11", "currency": "EUR", "elements": [{"price_components": [
                  {"type": "TIME", "price": 2.00, "step_size": 300}]}], "last_updated": "2015-06-29T20:39:09Z"}""";
        // when
        OcpiTariffJson.Reading reading = OcpiTariffJson.read(OcpiTariffJson.parse(json));
        // then
        assertThat(reading.issues()).isEmpty();
        PriceComponent component =
                reading.tariff().elements().getFirst().components().getFirst();
        assertThat(component.vat()).isNull();
        assertThat(component.stepSize()).isEqualTo(300);
    }

    @Test
    void limitsOf230AreBeforeAndAfterTaxes() {
        // given
        String json = """
                {"id": "20", "currency": "eur", "tax_included": "N/A", "min_price": {"before_taxes": 0.5},
                 "max_price": {"before_taxes": "10", "after_taxes": 11.0},
                 "elements": [{"price_components": [{"type": "ENERGY", "price": "0.25", "vat": null}],
                 "restrictions": null}]}""";
        // when
        Tariff tariff = OcpiTariffJson.read(OcpiTariffJson.parse(json)).tariff();
        // then
        assertThat(tariff.taxTreatment()).isEqualTo(TaxTreatment.NOT_APPLICABLE);
        assertThat(tariff.minPrice()).isNotNull().matches(price -> price.inclVat() == null);
        assertThat(tariff.maxPrice()).isNotNull().matches(price -> price.sameAmounts(price("10", "11")));
    }

    @Test
    void anElementThatIsNotUnderstoodNeverAppliesAlways() {
        // given
        String json = """
                {"id": "1", "currency": "EUR", "elements": [
                  {"price_components": [{"type": "ENERGY", "price": 0.1}], "restrictions": {"day_of_week": ["HOLIDAY"]}},
                  {"price_components": [{"type": "ENERGY", "price": 0.2}, {"type": "ROAMING", "price": 1}],
                   "restrictions": {"start_time": "9:00", "end_time": "24:00", "day_of_week": [], "reservation": null}}]}""";
        // when
        OcpiTariffJson.Reading reading = OcpiTariffJson.read(OcpiTariffJson.parse(json));
        // then
        assertThat(reading.tariff().elements()).hasSize(1);
        assertThat(reading.tariff().elements().getFirst().restrictions().startTime())
                .isEqualTo(LocalTime.of(9, 0));
        assertThat(reading.tariff().elements().getFirst().restrictions().endTime())
                .isEqualTo(LocalTime.MIDNIGHT);
        assertThat(reading.reliable()).isFalse();
        assertThat(reading.issues())
                .extracting(ReadingIssue::path)
                .contains("elements[0].restrictions.day_of_week", "elements[1].price_components[1].type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"id\": \"1\", \"currency\": \"EUR\", \"elements\": []}",
                "{\"id\": \"1\", \"currency\": \"ZZZ\", \"elements\": [{\"price_components\": [{\"type\": \"FLAT\", \"price\": 1}]}]}",
                "{\"id\": \"1\", \"currency\": \"EUR\", \"elements\": [{\"price_components\": [{\"type\": \"FLAT\", \"price\": \"NaN\"}]}]}",
                "{\"id\": \"1\", \"currency\": \"EUR\", \"elements\": [{\"price_components\": [{\"type\": \"FLAT\", \"price\": 1e99999999}]}]}",
                "{\"id\": \"1\", \"currency\": \"EUR\", \"elements\": [{\"price_components\": [{\"type\": \"FLAT\", \"price\": 1, \"step_size\": 1.5}]}]}",
                "{\"id\": \"1\", \"currency\": \"EUR\", \"tax_included\": \"MAYBE\", \"elements\": [{\"price_components\": [{\"type\": \"FLAT\", \"price\": 1}]}]}",
                "not json"
            })
    void whatCannotBePricedIsRefused(String json) {
        assertThatThrownBy(() -> OcpiTariffJson.read(OcpiTariffJson.parse(json)))
                .isInstanceOf(UnreadableOcpiException.class);
    }

    @Test
    void aCdrOf211IsRead() {
        // given
        String json = """
                {"id": "12345", "start_date_time": "2015-06-29T21:39:09Z", "stop_date_time": "2015-06-29T23:37:32",
                 "currency": "EUR", "location": {"country": "BEL", "time_zone": "Europe/Brussels"},
                 "tariffs": [{"id": "12", "currency": "EUR", "elements": [{"price_components": [
                   {"type": "TIME", "price": 2.00, "step_size": 300}]}]}],
                 "charging_periods": [{"start_date_time": "2015-06-29T21:39:09Z", "dimensions": [
                   {"type": "TIME", "volume": 1.973}, {"type": "FLAT", "volume": 1}]}],
                 "total_cost": 4.00, "total_energy": 15.342, "total_time": 1.973}""";
        // when
        var cdr = OcpiTariffJson.parse(json);
        OcpiCdrJson.Reading reading =
                OcpiCdrJson.read(cdr, OcpiCdrJson.zone(cdr).orElseThrow());
        RatingReport report = TariffRating.rate(reading.usage(), reading.tariffs(), RatingPolicy.DEFAULT);
        // then
        assertThat(reading.issues()).isEmpty();
        assertThat(reading.usage().zone()).isEqualTo(ZoneId.of("Europe/Brussels"));
        assertThat(reading.usage().end()).isEqualTo(Instant.parse("2015-06-29T23:37:32Z"));
        assertThat(report.total().exclVat()).isEqualByComparingTo("4.00");
        assertThat(reading.costs().total()).isNotNull().matches(price -> price.inclVat() == null);
    }

    @Test
    void costsOf230AddTheirTaxes() {
        // given
        String json = """
                {"total_cost": {"before_taxes": 4.00, "taxes": [{"name": "QST", "amount": 0.40}, {"name": "GST",
                 "amount": "0.20"}]}, "total_time_cost": {"before_taxes": 4.00, "taxes": []}}""";
        // when
        OcpiCdrJson.StatedCosts costs = OcpiCdrJson.costs(OcpiTariffJson.parse(json));
        // then
        assertThat(costs.total()).isNotNull().matches(price -> price.sameAmounts(price("4", "4.6")));
        assertThat(costs.time()).isNotNull().matches(price -> price.sameAmounts(price("4", null)));
        assertThat(costs.energy()).isNull();
    }

    @Test
    void aCdrWithoutPeriodsIsReadFromItsTotals() {
        // given
        String json = """
                {"start_date_time": "2025-01-15T10:00:00Z", "end_date_time": "2025-01-15T12:00:00Z", "currency": "EUR",
                 "charging_periods": [], "total_energy": 20, "total_time": 2, "total_parking_time": 0.5}""";
        // when
        OcpiCdrJson.Reading reading = OcpiCdrJson.read(OcpiTariffJson.parse(json), ZoneOffset.UTC);
        // then
        assertThat(reading.usage().time()).isEqualByComparingTo("1.5");
        assertThat(reading.usage().energy()).isEqualByComparingTo("20");
        assertThat(reading.reliable()).isFalse();
    }

    @Test
    void periodsOutOfOrderAreSortedAndSaid() {
        // given
        String json = """
                {"start_date_time": "2025-01-15T10:00:00Z", "end_date_time": "2025-01-15T12:00:00Z", "currency": "EUR",
                 "charging_periods": [
                  {"start_date_time": "2025-01-15T11:00:00+00:00", "dimensions": [{"type": "PARKING_TIME", "volume": 1}]},
                  {"start_date_time": "2025-01-15T10:00:00Z", "dimensions": [{"type": "ENERGY", "volume": "7.5"}]}]}""";
        // when
        OcpiCdrJson.Reading reading = OcpiCdrJson.read(OcpiTariffJson.parse(json), ZoneOffset.UTC);
        // then
        assertThat(reading.usage().periods().getFirst().energy()).isEqualByComparingTo("7.5");
        assertThat(reading.issues()).hasSize(1);
    }

    @Test
    void aReservationNobodyUsedHasExpired() {
        // given
        String json = """
                {"start_date_time": "2025-01-15T10:00:00Z", "end_date_time": "2025-01-15T11:00:00Z", "currency": "EUR",
                 "charging_periods": [{"start_date_time": "2025-01-15T10:00:00Z", "dimensions": [
                   {"type": "RESERVATION_TIME", "volume": 1}, {"type": "ENERGY", "volume": 0}]}]}""";
        // when then
        assertThat(OcpiCdrJson.read(OcpiTariffJson.parse(json), ZoneOffset.UTC)
                        .usage()
                        .reservationExpired())
                .isTrue();
    }

    private static Price price(String excl, @Nullable String incl) {
        return new Price(new BigDecimal(excl), incl == null ? null : new BigDecimal(incl));
    }
}
