package dev.voltaire.currency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

class EuropeanCentralBankRatesTest {
    private static final LocalDate FRIDAY = LocalDate.of(2026, 3, 6);

    @Test
    void theRatesOfADayAreRead() {
        // when
        Map<LocalDate, Map<CurrencyUnit, BigDecimal>> days = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
                    xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
                  <gesmes:subject>Reference rates</gesmes:subject>
                  <Cube><Cube time='2026-03-06'>
                    <Cube currency='USD' rate='1.1587'/><Cube currency='GBP' rate='0.8671'/>
                    <Cube currency='XQX' rate='2'/>
                  </Cube></Cube>
                </gesmes:Envelope>
                """);

        // then
        assertThat(days).containsOnlyKeys(FRIDAY);
        assertThat(days.get(FRIDAY))
                .containsOnly(
                        Map.entry(CurrencyUnit.USD, new BigDecimal("1.1587")),
                        Map.entry(CurrencyUnit.GBP, new BigDecimal("0.8671")));
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> read("<html/>")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read("no XML")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read("""
                        <!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>
                        <Cube><Cube time='2026-03-06'><Cube currency='USD' rate='&e;'/></Cube></Cube>
                        """)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneCurrencyIsConvertedIntoAnotherOverTheEuro() {
        // given
        ExchangeRate rate = ExchangeRate.cross(
                CurrencyUnit.GBP, new BigDecimal("0.8671"), CurrencyUnit.USD, new BigDecimal("1.1587"), FRIDAY, "ECB");

        // then
        assertThat(rate.convert(new BigDecimal("10.00"))).isEqualByComparingTo("13.362934");
    }

    private static Map<LocalDate, Map<CurrencyUnit, BigDecimal>> read(String file) {
        return EuropeanCentralBankRates.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }
}
