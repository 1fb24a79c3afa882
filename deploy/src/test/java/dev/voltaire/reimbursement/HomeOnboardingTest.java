package dev.voltaire.reimbursement;

import static dev.voltaire.reimbursement.HomeDriver.today;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.session.HomeAuthorisation;
import dev.voltaire.session.HomeTransactions;
import dev.voltaire.session.MeterReading;
import dev.voltaire.token.AuthorisationDecision;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class HomeOnboardingTest {
    private static final String CHARGERS = "/api/v1/home-chargers";
    private static final String OWN = "/api/v1/me/home-chargers";

    @Inject
    HomeDriver homes;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    HomeAuthorisation authorisation;

    @Inject
    HomeTransactions transactions;

    @Inject
    EntityManager database;

    @Test
    void aDriverBringsAChargerUnderAnApprovedAgreementAndNeverSeesItsIdentityAgain() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        Browser driver = signedIn.as(customer.driver());
        Map<String, Object> offer = Map.of(
                "profileId",
                customer.profile().id(),
                "terms",
                Map.of("target", "PROFILE", "startsOn", today().toString()));
        String agreement = manager.body(offer)
                .post("/api/v1/reimbursement-agreements")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        driver.body(Map.of())
                .post("/api/v1/me/reimbursement-agreements/" + agreement + "/accept")
                .then()
                .statusCode(409)
                .body("code", equalTo("charger-missing"));
        String model = manager.get("/api/v1/home-charger-models?q=voltkast").path("items[0].id");

        // when
        Response registered = driver.body(Map.of(
                        "agreementId",
                        agreement,
                        "name",
                        "Carport",
                        "modelId",
                        model,
                        "place",
                        Map.of("country", "BE", "region", "BE-VLG", "zone", "Europe/Brussels")))
                .post(OWN);
        registered.then().statusCode(201).body("password", notNullValue());

        // then
        String id = registered.path("id");
        String url = registered.path("url");
        String identity = url.substring(url.lastIndexOf('/') + 1);
        driver.get(OWN)
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].name", equalTo("Carport"))
                .body("[0].brand", equalTo("Voltkast"));
        assertThat(driver.get(OWN).asString()).doesNotContain(identity);
        assertThat(driver.get("/api/v1/me/reimbursement-agreements/" + agreement)
                        .asString())
                .contains("ACTIVE", id)
                .doesNotContain(identity);
        manager.get(CHARGERS + "/" + id)
                .then()
                .body("settings.assumeOcpp16", equalTo(true))
                .body("settings.noTrigger", equalTo(true))
                .body(
                        "allowedProfileIds",
                        equalTo(List.of(customer.profile().id().toString())));
        manager.get(CHARGERS + "/" + id + "/onboarding")
                .then()
                .body("place.region", equalTo("BE-VLG"))
                .body("hostProfileId", equalTo(customer.profile().id().toString()))
                .body("firstSeenAt", equalTo(null));
        driver.post(OWN + "/" + id + "/password").then().statusCode(200).body("url", equalTo(url));
        signedIn.as(customers.withACard().driver())
                .post(OWN + "/" + id + "/password")
                .then()
                .statusCode(404);
        driver.body(Map.of("agreementId", agreement, "name", "Second"))
                .post(OWN)
                .then()
                .statusCode(409);
    }

    @Test
    void theCardJustRefusedIsLearnedWithinMinutesAndThenWorks() {
        // given
        Customer customer = customers.withoutCard();
        UUID charger = homes.charger(customer);
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        String tag = Customers.randomUid().canonical() + "00";
        Map<String, Object> whose = Map.of("profileId", customer.profile().id());
        manager.body(whose)
                .post(CHARGERS + "/" + charger + "/learned-card")
                .then()
                .statusCode(409)
                .body("code", equalTo("no-card-to-learn"));
        rejected(charger, tag.substring(0, 14), Instant.now());

        // when
        signedIn.as(customers.unit(null), Role.SUPPORT_AGENT)
                .body(whose)
                .post(CHARGERS + "/" + charger + "/learned-card")
                .then()
                .statusCode(404);
        manager.body(whose)
                .post(CHARGERS + "/" + charger + "/learned-card")
                .then()
                .statusCode(200)
                .body("tokenId", notNullValue());

        // then
        assertThat(authorisation.decide(charger, tag.substring(0, 14), null, Instant.now()))
                .isInstanceOf(AuthorisationDecision.Allowed.class);
        manager.body(whose)
                .post(CHARGERS + "/" + charger + "/learned-card")
                .then()
                .statusCode(409);
    }

    @Test
    void anOldTouchARandomUidAndAChargersOwnTagAreNoCards() {
        // given
        Customer customer = customers.withoutCard();
        UUID charger = homes.charger(customer);
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        Map<String, Object> whose = Map.of("profileId", customer.profile().id());

        // then
        rejected(charger, Customers.randomUid().canonical(), Instant.now().minus(11, ChronoUnit.MINUTES));
        manager.body(whose)
                .post(CHARGERS + "/" + charger + "/learned-card")
                .then()
                .statusCode(409);
        rejected(charger, "08A1B2C3", Instant.now());
        manager.body(whose)
                .post(CHARGERS + "/" + charger + "/learned-card")
                .then()
                .statusCode(409);
        rejected(charger, "FREEVEND", Instant.now());
        manager.body(whose)
                .post(CHARGERS + "/" + charger + "/learned-card")
                .then()
                .statusCode(409);
    }

    @Test
    void aFileOfChargersIsRegisteredAsAWholeOrNotAtAll() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        long unit = customer.unit().number();
        String head = "name;orgUnitNumber;brand;model;driverEmail;country;region\n";
        String good =
                "Garage;" + unit + ";northlight;wall 11;" + customer.driver().email() + ";BE;BE-WAL\n";
        String wrong = ";99999999;;;nobody@example.org;;\n";

        // then
        manager.csv(head + good + wrong)
                .post(CHARGERS + "/imports")
                .then()
                .statusCode(200)
                .body("rows", equalTo(2))
                .body("imported", hasSize(0))
                .body("errors.field", hasItem("name"))
                .body("errors.field", hasItem("orgUnitNumber"))
                .body("errors[0].line", equalTo(3));
        manager.csv(head + good)
                .post(CHARGERS + "/imports?dryRun=true")
                .then()
                .body("errors", hasSize(0))
                .body("imported", hasSize(0));
        manager.get(CHARGERS).then().body("totalItems", equalTo(0));
        manager.csv(head + good)
                .post(CHARGERS + "/imports")
                .then()
                .statusCode(200)
                .body("imported", hasSize(1))
                .body("imported[0].url", containsString("/ocpp/VH-"));
        manager.get(CHARGERS).then().body("totalItems", equalTo(1)).body("items[0].brand", equalTo("Northlight"));
        manager.csv("nome\nx\n").post(CHARGERS + "/imports").then().statusCode(422);
        signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN)
                .csv(head + good)
                .post(CHARGERS + "/imports")
                .then()
                .body("errors.field", hasItem("orgUnitNumber"));
    }

    @Test
    void theEvidenceOfASessionHasItAllAsItCame() {
        // given: a signed value among the readings, and a silence
        HomeDriver.Home home = homes.withAgreement();
        Instant begin = Instant.now().minus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        int number = homes.start(home.charger(), home.card(), begin, 1_000);
        String ocmf = "OCMF|{\"FV\":\"1.0\",\"RD\":[{\"RV\":1.25}]}|{\"SD\":\"3045\"}";
        transactions.readings(
                home.charger(),
                1,
                number,
                List.of(
                        reading(begin.plus(Duration.ofMinutes(5)), 1_100, "[]"),
                        reading(begin.plus(Duration.ofMinutes(10)), 1_250, signedSample(ocmf)),
                        reading(begin.plus(Duration.ofMinutes(110)), 3_000, "[]")),
                Instant.now());
        homes.stop(home.charger(), number, begin.plus(Duration.ofHours(2)), 3_100);
        String session = String.valueOf(HomeDriver.line(home, "PRICE_MISSING").get("sessionId"));

        // then
        home.manager()
                .get("/api/v1/sessions/" + session + "/evidence")
                .then()
                .statusCode(200)
                .body("start.frame", equalTo("{\"start\":1}"))
                .body("stop.frame", equalTo("{\"stop\":1}"))
                .body("start.deviceTime", equalTo(begin.toString()))
                .body("start.receivedAt", not(equalTo(begin.toString())))
                .body("start.registerWh", equalTo(1000.0f))
                .body("readings", hasSize(3))
                .body("signedValues[0].data", equalTo(ocmf))
                .body("gaps.kind", equalTo(List.of("SILENCE")));
        signedIn.as(customers.unit(null), Role.SUPPORT_AGENT)
                .get("/api/v1/sessions/" + session + "/evidence")
                .then()
                .statusCode(404);
    }

    private static String signedSample(String ocmf) {
        return "[{\"format\":\"SignedData\",\"value\":\"" + ocmf.replace("\"", "\\\"") + "\"}]";
    }

    private static MeterReading reading(Instant at, long wh, String samples) {
        return new MeterReading(at, BigDecimal.valueOf(wh), null, false, !samples.equals("[]"), samples);
    }

    private void rejected(UUID charger, String tag, Instant at) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "update charger set last_rejected_tag = :tag, last_rejected_at = :at where id = :id")
                        .setParameter("tag", tag)
                        .setParameter("at", at)
                        .setParameter("id", charger)
                        .executeUpdate());
    }
}
