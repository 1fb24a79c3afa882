package dev.voltaire.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Chapter 21: what the operator sells and customers subscribe to.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class SubscribingTest {
    private static final String TEMPLATES = "/api/v1/subscription-templates";
    private static final String SUBSCRIPTIONS = "/api/v1/subscriptions";

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Test
    void theOperatorSellsATemplateAndTheCustomerSeesIt() {
        // given
        Customer customer = customers.withACard();
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        String name = "Fleet " + UUID.randomUUID();

        // when
        Response template = create(operator, name, "5.00");
        String id = template.path("id");
        String path = TEMPLATES + "/" + id;

        // then
        template.then().statusCode(201).body("prices.monthlyFee.amount", contains("5.00"));
        create(operator, name.toUpperCase(Locale.ROOT), "5.00").then().statusCode(409);
        create(operator, "Fleet", "5.005").then().statusCode(422).body("violations.field", contains("monthlyFee"));
        create(manager, "Mine", "0.00").then().statusCode(403);
        operator.header("If-Match", template.header("ETag"))
                .body("{\"description\": \"All in\", \"included\": [\"App\", \"Card\"]}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("name", equalTo(name))
                .body("included", contains("App", "Card"));
        operator.body(Map.of(
                        "validFrom",
                        LocalDate.now(ZoneOffset.UTC).plusDays(40).toString(),
                        "monthlyFee",
                        Map.of("amount", "6.00", "currency", "EUR")))
                .post(path + "/prices")
                .then()
                .statusCode(200)
                .body("prices.monthlyFee.amount", contains("5.00", "6.00"));
        manager.get(TEMPLATES + "?q=" + name.substring(6)).then().body("items[0].monthlyFee.amount", equalTo("5.00"));
        manager.get(path).then().body("allowedActions", hasSize(0));

        // when the unit subscribes
        Response subscription = operator.body(
                        Map.of("orgUnitId", customer.unit().id(), "templateId", id))
                .post(SUBSCRIPTIONS);

        // then
        subscription.then().statusCode(201).body("template.label", equalTo(name));
        manager.get("/api/v1/org-units/" + customer.unit().id() + "/subscriptions")
                .then()
                .body("id", contains((String) subscription.path("id")));
        signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN)
                .get(SUBSCRIPTIONS + "/" + subscription.path("id"))
                .then()
                .statusCode(404);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        manager.get("/api/v1/org-units/" + customer.unit().id() + "/active-profiles?from=" + today.minusDays(1) + "&to="
                        + today.plusDays(2))
                .then()
                .statusCode(200)
                .body("profiles", equalTo(1));
        manager.get("/api/v1/subscription-fees").then().statusCode(200).body("totalItems", equalTo(0));
        operator.body(Map.of("endsOn", today.plusDays(30).toString()))
                .post(SUBSCRIPTIONS + "/" + subscription.path("id") + "/end")
                .then()
                .statusCode(200)
                .body("endsOn", equalTo(today.plusDays(30).toString()));
        operator.post(path + "/retire").then().statusCode(200).body("status", equalTo("RETIRED"));
        operator.body(Map.of("orgUnitId", customers.unit(null).id(), "templateId", id))
                .post(SUBSCRIPTIONS)
                .then()
                .statusCode(409);
    }

    private static Response create(Browser browser, String name, String fee) {
        return browser.body(Map.of(
                        "name",
                        name,
                        "monthlyFee",
                        Map.of("amount", fee, "currency", "EUR"),
                        "proration",
                        "DAILY",
                        "included",
                        List.of("App")))
                .post(TEMPLATES);
    }
}
