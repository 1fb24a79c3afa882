package dev.voltaire.reimbursement;

import static dev.voltaire.reimbursement.HomeDriver.enter;
import static dev.voltaire.reimbursement.HomeDriver.line;
import static dev.voltaire.reimbursement.HomeDriver.lines;
import static dev.voltaire.reimbursement.HomeDriver.today;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.voltaire.cdr.CdrReception;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.reimbursement.HomeDriver.Home;
import dev.voltaire.value.PartyId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class RoamingHomeReimbursementTest {
    private static final PartyId OPERATOR = new PartyId("BE", "HOM");

    @Inject
    HomeDriver homes;

    @Inject
    CdrReception reception;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Test
    void aPartnersChargerAtTheDriversHomeIsPaidBackAndACreditTakesItBack() {
        // given
        String location = "HOME-" + UUID.randomUUID();
        Home home = agreed(location);
        String id = UUID.randomUUID().toString();

        // when
        receive(cdr(home, location, id, "10", ""));

        // then
        assertThat(line(home, "PRICED"))
                .containsEntry("place", "Mia's carport")
                .containsEntry("amount", Map.of("amount", "3.00", "currency", "EUR"))
                .doesNotContainKeys("charger", "sessionId");
        home.manager()
                .get("/api/v1/msp-cdrs?orgUnitId=" + home.customer().unit().id())
                .then()
                .statusCode(200)
                .body("totalItems", equalTo(0));
        receive(cdr(
                home,
                location,
                UUID.randomUUID().toString(),
                "-10",
                "\"credit\": true, \"credit_reference_id\": \"" + id + "\","));
        assertThat(lines(home, "PRICED", 2))
                .extracting(line -> line.get("amount"))
                .contains(Map.of("amount", "-3.00", "currency", "EUR"));
    }

    @Test
    void elsewhereTheFlagAloneIsNoAgreement() {
        // given
        Home home = agreed("HOME-" + UUID.randomUUID());

        // when
        receive(cdr(home, "OTHER-" + UUID.randomUUID(), UUID.randomUUID().toString(), "10", ""));

        // then
        assertThat(line(home, "NOT_ELIGIBLE")).containsEntry("reason", "NO_AGREEMENT");
    }

    @Test
    void whatOurChecksFindSuspiciousIsNotPaidBeforeAPersonHasLooked() {
        // given: more than a car can take
        String location = "HOME-" + UUID.randomUUID();
        Home home = agreed(location);
        receive(cdr(home, location, UUID.randomUUID().toString(), "300", ""));
        String waiting = String.valueOf(line(home, "IN_REVIEW").get("id"));

        // when
        resolve(home, waiting, Map.of("resolution", "ADJUSTED", "reason", "Read from the meter"))
                .statusCode(422);
        resolve(home, waiting, Map.of("resolution", "ADJUSTED", "kwh", 30, "reason", "Read from the meter"))
                .statusCode(204);

        // then
        assertThat(line(home, "PRICED"))
                .containsEntry("cause", "REVIEWED")
                .containsEntry("amount", Map.of("amount", "9.00", "currency", "EUR"));
        resolve(home, waiting, Map.of("resolution", "VOID", "reason", "It was the neighbour"))
                .statusCode(204);
        assertThat(lines(home, "PRICED", 2))
                .extracting(line -> line.get("amount"))
                .contains(Map.of("amount", "-9.00", "currency", "EUR"));
        signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN)
                .body(Map.of("resolution", "ACCEPTED", "reason", "Mischief"))
                .post("/api/v1/reimbursements/" + waiting + "/resolutions")
                .then()
                .statusCode(404);
    }

    private static ValidatableResponse resolve(Home home, String line, Map<String, Object> decision) {
        return home.manager()
                .body(decision)
                .post("/api/v1/reimbursements/" + line + "/resolutions")
                .then();
    }

    private Home agreed(String location) {
        Home home = homes.withoutAgreement();
        enter(home, "0.30", today().minusDays(30)).statusCode(201);
        Map<String, Object> terms = Map.of(
                "location",
                Map.of("country", "BE", "party", "HOM", "reference", location.substring(0, 36)),
                "target",
                "PROFILE",
                "startsOn",
                today().minusDays(20).toString());
        String id = home.manager()
                .body(Map.of("profileId", home.customer().profile().id(), "terms", terms))
                .post("/api/v1/reimbursement-agreements")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        home.driver()
                .body(Map.of())
                .post("/api/v1/me/reimbursement-agreements/" + id + "/accept")
                .then()
                .statusCode(200);
        return home;
    }

    private static String cdr(Home home, String location, String id, String kwh, String credit) {
        Instant end = Instant.now().minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        Instant start = end.minus(Duration.ofHours(2));
        return """
                {"country_code": "BE", "party_id": "HOM", "id": "%s", "currency": "EUR", %s
                 "start_date_time": "%s", "end_date_time": "%s", "auth_method": "WHITELIST",
                 "cdr_token": {"uid": "%s", "type": "RFID", "contract_id": "none"},
                 "cdr_location": {"id": "%s", "country": "BEL", "evse_uid": "%s", "name": "Mia's carport"},
                 "charging_periods": [{"start_date_time": "%s", "dimensions": [{"type": "ENERGY", "volume": %s}]}],
                 "total_cost": {"excl_vat": 0}, "total_energy": %s, "total_time": 2,
                 "home_charging_compensation": true, "last_updated": "%s"}
                """.formatted(id, credit, start, end, home.card(), location.substring(0, 36), id, start, kwh, kwh, end);
    }

    private void receive(String cdr) {
        reception.receive(UUID.randomUUID(), OPERATOR, cdr.getBytes(StandardCharsets.UTF_8));
    }
}
