package dev.voltaire.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.voltaire.harness.Api;
import dev.voltaire.harness.Customer;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Voltaire;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the operator, a manager and a driver do with people, units and subscriptions: one test for each chapter of the
/// requirements.
@SuppressWarnings("NullAway.Init")
class RunningAFleetTest {
    private static final Api API = Api.of(Voltaire.shared());
    private static final Pattern RESET = Pattern.compile("/password-resets/([A-Za-z0-9_-]+)");
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
    void theManagerSearchesFiltersAndSortsAList() {
        as(manager)
                .get("/api/v1/users?q=" + customer.driver() + "&role=EV_DRIVER&sort=-createdAt&size=5")
                .then()
                .statusCode(200)
                .body("totalItems", equalTo(1))
                .body("items[0].email", equalTo(customer.driver()));
        API.carelessly()
                .header("Authorization", "Bearer " + manager)
                .get("/api/v1/users?sort=shoeSize")
                .then()
                .statusCode(400);
        as(manager)
                .body(Map.of("columns", List.of("email", "roles")))
                .put("/api/v1/me/list-preferences/users")
                .then()
                .statusCode(200);
    }

    @Test
    void aDriverAsksForHelpAndIsAnswered() {
        // given
        Customer.acceptInvitation(API, customer.driver());
        String driver = API.signIn(customer.driver(), Customer.PASSWORD);
        API.anonymously()
                .get("/api/v1/config/public?country=NL")
                .then()
                .statusCode(200)
                .body("support.contacts.country", contains("NL"));

        // when
        String ticket = as(driver)
                .body(Map.of("subject", "Refused", "description", "Since Monday.", "category", "CARD"))
                .post("/api/v1/support-tickets")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        as(operator)
                .body(Map.of("text", "Please try again."))
                .post("/api/v1/support-tickets/" + ticket + "/messages")
                .then()
                .statusCode(201);

        // then
        as(driver)
                .get("/api/v1/support-tickets/" + ticket)
                .then()
                .body("status", equalTo("WAITING_FOR_CUSTOMER"))
                .body("messages.text", contains("Since Monday.", "Please try again."));
    }

    @Test
    void somebodyWhoForgotThePasswordChoosesAnotherAndIsRemembered() {
        // given
        String email = invited("EV_DRIVER", "SUPPORT_AGENT");
        Customer.acceptInvitation(API, email);

        // when
        API.anonymously()
                .body(Map.of("email", email))
                .post("/api/v1/auth/password/forgot")
                .then()
                .statusCode(202);
        String secret = Voltaire.mailbox().awaitSecretIn(email, RESET);
        API.anonymously()
                .body(Map.of("token", secret, "password", "another horse 8"))
                .post("/api/v1/auth/password/reset")
                .then()
                .statusCode(204);

        // then
        API.anonymously()
                .body(Map.of("email", email, "password", "another horse 8", "rememberMe", true))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200);
    }

    @Test
    void theOperatorBuildsACustomersTreeAndTheManagerSeesTheOwnBranch() {
        // when
        String depot = as(operator)
                .body(Map.of(
                        "parentId", customer.unit(),
                        "name", "Depot",
                        "country", "NL",
                        "currency", "EUR",
                        "language", "nl",
                        "vatVisible", true,
                        "billable", true))
                .post("/api/v1/org-units")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        // then
        as(manager).get("/api/v1/org-units/tree").then().statusCode(200).body("[0].id", equalTo(customer.unit()));
        as(manager).get("/api/v1/org-units?q=Depot").then().body("items.id", contains(depot));
        API.carelessly()
                .header("Authorization", "Bearer " + manager)
                .delete("/api/v1/org-units/" + depot + "?confirm=true")
                .then()
                .statusCode(403);
        as(operator).post("/api/v1/org-units/" + depot + "/close").then().statusCode(200);
    }

    @Test
    void theManagerBringsInAColleagueRenamesAndDeletesHer() {
        // given
        String email = invited("SUPPORT_AGENT");
        String id = as(manager).get("/api/v1/users?q=" + email).path("items[0].id");
        String user = "/api/v1/users/" + id;

        // when
        as(manager)
                .header("If-Match", as(manager).get(user).header("ETag"))
                .contentType("application/merge-patch+json")
                .body(Map.of("lastName", "Married"))
                .patch(user)
                .then()
                .statusCode(200)
                .body("firstName", equalTo("Carla"))
                .body("lastName", equalTo("Married"));
        as(manager).get(user + "/deletion-impact").then().statusCode(200).body("profiles", equalTo(0));
        as(manager).delete(user + "?confirm=true").then().statusCode(204);

        // then the address is free again
        as(manager).get("/api/v1/users?q=" + email).then().body("totalItems", equalTo(0));
        as(manager)
                .body(colleague(email, "SUPPORT_AGENT"))
                .post("/api/v1/users")
                .then()
                .statusCode(201);
    }

    @Test
    void theManagerGivesADriverASecondProfile() {
        // when
        String second = as(manager)
                .body(Map.of(
                        "orgUnitId",
                        customer.unit(),
                        "userId",
                        as(manager).get("/api/v1/users?q=" + customer.driver()).path("items[0].id"),
                        "details",
                        Map.of("name", "Private car", "externalId", "VE0018", "costCentre", "4711")))
                .post("/api/v1/profiles")
                .then()
                .statusCode(201)
                .body("email", equalTo(customer.driver()))
                .extract()
                .path("id");

        // then
        as(manager)
                .get("/api/v1/profiles?externalId=VE0018&orgUnitId=" + customer.unit())
                .then()
                .body("items.id", contains(second));
        as(manager).get("/api/v1/profiles/" + second + "/tokens").then().body("kind", contains("VIRTUAL"));
        as(manager)
                .delete("/api/v1/profiles/" + second + "?confirm=true")
                .then()
                .statusCode(204);
    }

    @Test
    void theOperatorSellsASubscriptionAndTheManagerSeesIt() {
        // given
        String name = "Fleet " + UUID.randomUUID();
        String template = as(operator)
                .body(Map.of(
                        "name",
                        name,
                        "monthlyFee",
                        Map.of("amount", "5.00", "currency", "EUR"),
                        "proration",
                        "DAILY",
                        "included",
                        List.of("App")))
                .post("/api/v1/subscription-templates")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        // when
        as(operator)
                .body(Map.of("orgUnitId", customer.unit(), "templateId", template))
                .post("/api/v1/subscriptions")
                .then()
                .statusCode(201);

        // then
        as(manager)
                .get("/api/v1/org-units/" + customer.unit() + "/subscriptions")
                .then()
                .statusCode(200)
                .body("template.label", hasItem(name));
    }

    @Test
    void everybodyReadsMistakesInTheirLanguage() {
        for (Map.Entry<String, String> language : Map.of(
                        "nl", "Sommige", "fr", "Certains", "de", "Einige", "it", "Alcuni")
                .entrySet()) {
            API.carelessly()
                    .header("Accept-Language", language.getKey())
                    .body(Map.of("email", "", "password", ""))
                    .post("/api/v1/auth/login")
                    .then()
                    .statusCode(422)
                    .header("Content-Language", language.getKey())
                    .body("violations.field", hasItems("email", "password"))
                    .body("title", not(equalTo("Some fields are not valid")));
        }
    }

    @Test
    void theManagerFindsOutWhoDidWhat() {
        as(manager)
                .get("/api/v1/audit-events?entityId=" + customer.profile())
                .then()
                .statusCode(200)
                .body("items.action", hasItem("profile-created"))
                .body("items.actor", hasItem(startsWith("manager-")));
        assertThat(as(manager).get("/api/v1/audit-events?action=user-created").<Integer>path("totalItems"))
                .isPositive();
    }

    private static String invited(String... roles) {
        String email = "colleague-" + UUID.randomUUID() + "@example.org";
        as(manager).body(colleague(email, roles)).post("/api/v1/users").then().statusCode(201);
        return email;
    }

    private static Map<String, Object> colleague(String email, String... roles) {
        return Map.of(
                "email",
                email,
                "firstName",
                "Carla",
                "lastName",
                "Colleague",
                "roles",
                List.of(roles),
                "orgUnitIds",
                List.of(customer.unit()));
    }

    private static RequestSpecification as(String accessToken) {
        return API.bearing(accessToken);
    }
}
