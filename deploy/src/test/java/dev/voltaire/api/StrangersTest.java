package dev.voltaire.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.voltaire.api.Possessions.Possessed;
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
import java.util.TreeSet;
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

    /// What everybody who signs in may read, what is addressed by a word, and what needs a partner that answers, which
    /// RemoteChargingTest, HomeChargerCommandsTest and PriceQuoteTest try as strangers.
    private static final Set<String> EXCUSED = Set.of(
            "energy-price-series",
            "home-charger-models",
            "legal-documents",
            "locations",
            "me/charging-sessions",
            "me/list-preferences",
            "me/price-quotes",
            "price-quotes",
            "roaming-commands",
            "statutory-rates",
            "subscription-templates");

    @Inject
    Possessions possessions;

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
    void whoeverElseSignsInFindsNothingOfACustomer() throws Exception {
        // given
        DocumentedApi api = DocumentedApi.read();
        Possessed possessed = possessions.ofACustomer();
        Customer customer = possessed.customer();
        Map<String, Browser> others = Map.of(
                "a manager of another customer",
                signedIn.as(customers.unit(null), Role.SUPPORT_AGENT, Role.ORG_UNIT_ADMIN),
                "a manager of a unit below",
                signedIn.as(customers.unit(customer.unit()), Role.SUPPORT_AGENT, Role.ORG_UNIT_ADMIN),
                "a driver of another customer",
                signedIn.as(customers.withACard().driver()));

        // when
        List<String> leaks = new ArrayList<>();
        int refused = 0;
        for (Map.Entry<String, Browser> other : others.entrySet()) {
            for (Operation operation : api.operations()) {
                String thing = possessed.things().get(kept(operation));
                if (thing != null && operation.path().contains("{")) {
                    int status = api.send(other.getValue().request(), operation, name -> thing)
                            .statusCode();
                    refused += status == 404 || status == 403 ? 1 : 0;
                    if (!TELLS_NOTHING.contains(status)) {
                        leaks.add(other.getKey() + ": " + operation + " answered " + status);
                    }
                }
            }
        }

        // then
        assertThat(leaks).isEmpty();
        assertThat(refused).isGreaterThan(250);
        for (String mine : List.of("users", "profiles", "tokens", "invoices", "home-chargers", "subscriptions")) {
            possessed
                    .manager()
                    .get("/api/v1/" + mine + "/" + possessed.things().get(mine))
                    .then()
                    .statusCode(200);
        }
        possessed.manager().get("/api/v1/tokens/" + customer.card().id()).then().body("status", equalTo("ACTIVE"));
    }

    /// A collection that managers or drivers reach by id is tried above, or excused here.
    @Test
    void nothingThatManagersReachIsLeftUntried() throws Exception {
        DocumentedApi api = DocumentedApi.read();
        Set<String> tried = possessions.ofACustomer().things().keySet();
        Browser nobody = signedIn.as(customers.unit(null), Role.SUPPORT_AGENT, Role.ORG_UNIT_ADMIN);
        Set<String> untried = new TreeSet<>();
        for (Operation operation : api.operations()) {
            if (operation.path().contains("{")
                    && !isForEverybody(operation)
                    && !tried.contains(kept(operation))
                    && !EXCUSED.contains(kept(operation))
                    && api.send(
                                            nobody.request(),
                                            operation,
                                            name -> UUID.randomUUID().toString())
                                    .statusCode()
                            != 403) {
                untried.add(kept(operation));
            }
        }
        assertThat(untried).isEmpty();
    }

    @Test
    void noListShowsAnotherCustomersThings() throws Exception {
        // given
        DocumentedApi api = DocumentedApi.read();
        Possessed possessed = possessions.ofACustomer();
        Customer customer = possessed.customer();
        Browser stranger = signedIn.as(customers.unit(null), Role.SUPPORT_AGENT, Role.ORG_UNIT_ADMIN);
        Browser driver = signedIn.as(customers.withACard().driver());
        List<String> traces = new ArrayList<>(possessed.things().values());
        traces.addAll(List.of(
                customer.driver().email(),
                customer.card().visualNumber(),
                customer.unit().name()));

        // then
        List<String> leaks = new ArrayList<>();
        for (Operation operation : api.operations()) {
            if (operation.method() == Method.GET && !operation.path().contains("{")) {
                for (Browser other : List.of(stranger, driver)) {
                    Response answer = api.send(other.request(), operation, name -> name);
                    String text = answer.asString();
                    traces.stream().filter(text::contains).forEach(trace -> leaks.add(operation + " shows " + trace));
                    if (answer.statusCode() >= 500) {
                        leaks.add(operation + " answered " + answer.statusCode());
                    }
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    /// Where a thing is kept: `tokens`, and `me/home-chargers` for what is one's own.
    private static String kept(Operation operation) {
        String[] steps = operation.path().split("/");
        return operation.collection().equals("me") && steps.length > 4 ? "me/" + steps[4] : operation.collection();
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
