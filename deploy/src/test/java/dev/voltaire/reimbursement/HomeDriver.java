package dev.voltaire.reimbursement;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.charger.ChargerOnboarding;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.reimbursement.agreement.Agreement;
import dev.voltaire.reimbursement.agreement.Agreements;
import dev.voltaire.session.HomeTransactions;
import dev.voltaire.value.ExpectedVersion;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Makes drivers who charge at home, and what they charge.
@ApplicationScoped
public class HomeDriver {
    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    ChargerOnboarding onboarding;

    @Inject
    HomeTransactions transactions;

    @Inject
    Agreements agreements;

    @Inject
    Clock clock;

    /// A driver with a card, a charger of the same unit, and somebody who looks after the unit.
    public record Home(Customer customer, UUID charger, Browser manager, Browser driver) {
        public String card() {
            return customer.card().uid().canonical();
        }
    }

    public Home withoutAgreement() {
        Customer customer = customers.withACard();
        return new Home(
                customer,
                charger(customer),
                signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN),
                signedIn.as(customer.driver()));
    }

    /// With an agreement that has been active for a year.
    public Home withAgreement() {
        Home home = withoutAgreement();
        agree(home, Agreement.Target.PROFILE);
        return home;
    }

    public void agree(Home home, Agreement.Target target) {
        Agreement agreement = agreements.invite(
                home.customer().profile().id(),
                new Agreement.Terms(
                        home.charger(), null, target, null, Purpose.BUSINESS, 14, today().minusYears(1), null),
                Caller.SYSTEM);
        agreements.activate(agreement.id(), new ExpectedVersion(agreement.version()), null, Caller.SYSTEM);
    }

    public UUID charger(Customer customer) {
        String identity = "HOME-" + UUID.randomUUID().toString().substring(0, 8);
        return onboarding
                .register(new ChargerOnboarding.NewCharger(
                        identity, customer.unit().id(), Set.of(), "Garage", null, null, null))
                .charger()
                .id();
    }

    /// Two hours of charging.
    public int charge(UUID charger, String tag, Instant begin, long startWh, long stopWh) {
        int number = start(charger, tag, begin, startWh);
        stop(charger, number, begin.plus(Duration.ofHours(2)), stopWh);
        return number;
    }

    public int start(UUID charger, String tag, Instant begin, long startWh) {
        return transactions
                .start(new HomeTransactions.Start(charger, 1, tag, startWh, begin, clock.instant(), "{\"start\":1}"))
                .transactionNumber();
    }

    public void stop(UUID charger, int number, Instant end, long stopWh) {
        transactions.stop(new HomeTransactions.Stop(
                charger,
                number,
                null,
                BigDecimal.valueOf(stopWh),
                end,
                clock.instant(),
                "Local",
                List.of(),
                "{\"stop\":1}"));
    }

    public static ValidatableResponse enter(Home home, String price, LocalDate from) {
        return enter(home.manager(), contract(home, price, from));
    }

    public static Map<String, Object> contract(Home home, String price, LocalDate from) {
        return price(home, "CONTRACT", from, Map.of("pricePerKwh", Map.of("amount", price, "currency", "EUR")));
    }

    public static Map<String, Object> price(Home home, String source, LocalDate from, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>(more);
        body.put("profileId", home.customer().profile().id());
        body.put("source", source);
        body.put("validFrom", from.toString());
        return body;
    }

    public static ValidatableResponse enter(Browser as, Map<String, Object> body) {
        return as.body(body).post("/api/v1/home-energy-prices").then();
    }

    /// The only line of the unit in this status, as soon as there is one.
    public static Map<String, Object> line(Home home, String status) {
        return lines(home, status, 1).getFirst();
    }

    /// The lines of the unit in this status, newest session first, as soon as there are so many.
    public static List<Map<String, Object>> lines(Home home, String status, int wanted) {
        String path =
                "/api/v1/reimbursements?orgUnitId=" + home.customer().unit().id() + "&status=" + status;
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> home.manager().get(path).then().statusCode(200).body("items", hasSize(wanted)));
        return home.manager().get(path).jsonPath().getList("items");
    }

    public static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
