package dev.voltaire.reimbursement;

import static dev.voltaire.reimbursement.HomeDriver.enter;
import static dev.voltaire.reimbursement.HomeDriver.line;
import static dev.voltaire.reimbursement.HomeDriver.lines;
import static dev.voltaire.reimbursement.HomeDriver.today;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.reimbursement.HomeDriver.Home;
import dev.voltaire.reimbursement.agreement.Agreement;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class HomeReimbursementTest {
    private static final Instant BEGIN =
            Instant.now().minus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    @Inject
    HomeDriver homes;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    EntityManager database;

    @Test
    void aHomeSessionIsPaidBackAtTheDriversPriceOfThatDay() {
        // given
        Home home = homes.withAgreement();
        enter(home, "0.3025", today().minusDays(30)).statusCode(201);

        // when
        homes.charge(home.charger(), home.card(), BEGIN, 1_000, 13_345);

        // then: 12.345 kWh at 0.3025 are 3.7343625
        assertThat(line(home, "PRICED"))
                .containsEntry("kwh", 12.345f)
                .containsEntry("amount", Map.of("amount", "3.73", "currency", "EUR"))
                .containsEntry("pricePerKwh", Map.of("amount", "0.3025", "currency", "EUR"))
                .containsEntry("priceSource", "CONTRACT");
    }

    @Test
    void aSessionWithoutAPriceWaitsVisiblyUntilThePriceIsEntered() {
        // given
        Home home = homes.withAgreement();
        homes.charge(home.charger(), home.card(), BEGIN, 0, 10_000);
        assertThat(line(home, "PRICE_MISSING")).doesNotContainKey("amount");

        // when
        enter(home, "0.25", today().minusDays(2)).statusCode(201);

        // then
        assertThat(line(home, "PRICED"))
                .containsEntry("amount", Map.of("amount", "2.50", "currency", "EUR"))
                .containsEntry("cause", "PRICE_ENTERED");
        lines(home, "PRICE_MISSING", 0);
    }

    @Test
    void theEnergyOfAStrangersCardIsRecordedButNotPaid() {
        // given
        Home home = homes.withAgreement();

        // when
        homes.charge(home.charger(), Customers.randomUid().canonical(), BEGIN, 0, 5_000);

        // then
        assertThat(line(home, "NOT_ELIGIBLE")).containsEntry("reason", "TOKEN_REFUSED");
    }

    @Test
    void withoutAnAgreementNothingIsPaidUntilThereIsOne() {
        // given
        Home home = homes.withoutAgreement();
        enter(home, "0.30", today().minusDays(30)).statusCode(201);
        homes.charge(home.charger(), home.card(), BEGIN, 0, 10_000);
        assertThat(line(home, "NOT_ELIGIBLE")).containsEntry("reason", "NO_AGREEMENT");

        // when
        homes.agree(home, Agreement.Target.PROFILE);

        // then
        assertThat(line(home, "PRICED")).containsEntry("cause", "AGREEMENT_CHANGED");
        lines(home, "NOT_ELIGIBLE", 0);
    }

    @Test
    void noTwoPricesHoldOnOneDayAndWhatIsPricedStays() {
        // given
        Home home = homes.withAgreement();
        enter(home, "0.30", today().minusDays(10)).statusCode(201);
        homes.charge(home.charger(), home.card(), BEGIN, 0, 1_000);
        line(home, "PRICED");

        // then
        enter(home, "0.40", today().minusDays(10)).statusCode(409);
        enter(home, "0.40", today().minusDays(5)).statusCode(409);
        enter(home, "0.40", today().plusDays(5)).statusCode(201);
        home.manager()
                .get("/api/v1/home-energy-prices?profileId="
                        + home.customer().profile().id())
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[1].validUntil", equalTo(today().plusDays(5).toString()));
    }

    @Test
    void privateChargingIsTakenBackByALineOfItsOwnAndPaidAgainWhenItWasBusiness() {
        // given
        Home home = homes.withAgreement();
        enter(home, "0.30", today().minusDays(10)).statusCode(201);
        homes.charge(home.charger(), home.card(), BEGIN, 0, 10_000);
        String session = String.valueOf(line(home, "PRICED").get("sessionId"));

        // when
        purpose(home.driver(), session, "PRIVATE").then().statusCode(200).body("[0].purpose", equalTo("PRIVATE"));
        List<Map<String, Object>> both = lines(home, "PRICED", 2);

        // then
        assertThat(both).extracting(line -> amount(line)).containsExactlyInAnyOrder("3.00", "-3.00");
        purpose(home.driver(), session, "BUSINESS").then().statusCode(200);
        assertThat(lines(home, "PRICED", 3))
                .extracting(line -> amount(line))
                .containsExactlyInAnyOrder("3.00", "-3.00", "3.00");
        purpose(signedIn.as(customers.withACard().driver()), session, "PRIVATE")
                .then()
                .statusCode(404);
    }

    @Test
    void afterTheAgreedDaysTheDriverCannotChangeThePurposeButAManagerCan() {
        // given
        Home home = homes.withAgreement();
        enter(home, "0.30", today().minusDays(60)).statusCode(201);
        homes.charge(home.charger(), home.card(), BEGIN.minus(20, ChronoUnit.DAYS), 0, 10_000);
        String session = String.valueOf(line(home, "PRICED").get("sessionId"));

        // then
        purpose(home.driver(), session, "PRIVATE").then().statusCode(409).body("code", equalTo("purpose-is-final"));
        home.manager()
                .body(Map.of("purpose", "PRIVATE"))
                .put("/api/v1/sessions/" + session + "/purpose")
                .then()
                .statusCode(200);
        lines(home, "PRICED", 2);
    }

    @Test
    void aDoubtfulSessionWaitsForAPersonWhoAdjustsItAndLaterVoidsIt() {
        // given: 500 kWh in two hours
        Home home = homes.withAgreement();
        enter(home, "0.30", today().minusDays(10)).statusCode(201);
        homes.charge(home.charger(), home.card(), BEGIN, 0, 500_000);
        String session = String.valueOf(line(home, "IN_REVIEW").get("sessionId"));
        home.manager()
                .get("/api/v1/sessions?toReview=true&orgUnitId="
                        + home.customer().unit().id())
                .then()
                .body("items", hasSize(1))
                .body("items[0].review", equalTo(List.of("IMPLAUSIBLE_ENERGY")));

        // when
        resolve(home.manager(), session, Map.of("resolution", "ADJUSTED", "reason", "Sticker of the meter"))
                .then()
                .statusCode(422);
        resolve(home.manager(), session, Map.of("resolution", "ADJUSTED", "kwh", 20, "reason", "Sticker of the meter"))
                .then()
                .statusCode(201)
                .body("[0].resolution", equalTo("ADJUSTED"));

        // then
        assertThat(amount(line(home, "PRICED"))).isEqualTo("6.00");
        resolve(home.manager(), session, Map.of("resolution", "VOID", "reason", "Test drive"))
                .then()
                .statusCode(201);
        assertThat(lines(home, "PRICED", 2)).extracting(line -> amount(line)).contains("-6.00");
        resolve(
                        signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN),
                        session,
                        Map.of("resolution", "VOID", "reason", "Mischief"))
                .then()
                .statusCode(404);
    }

    @Test
    void aLateStopAddsTheDifferenceToWhatWasPaid() {
        // given: the first session's stop is lost, and a person accepts its last reading
        Home home = homes.withAgreement();
        enter(home, "0.30", today().minusDays(10)).statusCode(201);
        Instant begin = BEGIN.minus(1, ChronoUnit.DAYS);
        int number = homes.start(home.charger(), home.card(), begin, 0);
        homes.charge(home.charger(), home.card(), BEGIN, 8_000, 9_000);
        String session = String.valueOf(line(home, "IN_REVIEW").get("sessionId"));
        resolve(home.manager(), session, Map.of("resolution", "ADJUSTED", "kwh", 7, "reason", "Seen on the display"))
                .then()
                .statusCode(201);
        lines(home, "PRICED", 2);

        // when
        homes.stop(home.charger(), number, begin.plus(Duration.ofHours(4)), 8_000);

        // then: 8 kWh after 7
        assertThat(lines(home, "PRICED", 3)).extracting(line -> amount(line)).contains("2.10", "0.30");
    }

    @Test
    void theLedgerCannotBeEditedByTheApplication() {
        // given
        Home home = homes.withAgreement();
        homes.charge(home.charger(), home.card(), BEGIN, 0, 1_000);
        line(home, "PRICE_MISSING");

        // then
        for (String statement : List.of(
                "update reimbursement set amount = 1",
                "delete from reimbursement",
                "delete from session_resolution",
                "update session_purpose set purpose = 'PRIVATE'",
                "update home_energy_price set price_per_kwh = 1",
                "delete from cpo_cdr")) {
            assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                            .run(() -> database.createNativeQuery(statement).executeUpdate()))
                    .as(statement)
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void anotherCustomerSeesNothingOfIt() {
        // given
        Home home = homes.withAgreement();
        Browser stranger = signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN);

        // then
        enter(stranger, HomeDriver.contract(home, "0.30", today())).statusCode(404);
        stranger.get("/api/v1/reimbursements?profileId="
                        + home.customer().profile().id())
                .then()
                .statusCode(200)
                .body("totalItems", equalTo(0));
        stranger.get("/api/v1/reimbursement-agreements").then().body("totalItems", equalTo(0));
    }

    private static String amount(Map<String, Object> line) {
        return String.valueOf(line.get("amount") instanceof Map<?, ?> money ? money.get("amount") : null);
    }

    private static Response purpose(Browser as, String session, String purpose) {
        return as.body(Map.of("purpose", purpose)).put("/api/v1/me/reimbursements/sessions/" + session + "/purpose");
    }

    private static Response resolve(Browser as, String session, Map<String, Object> body) {
        return as.body(body).post("/api/v1/sessions/" + session + "/resolutions");
    }
}
