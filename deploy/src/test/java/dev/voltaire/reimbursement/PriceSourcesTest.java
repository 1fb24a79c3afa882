package dev.voltaire.reimbursement;

import static dev.voltaire.reimbursement.HomeDriver.enter;
import static dev.voltaire.reimbursement.HomeDriver.line;
import static dev.voltaire.reimbursement.HomeDriver.price;
import static dev.voltaire.reimbursement.HomeDriver.today;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.reimbursement.HomeDriver.Home;
import dev.voltaire.reimbursement.rate.StatutoryRates;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class PriceSourcesTest {
    private static final String RATES = "/api/v1/statutory-rates";
    private static final Instant BEGIN = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);

    @Inject
    HomeDriver homes;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    StatutoryRates rates;

    @Test
    void theBelgianRatesAreThoseOfTheirQuarterAndRegion() {
        assertThat(perKwh("BE", "BE-BRU", LocalDate.of(2025, 6, 30))).isEqualByComparingTo("0.3585");
        assertThat(perKwh("BE", "BE-BRU", LocalDate.of(2025, 7, 1))).isEqualByComparingTo("0.3787");
        assertThat(perKwh("BE", "BE-VLG", LocalDate.of(2025, 1, 1))).isEqualByComparingTo("0.2822");
        assertThat(perKwh("BE", "BE-WAL", LocalDate.of(2025, 12, 31))).isEqualByComparingTo("0.3457");
        assertThat(perKwh("BE", null, LocalDate.of(2025, 12, 31))).isEqualByComparingTo("0.3070");
        assertThat(perKwh("DE", null, LocalDate.of(2026, 5, 1))).isEqualByComparingTo("0.34");
    }

    @Test
    void aRatePerMileIsNoPriceOfEnergyAndFranceHasNone() {
        Home home = homes.withAgreement();

        enter(home.manager(), price(home, "STATUTORY_RATE", today(), Map.of("country", "GB")))
                .statusCode(422)
                .body("code", equalTo("rate-not-per-kwh"));
        enter(home.manager(), price(home, "STATUTORY_RATE", today(), Map.of("country", "FR")))
                .statusCode(422)
                .body("code", equalTo("no-statutory-rate"));
        enter(home.manager(), price(home, "STATUTORY_RATE", today(), Map.of()))
                .statusCode(422)
                .body("code", equalTo("validation-failed"));
    }

    @Test
    void aLineWaitsForTheRateOfItsDayAndGetsItWhenTheOperatorEntersIt() {
        // given
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        Home home = homes.withAgreement();
        enter(
                        home.manager(),
                        price(
                                home,
                                "STATUTORY_RATE",
                                today().minusDays(40),
                                Map.of("country", "BE", "region", "BE-VLG")))
                .statusCode(201);
        homes.charge(home.charger(), home.card(), BEGIN, 0, 10_000);
        line(home, "PRICE_MISSING");
        operator.get(RATES + "/gaps")
                .then()
                .statusCode(200)
                .body("findAll { it.region == 'BE-VLG' }.from", hasItem("2026-01-01"));

        // when
        Map<String, Object> rate = Map.of(
                "country", "BE",
                "region", "BE-VLG",
                "unit", "KWH",
                "rate", Map.of("amount", "0.2999", "currency", "EUR"),
                "validFrom", today().minusDays(45).toString(),
                "source", "Invented quarter");
        home.manager().body(rate).post(RATES).then().statusCode(403);
        operator.body(rate).post(RATES).then().statusCode(201);
        operator.body(rate).post(RATES).then().statusCode(409);

        // then
        assertThat(line(home, "PRICED"))
                .containsEntry("priceSource", "STATUTORY_RATE")
                .containsEntry("amount", Map.of("amount", "3.00", "currency", "EUR"));
    }

    @Test
    void germanyKnowsOneMethodInACalendarYear() {
        // given
        Home home = homes.withAgreement();
        enter(home.manager(), price(home, "STATUTORY_RATE", LocalDate.of(2026, 1, 1), Map.of("country", "DE")))
                .statusCode(201);
        Map<String, Object> inSummer = HomeDriver.contract(home, "0.41", LocalDate.of(2026, 7, 1));
        inSummer.put("country", "DE");

        // then: the country of the price is only given with a rate, the driver's unit stands in the Netherlands
        enter(home.manager(), inSummer).statusCode(422);
        Map<String, Object> flatAgain =
                price(home, "STATUTORY_RATE", LocalDate.of(2026, 7, 1), Map.of("country", "DE"));
        enter(home.manager(), flatAgain).statusCode(201);

        Home mixed = homes.withAgreement();
        enter(mixed, "0.41", LocalDate.of(2026, 1, 1)).statusCode(201);
        enter(mixed.manager(), price(mixed, "STATUTORY_RATE", LocalDate.of(2026, 7, 1), Map.of("country", "DE")))
                .statusCode(409)
                .body("code", equalTo("price-method-fixed-for-year"));
        enter(mixed.manager(), price(mixed, "STATUTORY_RATE", LocalDate.of(2027, 1, 1), Map.of("country", "DE")))
                .statusCode(201);
    }

    @Test
    void anEmployersCapIsTheMostThatIsPaid() {
        // given
        Home home = homes.withAgreement();
        enter(home, "0.42", today().minusDays(30)).statusCode(201);
        enter(
                        home.manager(),
                        price(
                                home,
                                "EMPLOYER_CAP",
                                today().minusDays(30),
                                Map.of("pricePerKwh", Map.of("amount", "0.35", "currency", "EUR"))))
                .statusCode(201);

        // when
        homes.charge(home.charger(), home.card(), BEGIN, 0, 10_000);

        // then
        assertThat(line(home, "PRICED"))
                .containsEntry("priceSource", "EMPLOYER_CAP")
                .containsEntry("amount", Map.of("amount", "3.50", "currency", "EUR"));
    }

    @Test
    void daysWithoutAPriceAreFound() {
        // given
        Home home = homes.withAgreement();
        Map<String, Object> june = HomeDriver.contract(home, "0.30", LocalDate.of(2026, 6, 1));
        june.put("validUntil", "2026-07-01");
        enter(home.manager(), june).statusCode(201);
        enter(home, "0.31", LocalDate.of(2026, 7, 10)).statusCode(201);

        // then
        home.manager()
                .get("/api/v1/home-energy-prices/gaps?from=2026-06-01&until=2026-08-01&profileId="
                        + home.customer().profile().id())
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].from", equalTo("2026-07-01"))
                .body("[0].until", equalTo("2026-07-10"));
    }

    @Test
    void aDynamicPriceIsThatOfTheTimeTheEnergyFlowed() {
        // given: two hours, the second one dearer
        Home home = homes.withAgreement();
        String series = home.manager()
                .body(Map.of(
                        "orgUnitId",
                        home.customer().unit().id(),
                        "name",
                        "Spot all in",
                        "currency",
                        "EUR",
                        "intervalMinutes",
                        60))
                .post("/api/v1/energy-price-series")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        enter(home.manager(), price(home, "DYNAMIC", today().minusDays(30), Map.of("seriesId", series)))
                .statusCode(201);
        homes.charge(home.charger(), home.card(), BEGIN, 0, 10_000);
        line(home, "PRICE_MISSING");

        // when
        String prices = "startsAt,perKwh\n" + BEGIN + ",0.20\n" + BEGIN.plus(Duration.ofHours(1)) + ",0.50\n";
        home.manager()
                .csv(prices)
                .post("/api/v1/energy-price-series/" + series + "/prices")
                .then()
                .statusCode(200)
                .body("added", equalTo(2));
        home.manager()
                .csv("startsAt,perKwh\n" + BEGIN + ",0.99\n")
                .post("/api/v1/energy-price-series/" + series + "/prices")
                .then()
                .statusCode(200)
                .body("conflicting", hasSize(1));

        // then: half the energy in each hour
        assertThat(line(home, "PRICED"))
                .containsEntry("priceSource", "DYNAMIC")
                .containsEntry("pricePerKwh", Map.of("amount", "0.3500", "currency", "EUR"))
                .containsEntry("amount", Map.of("amount", "3.50", "currency", "EUR"));
    }

    @Test
    void aDriverProposesAPriceWithItsProofAndItCountsWhenConfirmed() {
        // given
        Home home = homes.withAgreement();
        homes.charge(home.charger(), home.card(), BEGIN, 0, 10_000);
        String id = home.driver()
                .body(new LinkedHashMap<>(HomeDriver.contract(home, "0.28", today().minusDays(60))))
                .post("/api/v1/me/home-energy-prices")
                .then()
                .statusCode(201)
                .body("status", equalTo("PROPOSED"))
                .extract()
                .path("id");
        String proofs = "/api/v1/me/home-energy-prices/" + id + "/proofs?fileName=contract.pdf";
        byte[] pdf = "%PDF-1.7 invented".getBytes(StandardCharsets.US_ASCII);
        upload(home.driver(), proofs, "application/pdf", pdf).statusCode(201).body("[0].size", equalTo(pdf.length));
        upload(home.driver(), proofs, "application/pdf", "<html>".getBytes(StandardCharsets.US_ASCII))
                .statusCode(415);
        upload(home.driver(), proofs, "text/html", pdf).statusCode(415);
        upload(home.driver(), proofs, "application/pdf", large()).statusCode(413);
        line(home, "PRICE_MISSING");

        // when
        home.manager().get("/api/v1/home-energy-prices/" + id).then().body("proofs", equalTo(1));
        home.manager()
                .body(Map.of("note", "Seen"))
                .post("/api/v1/home-energy-prices/" + id + "/confirm")
                .then()
                .statusCode(200)
                .body("status", equalTo("CONFIRMED"));

        // then
        assertThat(line(home, "PRICED")).containsEntry("amount", Map.of("amount", "2.80", "currency", "EUR"));
        signedIn.as(customers.withACard().driver())
                .get("/api/v1/me/home-energy-prices/" + id + "/proofs")
                .then()
                .statusCode(404);
    }

    private static byte[] large() {
        byte[] large = new byte[4 * 1024 * 1024 + 1];
        System.arraycopy("%PDF-".getBytes(StandardCharsets.US_ASCII), 0, large, 0, 5);
        return large;
    }

    private static ValidatableResponse upload(Browser as, String path, String mediaType, byte[] content) {
        return RestAssured.given()
                .auth()
                .oauth2(as.accessToken())
                .contentType(mediaType)
                .body(content)
                .post(path)
                .then();
    }

    private BigDecimal perKwh(String country, @Nullable String region, LocalDate day) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rates.perKwh(country, region, day).orElseThrow().rate());
    }
}
