package dev.voltaire.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.organisation.OrganisationUnit;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Chapters 12 and 13: users and their profiles.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class ManagingPeopleTest {
    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Test
    void theListOfUsersIsFilteredAndSortedAsItsColumnsSay() {
        OrganisationUnit unit = customers.unit(null);
        Browser manager = signedIn.as(unit, Role.ORG_UNIT_ADMIN);
        customers.user(unit, Role.EV_DRIVER);
        customers.user(unit, Role.EV_DRIVER, Role.SUPPORT_AGENT);

        manager.get("/api/v1/users?role=SUPPORT_AGENT").then().body("totalItems", equalTo(1));
        manager.get("/api/v1/users?role=SUPPORT_AGENT,ORG_UNIT_ADMIN").then().body("totalItems", equalTo(2));
        manager.get("/api/v1/users?emailConfirmed=true").then().body("totalItems", equalTo(1));
        manager.get("/api/v1/users?active=false")
                .then()
                .body("totalItems", equalTo(0))
                .body("items", hasSize(0));
        for (String sort : new String[] {"email", "firstName", "lastName", "emailConfirmed", "active", "createdAt"}) {
            manager.get("/api/v1/users?sort=" + sort).then().statusCode(200).body("totalItems", equalTo(3));
            manager.get("/api/v1/users?sort=-" + sort).then().statusCode(200).body("totalItems", equalTo(3));
        }
        manager.get("/api/v1/users?q=LADEN").then().body("items.lastName", everyItem(equalTo("Laden")));
    }

    @Test
    void aChangedAddressIsConfirmedAgainAndADeactivatedUserIsOutAtOnce() {
        // given
        OrganisationUnit unit = customers.unit(null);
        User user = customers.user(unit, Role.SUPPORT_AGENT);
        Browser theirs = signedIn.as(user);
        Browser manager = signedIn.as(unit, Role.ORG_UNIT_ADMIN);
        String path = "/api/v1/users/" + user.id();
        String address = UUID.randomUUID() + "@example.org";

        // when
        edit(manager, path, "{\"email\": \"" + address + "\", \"phone\": \"+31201234567\"}")
                .then()
                .statusCode(200)
                .body("emailConfirmed", equalTo(false))
                .body("firstName", equalTo("Mia"))
                .body("allowedActions", hasItems("RESEND_INVITATION"));

        // then
        theirs.get("/api/v1/me").then().statusCode(401);
        manager.post(path + "/resend-invitation").then().statusCode(202);
        login(address).then().statusCode(200);
        edit(manager, path, "{\"active\": false}").then().statusCode(200);
        login(address).then().statusCode(401).body("code", equalTo("wrong-credentials"));
        edit(manager, path, "{\"phone\": \"020 1234567\", \"roles\": []}")
                .then()
                .statusCode(422)
                .body("violations.field", contains("phone", "roles"));
        edit(manager, path, "{\"roles\": [\"PLATFORM_OPERATOR\"]}").then().statusCode(403);
        edit(manager, path, "{\"orgUnitIds\": [\"" + customers.unit(null).id() + "\"]}")
                .then()
                .statusCode(404);
    }

    @Test
    void aDriverSwitchesBetweenProfiles() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        Response second = manager.body(Map.of(
                        "orgUnitId",
                        customer.unit().id(),
                        "userId",
                        customer.driver().id(),
                        "details",
                        Map.of("name", "Private car")))
                .post("/api/v1/profiles");
        second.then().statusCode(201);
        Browser driver = signedIn.as(customer.driver());

        // when
        driver.body(Map.of("profileId", second.path("id")))
                .put("/api/v1/me/active-profile")
                .then()
                .statusCode(204);

        // then
        driver.get("/api/v1/me/profiles").then().body("find { it.active }.name", equalTo("Private car"));
        manager.delete("/api/v1/profiles/" + second.path("id") + "?confirm=true")
                .then()
                .statusCode(204);
        driver.get("/api/v1/me/profiles")
                .then()
                .body("", hasSize(1))
                .body("find { it.active }.id", equalTo(customer.profile().id().toString()));
        driver.body("{\"locale\": \"de\"}").patch("/api/v1/me").then().body("locale", equalTo("de"));
        driver.body("{}").patch("/api/v1/me").then().body("locale", equalTo("nl"));
        driver.body("{\"locale\": \"xx\"}").patch("/api/v1/me").then().statusCode(422);
        driver.body(Map.of("profileId", customers.withACard().profile().id()))
                .put("/api/v1/me/active-profile")
                .then()
                .statusCode(404);
    }

    @Test
    void aDriverIsCreatedWithACardOrderOrNotAtAll() {
        OrganisationUnit unit = customers.unit(null);
        Browser manager = signedIn.as(unit, Role.ORG_UNIT_ADMIN);
        String email = UUID.randomUUID() + "@example.org";
        Map<String, Object> person = Map.of("email", email, "firstName", "Noor", "lastName", "Kabel");

        manager.body(Map.of(
                        "orgUnitId",
                        unit.id(),
                        "user",
                        person,
                        "tokenRequest",
                        Map.of("type", "KEY_FOB", "quantity", 1)))
                .post("/api/v1/profiles")
                .then()
                .statusCode(422)
                .body("code", equalTo("token-type-not-available"));
        manager.get("/api/v1/users?q=" + email).then().body("totalItems", equalTo(0));
        String profile = manager.body(Map.of(
                        "orgUnitId", unit.id(), "user", person, "tokenRequest", Map.of("type", "CARD", "quantity", 1)))
                .post("/api/v1/profiles")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        manager.get("/api/v1/token-requests?profileId=" + profile).then().body("items.status", contains("REQUESTED"));
    }

    @Test
    void aProfileHasTheUsersAddressAndIsSharedByTheOperatorOnly() {
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        Map<String, Object> other = Map.of(
                "orgUnitId",
                customer.unit().id(),
                "userId",
                customer.driver().id(),
                "email",
                "somebody.else@example.org");

        manager.body(other).post("/api/v1/profiles").then().statusCode(422).body("violations.field", contains("email"));
        edit(manager, "/api/v1/profiles/" + customer.profile().id(), "{\"shared\": true}")
                .then()
                .statusCode(403);
        edit(
                        signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR),
                        "/api/v1/profiles/" + customer.profile().id(),
                        "{\"shared\": true}")
                .then()
                .statusCode(200)
                .body("shared", equalTo(true));
        manager.get("/api/v1/profiles?shared=true").then().body("totalItems", equalTo(1));
        manager.get("/api/v1/profiles/" + customer.profile().id() + "/deletion-impact")
                .then()
                .body("tokens", equalTo(1));
    }

    @Test
    void aPersonReadsAllThatIsKeptAndIsForgotten() {
        // given
        Customer customer = customers.withACard();
        Browser driver = signedIn.as(customer.driver());
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        String path = "/api/v1/users/" + customer.driver().id();

        // when
        driver.get("/api/v1/me/data-export")
                .then()
                .statusCode(200)
                .body("account.email", equalTo(customer.driver().email()))
                .body("profiles.name", contains("Mia Laden"))
                .body("tokens.visualNumber", contains(customer.card().visualNumber()))
                .body("sessions", hasSize(0));
        manager.post(path + "/erase").then().statusCode(428);
        signedIn.as(customer.unit(), Role.SUPPORT_AGENT)
                .post(path + "/erase?confirm=true")
                .then()
                .statusCode(403);
        manager.post(path + "/erase?confirm=true").then().statusCode(204);

        // then
        driver.get("/api/v1/me").then().statusCode(401);
        manager.get(path).then().statusCode(404);
        manager.get("/api/v1/tokens/" + customer.card().id())
                .then()
                .body("status", equalTo("INACTIVE"))
                .body("profile.label", equalTo("erased"));
        manager.get("/api/v1/tokens?sort=profile").then().body("items[0].profile.label", equalTo("erased"));
    }

    private static Response edit(Browser browser, String path, String patch) {
        return browser.header("If-Match", browser.get(path).header("ETag"))
                .body(patch)
                .patch(path);
    }

    private static Response login(String email) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", SignedIn.PASSWORD))
                .post("/api/v1/auth/login");
    }
}
