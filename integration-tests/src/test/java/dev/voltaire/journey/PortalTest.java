package dev.voltaire.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.voltaire.harness.Api;
import dev.voltaire.harness.Customer;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Voltaire;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A customer comes on board: the operator makes the unit and invites the manager, the manager makes a driver.
class PortalTest {
    private final Api api = Api.of(Voltaire.shared());

    @Test
    void aManagerIsInvitedAndBringsInADriverWhoCanChargeAtOnce() {
        // given
        var name = UUID.randomUUID().toString();
        var managerEmail = "manager-" + name + "@example.org";
        var driverEmail = "driver-" + name + "@example.org";

        // when the operator creates the unit and invites the manager
        String unit = api.as(Demo.OPERATOR, Demo.PASSWORD)
                .body(Map.of(
                        "name",
                        "Lighthouse " + name,
                        "country",
                        "NL",
                        "currency",
                        "EUR",
                        "language",
                        "en",
                        "vatVisible",
                        true,
                        "billable",
                        true))
                .post("/api/v1/org-units")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        api.as(Demo.OPERATOR, Demo.PASSWORD)
                .body(Map.of(
                        "email",
                        managerEmail,
                        "firstName",
                        "Mara",
                        "lastName",
                        "Manager",
                        "roles",
                        List.of("ORG_UNIT_ADMIN"),
                        "orgUnitIds",
                        List.of(unit)))
                .post("/api/v1/users")
                .then()
                .statusCode(201);

        // then the manager accepts and signs in
        Customer.acceptInvitation(api, managerEmail);

        // when the manager creates a driver with a profile
        String profile = api.as(managerEmail, Customer.PASSWORD)
                .body(Map.of(
                        "orgUnitId",
                        unit,
                        "user",
                        Map.of("email", driverEmail, "firstName", "Dirk", "lastName", "Driver")))
                .post("/api/v1/profiles")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        // then the driver has a virtual token that works
        var tokens = api.as(managerEmail, Customer.PASSWORD)
                .get("/api/v1/profiles/" + profile + "/tokens")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(tokens.getList("uid", String.class))
                .singleElement()
                .asString()
                .matches("DE[0-9A-F]{12}");
        assertThat(tokens.getList("status", String.class)).containsExactly("ACTIVE");
        assertThat(tokens.getList("contractId", String.class))
                .singleElement()
                .asString()
                .matches("NL-VLT-C[A-Z0-9]{8}-[A-Z0-9]");

        // and the driver signs in too
        Customer.acceptInvitation(api, driverEmail);
        api.as(driverEmail, Customer.PASSWORD)
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("email", equalTo(driverEmail));
    }
}
