package dev.voltaire.reimbursement;

import static org.hamcrest.Matchers.equalTo;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.Profiles;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.reimbursement.HomeDriver.Home;
import dev.voltaire.token.Token;
import dev.voltaire.token.TokenIssuing;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A manager who charges at home too decides about everybody's money but their own.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class FourEyesTest {
    private static final String STATEMENTS = "/api/v1/reimbursement-statements";
    private static final String AGREEMENTS = "/api/v1/reimbursement-agreements";

    @Inject
    HomeDriver homes;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    Profiles profiles;

    @Inject
    TokenIssuing issuing;

    /// A colleague is the `driver` of the other customer record: somebody else of the same unit.
    private record Office(Home home, Browser self, Browser colleague) {}

    private Office office() {
        OrganisationUnit unit = customers.unit(customers.unit(null));
        User manager = customers.user(unit, Role.EV_DRIVER, Role.ORG_UNIT_ADMIN);
        Customer customer = QuarkusTransaction.requiringNew().call(() -> {
            Profile profile =
                    profiles.create(manager, unit.id(), Profile.Particulars.named("Mia Laden"), Caller.SYSTEM);
            Token card = customers.stockCard();
            issuing.attach(card, profile, Caller.SYSTEM);
            issuing.activate(card, Caller.SYSTEM);
            return new Customer(unit, manager, profile, card);
        });
        Browser self = signedIn.as(manager);
        Browser colleague = signedIn.as(unit, Role.ORG_UNIT_ADMIN);
        Home home = new Home(customer, homes.charger(customer), colleague, self);
        return new Office(home, self, colleague);
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(403).body("code", equalTo("own-reimbursement"));
    }

    private static ValidatableResponse approve(Browser as, String path) {
        return as.header("If-Match", as.get(path).header("ETag"))
                .body(Map.of())
                .post(path + "/approve")
                .then();
    }

    private ValidatableResponse policy(UUID unit, boolean required) {
        return signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR)
                .body(Map.of("own", required))
                .put("/api/v1/org-units/" + unit + "/four-eyes")
                .then();
    }

    private String statement(Office office) {
        YearMonth last = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
        Instant begin = last.atDay(10).atTime(20, 0).toInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        int number = homes.start(office.home().charger(), office.home().card(), begin, 0);
        homes.stop(office.home().charger(), number, begin.plus(Duration.ofHours(2)), 500_000);
        String session =
                String.valueOf(HomeDriver.line(office.home(), "IN_REVIEW").get("sessionId"));
        refused(adjust(office.self(), session));
        adjust(office.colleague(), session).statusCode(201);
        HomeDriver.line(office.home(), "PRICED");
        return office.colleague()
                .body(Map.of(
                        "month",
                        last.toString(),
                        "orgUnitId",
                        office.home().customer().unit().id()))
                .post(STATEMENTS)
                .then()
                .statusCode(200)
                .extract()
                .path("[0].id");
    }

    /// Five hundred kWh in two hours: a person looks first.
    private static ValidatableResponse adjust(Browser as, String session) {
        return as.body(Map.of("resolution", "ADJUSTED", "kwh", 10, "reason", "Sticker of the meter"))
                .post("/api/v1/sessions/" + session + "/resolutions")
                .then();
    }

    @Test
    void pricesReviewsAndStatementsOfOnesOwnNeedASecondPerson() {
        // given
        Office office = office();
        homes.agree(office.home(), dev.voltaire.reimbursement.agreement.Agreement.Target.PROFILE);
        Map<String, Object> price =
                HomeDriver.contract(office.home(), "0.30", HomeDriver.today().minusMonths(3));
        refused(HomeDriver.enter(office.self(), price));
        HomeDriver.enter(office.colleague(), price).statusCode(201);

        // when
        String statement = statement(office);

        // then
        refused(approve(office.self(), STATEMENTS + "/" + statement));
        approve(office.colleague(), STATEMENTS + "/" + statement).statusCode(200);
    }

    @Test
    void anAgreementIsNotOfferedToOneselfNorApproved() {
        Office office = office();
        Map<String, Object> terms = Map.of(
                "chargerId",
                office.home().charger(),
                "target",
                "PROFILE",
                "startsOn",
                HomeDriver.today().toString());
        Map<String, Object> offer =
                Map.of("profileId", office.home().customer().profile().id(), "terms", terms);

        refused(office.self().body(offer).post(AGREEMENTS).then());
        String asked = office.self()
                .body(offer)
                .post("/api/v1/me/reimbursement-agreements")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        refused(approve(office.self(), AGREEMENTS + "/" + asked));
        approve(office.colleague(), AGREEMENTS + "/" + asked).statusCode(200);
    }

    @Test
    void theOperatorMayLetAUnitAndThoseBelowItDecideAlone() {
        // given
        Office office = office();
        UUID unit = office.home().customer().unit().id();
        UUID above =
                Objects.requireNonNull(office.home().customer().unit().parent()).id();
        office.self()
                .body(Map.of("own", false))
                .put("/api/v1/org-units/" + unit + "/four-eyes")
                .then()
                .statusCode(403);

        // when
        policy(above, false).statusCode(200).body("required", equalTo(false));

        // then
        office.self()
                .get("/api/v1/org-units/" + unit + "/four-eyes")
                .then()
                .statusCode(200)
                .body("own", equalTo(null))
                .body("required", equalTo(false));
        Map<String, Object> price =
                HomeDriver.contract(office.home(), "0.30", HomeDriver.today().minusDays(9));
        HomeDriver.enter(office.self(), price).statusCode(201);
        policy(unit, true).statusCode(200).body("required", equalTo(true));
        refused(HomeDriver.enter(
                office.self(),
                HomeDriver.contract(office.home(), "0.31", HomeDriver.today().minusDays(3))));
    }
}
