package dev.voltaire.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import org.junit.jupiter.api.Test;

class CdrHabitsTest {
    private static final String CDR = """
            {"id": "C1", "currency": null, "tariffs": [{"id": "T1", "elements": [{"price_components": [
              {"type": "ENERGY", "price": 0.4, "vat": 0.21}, {"type": "FLAT", "price": 1, "vat": "0.09"},
              {"type": "TIME", "price": 2, "vat": 21}, {"type": "PARKING_TIME", "price": 2, "vat": 0},
              {"type": "ENERGY", "price": 3, "vat": "none"}, {"type": "ENERGY", "price": 3}]}]}]}""";

    @Test
    void fractionsOfVatBecomePercentAndWhatIsPercentStays() {
        JsonNode components = new CdrHabits(null, true)
                .applyTo(OcpiTariffJson.parse(CDR))
                .at("/tariffs/0/elements/0/price_components");

        assertThat(components.findValuesAsText("vat")).containsExactly("21", "9", "21", "0", "none");
    }

    @Test
    void aMissingCurrencyIsThePartnersUsualOne() {
        CdrHabits habits = new CdrHabits("SEK", false);

        assertThat(habits.applyTo(OcpiTariffJson.parse(CDR)).path("currency").asText())
                .isEqualTo("SEK");
        assertThat(habits.applyTo(OcpiTariffJson.parse("{\"currency\": \"EUR\"}"))
                        .path("currency")
                        .asText())
                .isEqualTo("EUR");
        assertThat(CdrHabits.NONE
                        .applyTo(OcpiTariffJson.parse(CDR))
                        .path("currency")
                        .isNull())
                .isTrue();
    }
}
