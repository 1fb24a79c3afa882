package dev.voltaire.reimbursement;

import static dev.voltaire.reimbursement.HomeDriver.enter;
import static dev.voltaire.reimbursement.HomeDriver.line;
import static dev.voltaire.reimbursement.HomeDriver.lines;
import static dev.voltaire.reimbursement.HomeDriver.today;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.Profiles;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.reimbursement.HomeDriver.Home;
import dev.voltaire.reimbursement.agreement.Agreement;
import dev.voltaire.token.Token;
import dev.voltaire.token.TokenIssuing;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class AgreementTest {
    private static final String OWN = "/api/v1/me/reimbursement-agreements";
    private static final String ALL = "/api/v1/reimbursement-agreements";
    private static final Instant BEGIN =
            Instant.now().minus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

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

    @Test
    void aDriverAsksTheEmployerApprovesTheDriverAcceptsAndIsPaidFromTheFirstDay() {
        // given
        Home home = homes.withoutAgreement();
        enter(home, "0.30", today().minusDays(30)).statusCode(201);
        homes.charge(home.charger(), home.card(), BEGIN, 0, 10_000);
        line(home, "NOT_ELIGIBLE");

        // when
        Response asked = home.driver().body(request(home, "PROFILE", null)).post(OWN);
        asked.then().statusCode(201).body("state", equalTo("REQUESTED")).body("allowedActions", contains("LEAVE"));
        String id = asked.path("id");
        Response approved = home.manager()
                .header("If-Match", asked.header("ETag"))
                .body(Map.of("note", "Welcome"))
                .post(ALL + "/" + id + "/approve");
        approved.then().statusCode(200).body("state", equalTo("APPROVED"));
        home.driver()
                .body(Map.of())
                .post(OWN + "/" + id + "/accept")
                .then()
                .statusCode(200)
                .body("state", equalTo("ACTIVE"));

        // then
        assertThat(line(home, "PRICED")).containsEntry("agreementId", id);
        home.manager()
                .get("/api/v1/audit-events?entityId=" + id)
                .then()
                .body(
                        "items.action",
                        contains(
                                "reimbursement-agreement-activated",
                                "reimbursement-agreement-approved",
                                "reimbursement-agreement-requested"));
    }

    @Test
    void anOfferIsTheDriversToDecline() {
        // given
        Home home = homes.withoutAgreement();
        Response offered = home.manager().body(request(home, "UNIT", null)).post(ALL);
        offered.then().statusCode(201).body("state", equalTo("APPROVED")).body("origin", equalTo("INVITED"));
        home.manager().body(request(home, "UNIT", null)).post(ALL).then().statusCode(409);

        // when
        home.driver()
                .post(OWN + "/" + offered.path("id") + "/leave")
                .then()
                .statusCode(200)
                .body("state", equalTo("REJECTED"));

        // then
        home.driver()
                .body(Map.of())
                .post(OWN + "/" + offered.path("id") + "/accept")
                .then()
                .statusCode(409)
                .body("code", equalTo("wrong-state"));
    }

    @Test
    void anOutdatedEditorIsToldAndAStrangerFindsNothing() {
        // given
        Home home = homes.withoutAgreement();
        Response asked = home.driver().body(request(home, "PROFILE", null)).post(OWN);
        String id = asked.path("id");
        Browser stranger = signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN);
        Browser otherDriver = signedIn.as(customers.withACard().driver());

        // then
        home.manager().body(Map.of()).post(ALL + "/" + id + "/approve").then().statusCode(428);
        home.manager()
                .header("If-Match", "\"99\"")
                .body(Map.of())
                .post(ALL + "/" + id + "/approve")
                .then()
                .statusCode(412);
        stranger.get(ALL + "/" + id).then().statusCode(404);
        stranger.header("If-Match", asked.header("ETag"))
                .body(Map.of())
                .post(ALL + "/" + id + "/approve")
                .then()
                .statusCode(404);
        otherDriver.get(OWN + "/" + id).then().statusCode(404);
        home.driver().get(ALL).then().statusCode(403);
        otherDriver.body(request(home, "PROFILE", null)).post(OWN).then().statusCode(404);
        home.driver().body(request(home, "UNIT", null)).post(OWN).then().statusCode(403);
        home.driver().body(request(home, "TOKEN", null)).post(OWN).then().statusCode(422);
        home.driver().get(OWN).then().statusCode(200).body("items.id", hasItem(id));
    }

    @Test
    void onlyTheCardOfTheAgreementIsPaidBack() {
        // given: an agreement for the card; the driver also has a virtual token
        Home home = homes.withoutAgreement();
        enter(home, "0.30", today().minusDays(30)).statusCode(201);
        Token virtual = QuarkusTransaction.requiringNew()
                .call(() -> issuing.issueVirtual(home.customer().profile(), Caller.SYSTEM));
        agree(home, request(home, "TOKEN", home.customer().card().id()));

        // when
        homes.charge(home.charger(), virtual.uid().canonical(), BEGIN, 0, 4_000);
        assertThat(line(home, "NOT_ELIGIBLE")).containsEntry("reason", "NO_AGREEMENT");
        homes.charge(home.charger(), home.card(), BEGIN.minus(1, ChronoUnit.DAYS), 4_000, 14_000);

        // then
        assertThat(line(home, "PRICED")).containsEntry("kwh", 10.0f);
    }

    @Test
    void aColleagueWhoChargesThereIsPaidToTheHostWhenTheUnitIsTheTarget() {
        // given
        Home home = homes.withoutAgreement();
        enter(home, "0.30", today().minusDays(30)).statusCode(201);
        homes.agree(home, Agreement.Target.UNIT);
        Token colleagues = QuarkusTransaction.requiringNew().call(() -> {
            Profile profile = profiles.create(
                    customers.user(home.customer().unit(), Role.EV_DRIVER),
                    home.customer().unit().id(),
                    Profile.Particulars.named("Ben Gast"),
                    Caller.SYSTEM);
            return issuing.issueVirtual(profile, Caller.SYSTEM);
        });

        // when
        homes.charge(home.charger(), colleagues.uid().canonical(), BEGIN, 0, 10_000);

        // then
        assertThat(line(home, "PRICED").get("profile"))
                .isEqualTo(Map.of("id", home.customer().profile().id().toString(), "label", "Mia Laden"));
    }

    @Test
    void whatWasPaidForDaysAfterTheEndIsTakenBack() {
        // given
        Home home = homes.withoutAgreement();
        enter(home, "0.30", today().minusDays(30)).statusCode(201);
        String id = agree(home, request(home, "PROFILE", null));
        homes.charge(home.charger(), home.card(), BEGIN, 0, 10_000);
        line(home, "PRICED");
        String version = home.manager().get(ALL + "/" + id).header("ETag");

        // when
        home.manager()
                .header("If-Match", version)
                .body(Map.of("endsOn", today().minusDays(2).toString()))
                .post(ALL + "/" + id + "/end")
                .then()
                .statusCode(200)
                .body("state", equalTo("ENDED"));

        // then
        assertThat(lines(home, "PRICED", 2))
                .extracting(line -> line.get("reason"))
                .contains("NO_AGREEMENT");
    }

    private String agree(Home home, Map<String, Object> request) {
        String id = home.manager()
                .body(request)
                .post(ALL)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        home.driver().body(Map.of()).post(OWN + "/" + id + "/accept").then().statusCode(200);
        return id;
    }

    private static Map<String, Object> request(Home home, String target, @Nullable UUID token) {
        Map<String, Object> terms = new LinkedHashMap<>();
        terms.put("chargerId", home.charger());
        terms.put("target", target);
        terms.put("startsOn", today().minusDays(20).toString());
        if (token != null) {
            terms.put("tokenId", token);
        }
        return Map.of("profileId", home.customer().profile().id(), "terms", terms);
    }
}
