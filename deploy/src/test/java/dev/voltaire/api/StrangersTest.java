package dev.voltaire.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.DocumentedApi;
import dev.voltaire.fixture.DocumentedApi.Operation;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Tries every operation of the OpenAPI document as people who have no business there. A new operation is tried without
/// anybody thinking of it: who may call it must then be said here, or it fails.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class StrangersTest {
    private static final Set<String> FOR_EVERYBODY = Set.of(
            "/.well-known/jwks.json",
            "/pay/{token}",
            "/psp/webhooks/{provider}",
            "/api/v1/auth/login",
            "/api/v1/auth/refresh",
            "/api/v1/auth/logout",
            "/api/v1/auth/token",
            "/api/v1/auth/confirm-email",
            "/api/v1/auth/invitations/{token}/accept",
            "/api/v1/auth/password/forgot",
            "/api/v1/auth/password/reset",
            "/api/v1/config/public");

    /// Drivers ask the support team too, and everybody reads the terms.
    private static final Set<String> ALSO_FOR_DRIVERS = Set.of("me", "auth", "support-tickets");

    /// What refusing looks like to somebody who sees nothing. 400 and 422 are given before anything is looked up.
    private static final Set<Integer> TELLS_NOTHING = Set.of(400, 403, 404, 405, 415, 422);

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Test
    void nobodyGetsInWithoutSigningIn() throws Exception {
        DocumentedApi api = DocumentedApi.read();
        List<String> open = new ArrayList<>();
        for (Operation operation : api.operations()) {
            if (!isForEverybody(operation)) {
                int status = api.send(
                                given(), operation, name -> UUID.randomUUID().toString())
                        .statusCode();
                if (status != 401) {
                    open.add(operation + " answered " + status);
                }
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void aDriverGetsIntoTheOwnPagesOnly() throws Exception {
        DocumentedApi api = DocumentedApi.read();
        Browser driver = signedIn.as(customers.withACard().driver());
        List<String> open = new ArrayList<>();
        for (Operation operation : api.operations()) {
            if (!isForEverybody(operation) && !ALSO_FOR_DRIVERS.contains(operation.collection())) {
                int status = api.send(
                                driver.request(),
                                operation,
                                name -> UUID.randomUUID().toString())
                        .statusCode();
                boolean readsPlaces = operation.method() == Method.GET && isDriversToo(operation);
                if (status != 403 && !(readsPlaces && status == 200) && !(isDriversToo(operation) && status == 404)) {
                    open.add(operation + " answered " + status);
                }
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void theManagerOfAnotherCustomerFindsNothing() throws Exception {
        // given
        DocumentedApi api = DocumentedApi.read();
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT, Role.ORG_UNIT_ADMIN);
        Browser stranger = signedIn.as(customers.unit(null), Role.SUPPORT_AGENT, Role.ORG_UNIT_ADMIN);
        Map<String, String> existing = existing(customer, manager);

        // when
        List<String> leaks = new ArrayList<>();
        int refused = 0;
        for (Operation operation : api.operations()) {
            boolean names = operation.path().contains("{id}") && existing.containsKey(operation.collection());
            if (names) {
                int status = api.send(
                                stranger.request(),
                                operation,
                                name -> existing.getOrDefault(operation.collection(), name))
                        .statusCode();
                refused += status == 404 || status == 403 ? 1 : 0;
                if (!TELLS_NOTHING.contains(status)) {
                    leaks.add(operation + " answered " + status);
                }
            }
        }

        // then
        assertThat(leaks).isEmpty();
        assertThat(refused).isGreaterThan(30);
        for (String url : List.of(
                "/api/v1/users/" + customer.driver().id(),
                "/api/v1/profiles/" + customer.profile().id(),
                "/api/v1/tokens/" + customer.card().id())) {
            manager.get(url).then().statusCode(200);
        }
        manager.get("/api/v1/tokens/" + customer.card().id()).then().body("status", equalTo("ACTIVE"));
    }

    @Test
    void noListShowsAnotherCustomersThings() throws Exception {
        // given
        DocumentedApi api = DocumentedApi.read();
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT, Role.ORG_UNIT_ADMIN);
        Map<String, String> existing = existing(customer, manager);
        Browser stranger = signedIn.as(customers.unit(null), Role.SUPPORT_AGENT, Role.ORG_UNIT_ADMIN);
        List<String> traces = new ArrayList<>(existing.values());
        traces.addAll(List.of(
                customer.driver().email(),
                customer.card().visualNumber(),
                customer.unit().name()));

        // then
        List<String> leaks = new ArrayList<>();
        for (Operation operation : api.operations()) {
            if (operation.method() == Method.GET && !operation.path().contains("{")) {
                Response answer = api.send(stranger.request(), operation, name -> name);
                String text = answer.asString();
                traces.stream().filter(text::contains).forEach(trace -> leaks.add(operation + " shows " + trace));
                if (answer.statusCode() >= 500) {
                    leaks.add(operation + " answered " + answer.statusCode());
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    /// One thing of the customer in each collection of the organisation side, so that there is something to find.
    private static Map<String, String> existing(Customer customer, Browser manager) {
        String ticket = manager.body(Map.of("subject", "No card", "description", "Where is it?", "category", "CARD"))
                .post("/api/v1/support-tickets")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String client = manager.body(Map.of(
                        "name",
                        "Fuel cards",
                        "orgUnitId",
                        customer.unit().id(),
                        "role",
                        "SUPPORT_AGENT",
                        "scopes",
                        List.of("tokens:read")))
                .post("/api/v1/api-clients")
                .then()
                .statusCode(201)
                .extract()
                .path("client.id");
        return Map.of(
                "org-units", customer.unit().id().toString(),
                "users", customer.driver().id().toString(),
                "profiles", customer.profile().id().toString(),
                "tokens", customer.card().id().toString(),
                "support-tickets", ticket,
                "api-clients", client);
    }

    private static boolean isForEverybody(Operation operation) {
        return FOR_EVERYBODY.contains(operation.path())
                || operation.path().equals("/api/v1/legal-documents/{type}") && operation.method() == Method.GET;
    }

    /// Where drivers look for a place to charge.
    private static boolean isDriversToo(Operation operation) {
        return Set.of("locations", "price-quotes", "vehicle-models").contains(operation.collection());
    }
}
