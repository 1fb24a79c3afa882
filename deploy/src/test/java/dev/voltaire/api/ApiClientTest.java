package dev.voltaire.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class ApiClientTest {
    private static final String CLIENTS = "/api/v1/api-clients";

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Test
    void aProgramSeesWhatItsScopesNameInItsUnitsAndNothingElse() {
        // given
        Customer customer = customers.withACard();
        Customer other = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        Response created =
                create(manager, customer.unit().id(), "SUPPORT_AGENT", List.of("tokens:read", "users:write"));
        created.then().statusCode(201);

        // when
        Browser program = new Browser(token(created)
                .statusCode(200)
                .body("refresh_token", nullValue())
                .extract()
                .path("access_token"));

        // then
        program.get("/api/v1/tokens")
                .then()
                .statusCode(200)
                .body("items.id", contains(customer.card().id().toString()));
        program.get("/api/v1/tokens/" + other.card().id()).then().statusCode(404);
        program.body(Map.of("reason", "FRAUD"))
                .post("/api/v1/tokens/" + customer.card().id() + "/blocks")
                .then()
                .statusCode(403)
                .body("code", equalTo("insufficient-scope"));
        program.get("/api/v1/users").then().statusCode(200);
        for (String closed : List.of("profiles", "me", "api-clients", "partners", "signing-keys")) {
            assertThat(program.get("/api/v1/" + closed).statusCode()).as(closed).isEqualTo(403);
        }
        String email = UUID.randomUUID() + "@example.org";
        program.body(Map.of(
                        "email",
                        email,
                        "firstName",
                        "Noor",
                        "lastName",
                        "Kabel",
                        "roles",
                        List.of("EV_DRIVER"),
                        "orgUnitIds",
                        List.of(customer.unit().id())))
                .post("/api/v1/users")
                .then()
                .statusCode(201);
        manager.get("/api/v1/audit-events?action=user-created&actorId=" + created.path("client.id"))
                .then()
                .body("items[0].actorKind", equalTo("API_CLIENT"));
    }

    @Test
    void aProgramMayAskForLessThanItHas() {
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        Response created =
                create(manager, customer.unit().id(), "SUPPORT_AGENT", List.of("tokens:read", "profiles:read"));

        Browser program = new Browser(form(created)
                .formParam("scope", "profiles:read")
                .post("/api/v1/auth/token")
                .then()
                .statusCode(200)
                .body("scope", equalTo("profiles:read"))
                .extract()
                .path("access_token"));

        program.get("/api/v1/profiles").then().statusCode(200);
        program.get("/api/v1/tokens").then().statusCode(403);
        form(created)
                .formParam("scope", "invoices:read")
                .post("/api/v1/auth/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_scope"));
    }

    @Test
    void aSecretIsRotatedWithoutAnInterruptionAndRevokedAtOnce() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        Response first = create(manager, customer.unit().id(), "SUPPORT_AGENT", List.of("tokens:read"));
        String client = CLIENTS + "/" + first.path("client.id");

        // when
        Response second = manager.post(client + "/rotate-secret");

        // then
        token(first).statusCode(200);
        Browser program = new Browser(given().auth()
                .preemptive()
                .basic(second.path("client.clientId"), second.path("clientSecret"))
                .formParam("grant_type", "client_credentials")
                .post("/api/v1/auth/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token"));
        manager.post(client + "/rotate-secret").then().statusCode(200);
        token(first).statusCode(401).body("error", equalTo("invalid_client"));

        // when
        manager.header("If-Match", manager.get(client).header("ETag"))
                .body(Map.of("scopes", List.of("profiles:read")))
                .patch(client)
                .then()
                .statusCode(200)
                .body("scopes", contains("profiles:read"));

        // then
        program.get("/api/v1/tokens").then().statusCode(403);

        // when
        manager.post(client + "/revoke").then().statusCode(200);

        // then
        program.get("/api/v1/profiles").then().statusCode(401);
        token(second).statusCode(401);
        manager.post(client + "/rotate-secret").then().statusCode(409);
    }

    @Test
    void nobodyMakesAProgramBeyondTheirOwnRightsAndUnits() {
        Customer customer = customers.withACard();
        Customer other = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        Response foreign = create(
                signedIn.as(other.unit(), Role.ORG_UNIT_ADMIN),
                other.unit().id(),
                "SUPPORT_AGENT",
                List.of("tokens:read"));

        create(manager, other.unit().id(), "SUPPORT_AGENT", List.of("tokens:read"))
                .then()
                .statusCode(404);
        create(manager, customer.unit().id(), "PLATFORM_OPERATOR", List.of("tokens:read"))
                .then()
                .statusCode(403);
        create(manager, customer.unit().id(), "SUPPORT_AGENT", List.of("tokens:fly"))
                .then()
                .statusCode(422)
                .body("violations.field", contains("scopes"));
        create(operator, customer.unit().id(), "PLATFORM_OPERATOR", List.of("tokens:read"))
                .then()
                .statusCode(422);
        manager.get(CLIENTS + "/" + foreign.path("client.id")).then().statusCode(404);
        manager.get(CLIENTS).then().body("totalItems", equalTo(0));
        operator.get(CLIENTS + "?orgUnitId=" + other.unit().id()).then().body("totalItems", equalTo(1));
        signedIn.as(customer.unit(), Role.SUPPORT_AGENT).get(CLIENTS).then().statusCode(403);
        manager.get(CLIENTS + "/scopes").then().body("", hasItems("tokens:read", "invoices:write"));
    }

    @Test
    void aProgramThatRunsWildIsToldToWait() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        Browser program =
                new Browser(token(create(manager, customer.unit().id(), "SUPPORT_AGENT", List.of("tokens:read")))
                        .extract()
                        .path("access_token"));
        String card = "/api/v1/tokens/" + customer.card().id();
        program.get(card).then().statusCode(200).header("RateLimit-Limit", "60");

        // when
        Response last = program.get(card);
        for (int i = 0; i < 130 && last.statusCode() == 200; i++) {
            last = program.get(card);
        }

        // then
        last.then()
                .statusCode(429)
                .body("code", equalTo("too-many-requests"))
                .header("RateLimit-Remaining", "0")
                .header("Retry-After", matchesPattern("[1-9]\\d?"));
        manager.get(card).then().statusCode(200).header("RateLimit-Limit", nullValue());
    }

    @Test
    void theOperatorRotatesTheSigningKeyAndNobodyIsSignedOut() {
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        String before = operator.get("/api/v1/signing-keys").path("[0].keyId");

        operator.post("/api/v1/signing-keys/rotate").then().statusCode(200).body("keyId", not(equalTo(before)));

        operator.get("/api/v1/me").then().statusCode(200);
        given().get("/.well-known/jwks.json").then().body("keys.kid", hasItems(before));
    }

    private static Response create(Browser manager, UUID unit, String role, List<String> scopes) {
        return manager.body(Map.of("name", "Fuel cards", "orgUnitId", unit, "role", role, "scopes", scopes))
                .post(CLIENTS);
    }

    private static ValidatableResponse token(Response created) {
        return form(created).post("/api/v1/auth/token").then();
    }

    private static io.restassured.specification.RequestSpecification form(Response created) {
        return given().formParam("grant_type", "client_credentials")
                .formParam("client_id", (String) created.path("client.clientId"))
                .formParam("client_secret", (String) created.path("clientSecret"));
    }
}
