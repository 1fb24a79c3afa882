package dev.voltaire.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Method;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Tries every operation of the OpenAPI document as people who have no business there.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class StrangersTest {
    private static final Set<String> FOR_EVERYBODY = Set.of(
            "/.well-known/jwks.json",
            "/api/v1/auth/login",
            "/api/v1/auth/refresh",
            "/api/v1/auth/logout",
            "/api/v1/auth/token",
            "/api/v1/auth/confirm-email",
            "/api/v1/auth/invitations/{token}/accept",
            "/api/v1/auth/password/forgot",
            "/api/v1/auth/password/reset");

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    private record Operation(Method method, String path) {}

    @Test
    void nobodyGetsInWithoutSigningIn() {
        List<String> open = new ArrayList<>();
        for (Operation operation : operations()) {
            if (!FOR_EVERYBODY.contains(operation.path())) {
                int status = given().contentType(contentType(operation))
                        .request(operation.method(), fill(operation.path(), UUID.randomUUID()))
                        .statusCode();
                if (status != 401) {
                    open.add(operation + " answered " + status);
                }
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void aDriverGetsIntoTheOwnPagesOnly() {
        Browser driver = signedIn.as(customers.withACard().driver());
        List<String> open = new ArrayList<>();
        for (Operation operation : operations()) {
            boolean own = operation.path().startsWith("/api/v1/me")
                    || operation.path().startsWith("/api/v1/auth")
                    || FOR_EVERYBODY.contains(operation.path());
            if (!own && operation.path().startsWith("/api/v1/") && isOurs(operation)) {
                int status = send(driver, operation, UUID.randomUUID()).statusCode();
                if (status != 403) {
                    open.add(operation + " answered " + status);
                }
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void theManagerOfAnotherCustomerFindsNothing() {
        Customer customer = customers.withACard();
        Browser stranger = signedIn.as(customers.unit(null), Role.SUPPORT_AGENT, Role.ORG_UNIT_ADMIN);
        Map<String, UUID> existing = Map.of(
                "/api/v1/org-units/{id}", customer.unit().id(),
                "/api/v1/users/{id}", customer.driver().id(),
                "/api/v1/profiles/{id}", customer.profile().id(),
                "/api/v1/tokens/{id}", customer.card().id());
        List<String> leaks = new ArrayList<>();
        for (Operation operation : operations()) {
            existing.forEach((prefix, id) -> {
                if (operation.path().startsWith(prefix) && operation.method() == Method.GET) {
                    int status = send(stranger, operation, id).statusCode();
                    if (status != 404 && status != 403 && status != 400) {
                        leaks.add(operation + " answered " + status);
                    }
                }
            });
        }
        assertThat(leaks).isEmpty();
        assertThat(stranger.body(Map.of("reason", "FRAUD"))
                        .post("/api/v1/tokens/" + customer.card().id() + "/blocks")
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.body(Map.of("confirm", true))
                        .post("/api/v1/tokens/" + customer.card().id() + "/deactivate")
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.delete("/api/v1/users/" + customer.driver().id() + "?confirm=true")
                        .statusCode())
                .isEqualTo(404);
        for (String list : List.of("users", "profiles", "tokens", "token-requests", "org-units", "audit-events")) {
            String found = stranger.get("/api/v1/" + list + "?size=100").asString();
            assertThat(found)
                    .as(list)
                    .doesNotContain(
                            customer.unit().id().toString(),
                            customer.driver().email(),
                            customer.card().visualNumber());
        }
    }

    /// Capabilities whose resources belong to the organisation side; the others have tests of their own.
    private static boolean isOurs(Operation operation) {
        return List.of("org-units", "users", "profiles", "tokens", "token-requests", "audit-events").stream()
                .anyMatch(name -> operation.path().startsWith("/api/v1/" + name));
    }

    private static Response send(Browser browser, Operation operation, UUID id) {
        return browser.request()
                .contentType(contentType(operation))
                .request(operation.method(), fill(operation.path(), id));
    }

    /// What the operation reads: refusing the content would hide who was let in.
    private static String contentType(Operation operation) {
        String path = operation.path();
        if (path.endsWith("imports") || path.endsWith("/energy-price-series/{id}/prices")) {
            return "text/csv";
        }
        if (path.endsWith("/proofs")) {
            return "application/pdf";
        }
        return path.endsWith("/status-reports") ? "application/xml" : ContentType.JSON.toString();
    }

    private static String fill(String path, UUID id) {
        return path.replaceAll("\\{[^}]+}", id.toString());
    }

    private static List<Operation> operations() {
        Map<String, Map<String, Object>> paths = given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        List<Operation> operations = new ArrayList<>();
        paths.forEach((path, methods) -> methods.keySet().stream()
                .filter(method ->
                        Set.of("get", "put", "post", "delete", "patch").contains(method))
                .filter(method -> path.startsWith("/api/") || path.startsWith("/.well-known/"))
                .forEach(method ->
                        operations.add(new Operation(Method.valueOf(method.toUpperCase(Locale.ROOT)), path))));
        assertThat(operations).hasSizeGreaterThan(40);
        return operations;
    }
}
