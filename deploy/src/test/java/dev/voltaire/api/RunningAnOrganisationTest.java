package dev.voltaire.api;

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
import dev.voltaire.organisation.OrganisationUnit;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Chapter 4: organisation units, their defaults and who gets their invoices.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class RunningAnOrganisationTest {
    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Test
    void theBillingAccountIsFilledInStepByStepAndCheckedByCountry() {
        // given
        OrganisationUnit unit = customers.unit(null);
        Browser admin = signedIn.as(unit, Role.ORG_UNIT_ADMIN);
        String path = "/api/v1/org-units/" + unit.id();

        // when
        edit(admin, path, path + "/billing", """
                {"legalName": "Windmolen B.V.", "paymentMethod": "BANK_TRANSFER", "paymentTermDays": 0,
                 "invoiceEmail": "facturen@example.org", "buyerReference": "PO-17", "iban": "NL91 ABNA 0417 1643 00",
                 "vatNumber": "NL 8046.29.365.B01", "registrationNumber": "12345678",
                 "address": {"street": "Dorpsstraat", "houseNumber": "1", "postalCode": "4811 BH", "city": "Breda",
                             "country": "NL"}}
                """)
                .then()
                .statusCode(200)
                .body("billing.iban", equalTo("NL91ABNA0417164300"))
                .body("billing.vatNumber", equalTo("NL804629365B01"))
                .body("code", matchesPattern("OU-\\d{7}"))
                .body("customerNumber", equalTo("480439"));
        edit(admin, path, path + "/billing", "{\"paymentTermDays\": 30, \"buyerReference\": null}")
                .then()
                .statusCode(200)
                .body("billing.paymentTermDays", equalTo(30))
                .body("billing.legalName", equalTo("Windmolen B.V."))
                .body("billing.buyerReference", nullValue());

        // then every mistake is named at once, as it is written in that country
        edit(admin, path, path + "/billing", """
                {"vatNumber": "FR41303265045", "registrationNumber": "12345678", "iban": "NL91ABNA0417164301",
                 "invoiceEmail": "x", "paymentTermDays": -1,
                 "address": {"country": "FR", "postalCode": "4811 BH"}}
                """)
                .then()
                .statusCode(422)
                .body(
                        "violations.field",
                        contains(
                                "address.postalCode",
                                "iban",
                                "invoiceEmail",
                                "paymentTermDays",
                                "registrationNumber",
                                "vatNumber"));
        signedIn.as(unit, Role.SUPPORT_AGENT)
                .header("If-Match", "\"0\"")
                .body("{}")
                .patch(path + "/billing")
                .then()
                .statusCode(403);
        admin.body("{}").patch(path + "/billing").then().statusCode(428);
        admin.header("If-Match", "\"0\"")
                .body("{}")
                .patch(path + "/billing")
                .then()
                .statusCode(412);
    }

    @Test
    void theOperatorChangesDefaultsButNeverTheTree() {
        OrganisationUnit unit = customers.unit(null);
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        String path = "/api/v1/org-units/" + unit.id();

        edit(operator, path, path, "{\"language\": \"fr\", \"vatVisible\": false}")
                .then()
                .statusCode(200)
                .body("language", equalTo("fr"))
                .body("vatVisible", equalTo(false))
                .body("name", equalTo(unit.name()));
        signedIn.as(unit, Role.SUPPORT_AGENT)
                .get("/api/v1/me")
                .then()
                .body("locale", equalTo("fr"))
                .body("vatVisible", equalTo(false));
        edit(operator, path, path, "{\"parentId\": \"" + customers.unit(null).id() + "\"}")
                .then()
                .statusCode(422)
                .body("violations.field", contains("parentId"));
        edit(operator, path, path, "{\"currency\": \"EURO\"}").then().statusCode(422);
        signedIn.as(unit, Role.ORG_UNIT_ADMIN)
                .header("If-Match", "\"0\"")
                .body("{}")
                .patch(path)
                .then()
                .statusCode(403);
    }

    @Test
    void aClosedUnitIsKeptButItsTokensAreDeadAndItsPeopleOutside() {
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        String path = "/api/v1/org-units/" + customer.unit().id();

        manager.post(path + "/close").then().statusCode(403);
        operator.post(path + "/close").then().statusCode(200).body("status", equalTo("CLOSED"));

        operator.get("/api/v1/tokens/" + customer.card().id()).then().body("status", equalTo("INACTIVE"));
        manager.get("/api/v1/me").then().statusCode(403).body("code", equalTo("no-organisation-unit"));
        operator.post(path + "/close").then().statusCode(409);
        operator.get(path).then().body("allowedActions", not(hasItems("EDIT"))).body("closedAt", not(nullValue()));
        operator.body(Map.of(
                        "orgUnitId",
                        customer.unit().id(),
                        "userId",
                        customer.driver().id()))
                .post("/api/v1/profiles")
                .then()
                .statusCode(409);
    }

    private static Response edit(Browser browser, String read, String write, String patch) {
        return browser.header("If-Match", browser.get(read).header("ETag"))
                .body(patch)
                .patch(write);
    }
}
