package dev.voltaire.currency;

import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// The file of reference rates the European Central Bank publishes on working days at about 16:00 CET, with one day or
/// several.
final class EuropeanCentralBankRates {
    static final String SOURCE = "ECB";
    private static final XMLInputFactory XML = hardened();

    private EuropeanCentralBankRates() {}

    /// Units of each currency for one euro, by day. Currencies we do not know are left out.
    ///
    /// @throws IllegalArgumentException when it is not such a file or has no rates
    static Map<LocalDate, Map<CurrencyUnit, BigDecimal>> read(InputStream file) {
        Map<LocalDate, Map<CurrencyUnit, BigDecimal>> days = new LinkedHashMap<>();
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(file);
            @Nullable Map<CurrencyUnit, BigDecimal> day = null;
            while (reader.hasNext()) {
                if (reader.next() != XMLStreamConstants.START_ELEMENT
                        || !reader.getLocalName().equals("Cube")) {
                    continue;
                }
                String time = reader.getAttributeValue(null, "time");
                if (time != null) {
                    day = days.computeIfAbsent(LocalDate.parse(time), ignored -> new LinkedHashMap<>());
                }
                String currency = reader.getAttributeValue(null, "currency");
                String rate = reader.getAttributeValue(null, "rate");
                if (day != null && currency != null && rate != null) {
                    put(day, currency, new BigDecimal(rate));
                }
            }
        } catch (XMLStreamException malformed) {
            throw new IllegalArgumentException("not a file of reference rates", malformed);
        }
        if (days.isEmpty()) {
            throw new IllegalArgumentException("no reference rates");
        }
        return days;
    }

    private static void put(Map<CurrencyUnit, BigDecimal> day, String currency, BigDecimal rate) {
        if (rate.signum() <= 0) {
            throw new IllegalArgumentException("a rate is positive");
        }
        CurrencyUnit.registeredCurrencies().stream()
                .filter(known -> known.getCode().equals(currency))
                .findFirst()
                .ifPresent(known -> day.put(known, rate));
    }

    private static XMLInputFactory hardened() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
