package dev.voltaire.reimbursement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.charger.ChargerOnboarding;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.session.HomeTransactions;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class HomeReimbursementTest {
    private static final Instant BEGIN =
            Instant.now().minus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    ChargerOnboarding onboarding;

    @Inject
    HomeTransactions transactions;

    @Test
    void aHomeSessionIsPaidBackAtTheDriversPriceOfThatDay() {
        // given
        Customer customer = customers.withACard();
        UUID charger = charger(customer);
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        enter(manager, customer, "0.3025", today().minusDays(30)).statusCode(201);

        // when
        charge(charger, customer.card().uid().canonical(), 1_000, 13_345);

        // then: 12.345 kWh at 0.3025 are 3.7343625
        assertThat(line(manager, customer, "PRICED"))
                .containsEntry("kwh", 12.345f)
                .containsEntry("amount", Map.of("amount", "3.73", "currency", "EUR"))
                .containsEntry("pricePerKwh", Map.of("amount", "0.3025", "currency", "EUR"));
    }

    @Test
    void aSessionWithoutAPriceWaitsVisiblyUntilThePriceIsEntered() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        charge(charger(customer), customer.card().uid().canonical(), 0, 10_000);
        assertThat(line(manager, customer, "PRICE_MISSING")).doesNotContainKey("amount");

        // when
        enter(manager, customer, "0.25", today().minusDays(2)).statusCode(201);

        // then
        assertThat(line(manager, customer, "PRICED"))
                .containsEntry("amount", Map.of("amount", "2.50", "currency", "EUR"));
    }

    @Test
    void theEnergyOfAStrangersCardIsRecordedButNotPaid() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);

        // when
        charge(charger(customer), Customers.randomUid().canonical(), 0, 5_000);

        // then
        assertThat(line(manager, customer, "NOT_ELIGIBLE")).containsEntry("reason", "TOKEN_REFUSED");
    }

    @Test
    void noTwoPricesHoldOnOneDayAndWhatIsPricedStays() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        enter(manager, customer, "0.30", today().minusDays(10)).statusCode(201);
        charge(charger(customer), customer.card().uid().canonical(), 0, 1_000);
        line(manager, customer, "PRICED");

        // then
        enter(manager, customer, "0.40", today().minusDays(10)).statusCode(409);
        enter(manager, customer, "0.40", today().minusDays(5)).statusCode(409);
        enter(manager, customer, "0.40", today().plusDays(5)).statusCode(201);
        manager.request()
                .get("/api/v1/home-energy-prices?profileId="
                        + customer.profile().id())
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[1].validUntil", equalTo(today().plusDays(5).toString()));
    }

    @Test
    void anotherCustomerSeesNothingOfIt() {
        // given
        Customer customer = customers.withACard();
        Browser stranger = signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN);

        // then
        enter(stranger, customer, "0.30", today()).statusCode(404);
        stranger.request()
                .get("/api/v1/reimbursements?profileId=" + customer.profile().id())
                .then()
                .statusCode(200)
                .body("totalItems", equalTo(0));
    }

    private UUID charger(Customer customer) {
        String identity = "HOME-" + UUID.randomUUID().toString().substring(0, 8);
        return onboarding
                .register(new ChargerOnboarding.NewCharger(
                        identity, customer.unit().id(), Set.of(), "Garage", null, null, null))
                .charger()
                .id();
    }

    private void charge(UUID charger, String tag, long startWh, long stopWh) {
        Instant end = BEGIN.plus(2, ChronoUnit.HOURS);
        HomeTransactions.Started started =
                transactions.start(new HomeTransactions.Start(charger, 1, tag, startWh, BEGIN, Instant.now(), "{}"));
        transactions.stop(new HomeTransactions.Stop(
                charger,
                started.transactionNumber(),
                tag,
                BigDecimal.valueOf(stopWh),
                end,
                Instant.now(),
                "Local",
                List.of(),
                "{}"));
    }

    private static ValidatableResponse enter(Browser as, Customer customer, String price, LocalDate from) {
        return as.request()
                .body(Map.of(
                        "profileId",
                        customer.profile().id(),
                        "pricePerKwh",
                        Map.of("amount", price, "currency", "EUR"),
                        "source",
                        "CONTRACT",
                        "validFrom",
                        from.toString()))
                .post("/api/v1/home-energy-prices")
                .then();
    }

    private static Map<String, Object> line(Browser as, Customer customer, String status) {
        String path = "/api/v1/reimbursements?orgUnitId=" + customer.unit().id() + "&status=" + status;
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> as.request().get(path).then().statusCode(200).body("items", hasSize(1)));
        return as.request().get(path).jsonPath().getMap("items[0]");
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
