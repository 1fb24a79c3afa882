package dev.voltaire.currency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.sun.net.httpserver.HttpServer;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Cdrs;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a server that publishes as the European Central Bank does. Each test has weeks of its own, long ago.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class ExchangeRateFetchingTest {
    private static final CurrencyUnit SWEDEN = CurrencyUnit.of("SEK");
    private static final CurrencyUnit POLAND = CurrencyUnit.of("PLN");

    @Inject
    ExchangeRateRepository rates;

    @Inject
    Cdrs cdrs;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    Clock clock;

    private HttpServer bank;
    private volatile int status = 200;
    private volatile String published = "";

    @BeforeEach
    void open() throws IOException {
        bank = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bank.createContext("/", exchange -> {
            byte[] body = published.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        bank.start();
    }

    @AfterEach
    void close() {
        bank.stop(0);
    }

    @Test
    void onAWeekendTheRateOfFridayCounts() {
        LocalDate friday = LocalDate.of(2004, 3, 5);
        publish(day(friday, "SEK", "9.2140", "PLN", "4.8000"));

        assertThat(rate(SWEDEN, friday.plusDays(2)))
                .hasValueSatisfying(rate -> assertThat(rate.on()).isEqualTo(friday));
        assertThat(rate(SWEDEN, friday.minusDays(1))).isEmpty();
    }

    @Test
    void aFileThatComesLateCountsFromThenOn() {
        // given the file of Friday is still there on Monday afternoon
        LocalDate friday = LocalDate.of(2004, 5, 7);
        LocalDate monday = friday.plusDays(3);
        publish(day(friday, "SEK", "9.1000"));
        publish(day(friday, "SEK", "9.1000"));
        assertThat(rate(SWEDEN, monday)).map(ExchangeRate::on).contains(friday);

        // when that of Monday comes
        publish(day(monday, "SEK", "9.3000"));

        // then
        assertThat(rate(SWEDEN, monday)).map(ExchangeRate::on).contains(monday);
        assertThat(rate(SWEDEN, friday)).map(ExchangeRate::on).contains(friday);
    }

    @Test
    void aPublishedRateNeverChanges() {
        LocalDate day = LocalDate.of(2004, 7, 5);
        publish(day(day, "SEK", "9.0000"));
        publish(day(day, "SEK", "1.0000", "PLN", "4.5000"));

        assertThat(perEuro(SWEDEN, day)).isEqualByComparingTo("9.0000");
        assertThat(perEuro(POLAND, day)).isEqualByComparingTo("4.5000");
    }

    @Test
    void ofABrokenFileNothingIsKept() {
        LocalDate day = LocalDate.of(2004, 9, 6);
        String whole = day(day, "SEK", "9.0000");
        for (String broken : new String[] {
            "",
            "<html>maintenance</html>",
            whole.substring(0, whole.length() - 12),
            whole.replace("9.0000", "-9"),
            whole.replace("9.0000", "nine"),
            whole.replace(day.toString(), "yesterday")
        }) {
            assertThatThrownBy(() -> publish(broken)).as(broken).isInstanceOf(RuntimeException.class);
        }
        status = 503;
        assertThatThrownBy(() -> publish(whole)).isInstanceOf(IllegalStateException.class);

        assertThat(rate(SWEDEN, day)).isEmpty();
    }

    @Test
    void twoCurrenciesMeetOverTheEuroOnTheSameDay() {
        LocalDate day = LocalDate.of(2004, 11, 8);
        publish(day(day, "SEK", "9.0000", "PLN", "4.5000"));
        publish(day(day.plusDays(1), "SEK", "8.0000"));

        assertThat(rates.find(SWEDEN, POLAND, day.plusDays(1))).hasValueSatisfying(rate -> {
            assertThat(rate.rate()).isEqualByComparingTo("0.5");
            assertThat(rate.on()).isEqualTo(day);
            assertThat(rate.convert(new BigDecimal("10.00"))).isEqualByComparingTo("5");
            assertThat(rate.source()).isEqualTo("ECB");
        });
        assertThat(rates.find(SWEDEN, SWEDEN, day)).map(ExchangeRate::rate).contains(BigDecimal.ONE);
    }

    @Test
    void afterTenDaysWithoutAFileThereIsNoRate() {
        LocalDate last = LocalDate.of(2005, 1, 10);
        publish(day(last, "SEK", "9.0000"));

        assertThat(rate(SWEDEN, last.plusDays(10))).isPresent();
        assertThat(rate(SWEDEN, last.plusDays(11))).isEmpty();
    }

    @Test
    void aFileOfManyDaysMakesUpForThoseMissed() {
        LocalDate first = LocalDate.of(2005, 3, 7);
        publish(envelope(cube(first, "SEK", "9.0000") + cube(first.plusDays(1), "SEK", "9.1000")));

        assertThat(rate(SWEDEN, first)).map(ExchangeRate::on).contains(first);
        assertThat(rate(SWEDEN, first.plusDays(1))).map(ExchangeRate::on).contains(first.plusDays(1));
    }

    @Test
    void aCdrInACurrencyNobodyPublishesHasNoPriceRatherThanAGuess() {
        // given rates of today, without Iceland's crown
        publish(day(cdrs.end().atZone(ZoneOffset.UTC).toLocalDate(), "SEK", "11.0000"));
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);

        // when
        UUID cpo = cdrs.received(Cdrs.json(customer, Cdrs.newId("x"), "700", cdrs.end(), "")
                .replace("\"currency\": \"EUR\"", "\"currency\": \"ISK\""));

        // then
        manager.get("/api/v1/msp-cdrs/" + cdrs.charged(cpo))
                .then()
                .statusCode(200)
                .body("priceCalculated", equalTo(false))
                .body("totalExclVat", nullValue());
        manager.get("/api/v1/cpo-cdrs/" + cpo)
                .then()
                .body("exchange", nullValue())
                .body("total.calculatedBase.reason", equalTo("PRICE_NOT_AVAILABLE"))
                .body("findings.rule", hasItem("EXCHANGE_RATE_MISSING"));
    }

    private void publish(String file) {
        published = file;
        new ExchangeRateFetching(
                        rates,
                        clock,
                        URI.create("http://127.0.0.1:" + bank.getAddress().getPort() + "/daily.xml"))
                .run();
    }

    private Optional<ExchangeRate> rate(CurrencyUnit currency, LocalDate on) {
        return rates.find(currency, CurrencyUnit.EUR, on);
    }

    private BigDecimal perEuro(CurrencyUnit currency, LocalDate on) {
        return rates.find(CurrencyUnit.EUR, currency, on).orElseThrow().rate();
    }

    private static String day(LocalDate day, String... rates) {
        return envelope(cube(day, rates));
    }

    private static String cube(LocalDate day, String... rates) {
        StringBuilder cube = new StringBuilder("<Cube time='" + day + "'>");
        for (int i = 0; i < rates.length; i += 2) {
            cube.append("<Cube currency='" + rates[i] + "' rate='" + rates[i + 1] + "'/>");
        }
        return cube.append("</Cube>").toString();
    }

    private static String envelope(String days) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
                    xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
                  <gesmes:subject>Reference rates</gesmes:subject><Cube>%s</Cube>
                </gesmes:Envelope>
                """.formatted(days);
    }
}
