package dev.voltaire.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/// A customer for one journey alone: a unit that can be invoiced, its manager, and a driver with a virtual token.
///
/// @param manager the manager's e-mail address; the password is [#PASSWORD]
public record Customer(String unit, String manager, String driver, String profile, String tokenId, String tokenUid) {
    public static final String PASSWORD = "correct-horse-7";
    private static final Pattern INVITATION = Pattern.compile("/invitations/([A-Za-z0-9_-]+)");

    /// Through the front door: created by the operator, invited by mail, the driver brought in by the manager.
    public static Customer onBoard(Api api) {
        var name = UUID.randomUUID().toString();
        var manager = "manager-" + name + "@example.org";
        var driver = "driver-" + name + "@example.org";
        var unit = unit(api, "Lighthouse " + name);
        bill(api, unit);
        api.as(Demo.OPERATOR, Demo.PASSWORD)
                .body(Map.of(
                        "email",
                        manager,
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
        acceptInvitation(api, manager);
        String profile = api.as(manager, PASSWORD)
                .body(Map.of(
                        "orgUnitId", unit, "user", Map.of("email", driver, "firstName", "Dirk", "lastName", "Driver")))
                .post("/api/v1/profiles")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        JsonPath tokens = api.as(manager, PASSWORD)
                .get("/api/v1/profiles/" + profile + "/tokens")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return new Customer(unit, manager, driver, profile, tokens.getString("[0].id"), tokens.getString("[0].uid"));
    }

    /// Follows the link of the newest mail to this address and chooses the password.
    public static void acceptInvitation(Api api, String email) {
        var mail = Voltaire.mailbox().awaitMailTo(email);
        var secret = INVITATION.matcher(mail.replaceAll("=\r?\n", ""));
        assertThat(secret.find()).as(mail).isTrue();
        api.anonymously()
                .body(Map.of("password", PASSWORD))
                .post("/api/v1/auth/invitations/" + secret.group(1) + "/accept")
                .then()
                .statusCode(204);
    }

    private static String unit(Api api, String name) {
        return api.as(Demo.OPERATOR, Demo.PASSWORD)
                .body(Map.of(
                        "name",
                        name,
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
    }

    private static void bill(Api api, String unit) {
        var read = api.as(Demo.OPERATOR, Demo.PASSWORD)
                .get("/api/v1/org-units/" + unit)
                .then()
                .statusCode(200)
                .extract();
        api.as(Demo.OPERATOR, Demo.PASSWORD)
                .header("If-Match", read.header("ETag"))
                .body(Map.of(
                        "legalName",
                        "Lighthouse Couriers B.V.",
                        "address",
                        Map.of(
                                "street", "Beacon Road",
                                "houseNumber", "7",
                                "postalCode", "3011 AB",
                                "city", "Rotterdam",
                                "country", "NL"),
                        "paymentMethod",
                        "BANK_TRANSFER",
                        "paymentTermDays",
                        14))
                .patch("/api/v1/org-units/" + unit + "/billing")
                .then()
                .statusCode(200);
    }
}
