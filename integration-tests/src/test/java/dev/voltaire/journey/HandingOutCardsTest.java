package dev.voltaire.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import dev.voltaire.harness.Api;
import dev.voltaire.harness.Customer;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Voltaire;
import io.restassured.specification.RequestSpecification;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the operator, a manager and a driver do with cards: one test for each chapter of the requirements.
@SuppressWarnings("NullAway.Init")
class HandingOutCardsTest {
    private static final Api API = Api.of(Voltaire.shared());
    private static Customer customer;
    private static String operator;
    private static String manager;

    @BeforeAll
    static void aCustomerComesOnBoard() {
        customer = Customer.onBoard(API);
        operator = API.signIn(Demo.OPERATOR, Demo.PASSWORD);
        manager = API.signIn(customer.manager(), Customer.PASSWORD);
    }

    @Test
    void aDriverActivatesThePrintedCardAndItIsDeactivatedForEver() {
        // given
        Stocked card = stocked();
        Customer.acceptInvitation(API, customer.driver());
        String driver = API.signIn(customer.driver(), Customer.PASSWORD);

        // when
        as(driver)
                .body(Map.of("code", card.contractId().replace("-", "")))
                .post("/api/v1/me/tokens/activate")
                .then()
                .statusCode(204);

        // then
        String token = "/api/v1/tokens/" + card.id();
        as(manager).get(token).then().body("status", equalTo("ACTIVE")).body("profile.id", equalTo(customer.profile()));
        as(manager)
                .body(Map.of("confirm", true))
                .post(token + "/deactivate")
                .then()
                .statusCode(200)
                .body("status", equalTo("INACTIVE"));
        as(manager).get(token + "/events").then().body("status", hasItem("INACTIVE"));
    }

    @Test
    void aTokenIsBlockedForTwoReasonsAndFreedOfBoth() {
        // given
        String token = "/api/v1/tokens/" + customer.tokenId();
        String overuse = blocked(token, "OVERUSE");
        String fraud = blocked(token, "FRAUD");

        // when
        as(manager).post(token + "/blocks/" + overuse + "/lift").then().statusCode(200);
        as(manager).get(token).then().body("status", equalTo("BLOCKED"));
        as(manager).post(token + "/blocks/" + fraud + "/lift").then().statusCode(200);

        // then
        as(manager).get(token).then().body("status", equalTo("ACTIVE"));
        as(manager).get(token + "/blocks?sort=reason").then().body("items.reason", contains("FRAUD", "OVERUSE"));
    }

    @Test
    void aCardIsOrderedPrintedShippedAndDelivered() {
        // given
        String profile = as(manager)
                .body(Map.of(
                        "orgUnitId",
                        customer.unit(),
                        "user",
                        Map.of(
                                "email",
                                "card-" + UUID.randomUUID() + "@example.org",
                                "firstName",
                                "Kim",
                                "lastName",
                                "Kaart"),
                        "details",
                        Map.of(
                                "address",
                                Map.of(
                                        "street", "Beacon Road",
                                        "houseNumber", "7",
                                        "postalCode", "3011 AB",
                                        "city", "Rotterdam",
                                        "country", "NL"))))
                .post("/api/v1/profiles")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        // when
        var ordered = as(manager)
                .header("Idempotency-Key", "order-" + profile)
                .body(Map.of("lines", List.of(Map.of("profileId", profile, "type", "CARD", "quantity", 1))))
                .post("/api/v1/token-requests")
                .then()
                .statusCode(201)
                .extract();
        String order = "/api/v1/token-requests/" + ordered.path("id");
        assertThat(as(operator)
                        .accept("text/csv")
                        .get("/api/v1/token-requests/print-list")
                        .asString())
                .contains("Kim Kaart");
        as(operator)
                .body(Map.of("tokenId", stocked().id()))
                .post(order + "/lines/" + ordered.path("lines[0].id") + "/card")
                .then()
                .statusCode(200);
        as(operator).post(order + "/produce").then().statusCode(200);
        as(operator)
                .body(Map.of("trackingCode", "3SVOLT01"))
                .post(order + "/ship")
                .then()
                .statusCode(200);
        as(operator).post(order + "/deliver").then().statusCode(200);

        // then
        as(manager)
                .get("/api/v1/profiles/" + profile + "/token-requests")
                .then()
                .body("items.status", contains("DELIVERED"));
    }

    @Test
    void theManagerSeesWhichPartnersHaveATokenAndTheOperatorTriesAgain() {
        as(manager)
                .get("/api/v1/token-distributions/overview")
                .then()
                .statusCode(200)
                .body("summary.success", greaterThanOrEqualTo(0))
                .body("partners.page", equalTo(1));
        as(manager)
                .get("/api/v1/tokens/" + customer.tokenId() + "/distributions")
                .then()
                .statusCode(200);
        as(operator).post("/api/v1/token-distributions/retry").then().statusCode(200);
        API.carelessly()
                .header("Authorization", "Bearer " + manager)
                .post("/api/v1/token-distributions/retry")
                .then()
                .statusCode(403)
                .body("type", containsString("access-denied"));
    }

    private static String blocked(String token, String reason) {
        return as(manager)
                .body(Map.of("reason", reason))
                .post(token + "/blocks")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private record Stocked(String id, String contractId) {}

    private static Stocked stocked() {
        byte[] bytes = new byte[6];
        ThreadLocalRandom.current().nextBytes(bytes);
        String uid = "04" + HexFormat.of().withUpperCase().formatHex(bytes);
        as(operator)
                .contentType("text/csv; charset=UTF-8")
                .body("uid\n" + uid + "\n")
                .post("/api/v1/tokens/stock-imports")
                .then()
                .statusCode(200)
                .body("imported", equalTo(1));
        var found = as(operator).get("/api/v1/tokens?q=" + uid).then().extract();
        return new Stocked(found.path("items[0].id"), found.path("items[0].contractId"));
    }

    private static RequestSpecification as(String accessToken) {
        return API.bearing(accessToken);
    }
}
