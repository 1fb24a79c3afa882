package dev.voltaire.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class FleetManagerDayTest {
    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Test
    void theMenuFollowsTheRoles() {
        OrganisationUnit unit = customers.unit(null);

        signedIn.as(unit, Role.SUPPORT_AGENT, Role.EV_DRIVER)
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("initials", equalTo("ML"))
                .body("locale", equalTo("nl"))
                .body("vatVisible", equalTo(true))
                .body("orgUnits.label", contains(unit.displayName()))
                .body("permissions", hasItems("TOKENS_WRITE", "USERS_WRITE", "OWN_CHARGING"))
                .body("permissions", not(hasItem("ORG_UNITS_WRITE")));
    }

    @Test
    void aDriverIsCreatedWithProfileAndVirtualTokenInOneGo() {
        // given
        OrganisationUnit unit = customers.unit(null);
        Browser manager = signedIn.as(unit, Role.ORG_UNIT_ADMIN);
        String email = UUID.randomUUID() + "@example.org";

        // when
        Response created = manager.body(Map.of(
                        "orgUnitId",
                        unit.id(),
                        "user",
                        Map.of("email", email, "firstName", "Noor", "lastName", "Kabel"),
                        "details",
                        Map.of("externalId", "VE0018", "billable", "NON_BILLABLE")))
                .post("/api/v1/profiles");

        // then
        created.then()
                .statusCode(201)
                .header("ETag", notNullValue())
                .body("name", equalTo("Noor Kabel"))
                .body("user.label", equalTo(email))
                .body("orgUnit.label", equalTo(unit.displayName()));
        manager.get("/api/v1/profiles/{id}/tokens", (String) created.path("id"))
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].kind", equalTo("VIRTUAL"))
                .body("[0].status", equalTo("ACTIVE"))
                .body("[0].uid", matchesPattern("DE[0-9A-F]{12}"))
                .body("[0].whitelist", equalTo("NEVER"))
                .body("[0].contractId", matchesPattern("NL-VLT-C[A-Z]{8}-[0-9A-Z]"));
        manager.get("/api/v1/profiles?q=ve0018&sort=-name")
                .then()
                .body("totalItems", equalTo(1))
                .body("items[0].externalId", equalTo("VE0018"));
        manager.body(Map.of(
                        "orgUnitId",
                        unit.id(),
                        "user",
                        Map.of("email", email.toUpperCase(Locale.ROOT), "firstName", "N", "lastName", "K")))
                .post("/api/v1/profiles")
                .then()
                .statusCode(409)
                .body("code", equalTo("email-already-used"));
    }

    @Test
    void aCardIsBlockedTwiceAndWorksAgainWhenBothBlocksAreLifted() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        String token = "/api/v1/tokens/" + customer.card().id();

        // when
        String overuse = block(manager, token, "OVERUSE");
        String financial = block(manager, token, "FINANCIAL");

        // then
        manager.get(token)
                .then()
                .body("status", equalTo("BLOCKED"))
                .body("allowedActions", hasItems("UNBLOCK", "BLOCK"));
        manager.post(token + "/blocks/" + overuse + "/lift").then().statusCode(200);
        manager.get(token).then().body("status", equalTo("BLOCKED"));
        manager.post(token + "/blocks/" + financial + "/lift").then().statusCode(200);
        manager.get(token).then().body("status", equalTo("ACTIVE"));
        manager.post(token + "/blocks/" + financial + "/lift").then().statusCode(409);
        manager.get(token + "/events")
                .then()
                .body("cause", hasItems("UNBLOCKED", "BLOCKED_MANUALLY", "ATTACHED_TO_DRIVER", "TOKEN_CREATED"))
                .body("[0].cause", equalTo("UNBLOCKED"));
        manager.body(Map.of())
                .post(token + "/blocks")
                .then()
                .statusCode(422)
                .body("violations.field", contains("reason"));
    }

    @Test
    void deactivationIsConfirmedAndFinal() {
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        String token = "/api/v1/tokens/" + customer.card().id();

        manager.body(Map.of("confirm", false))
                .post(token + "/deactivate")
                .then()
                .statusCode(428);
        manager.body(Map.of("confirm", true))
                .post(token + "/deactivate")
                .then()
                .statusCode(200)
                .body("status", equalTo("INACTIVE"));
        manager.body(Map.of("confirm", true))
                .post(token + "/deactivate")
                .then()
                .statusCode(409)
                .body("code", equalTo("token-deactivated"));
        manager.body(Map.of("reason", "FRAUD"))
                .post(token + "/blocks")
                .then()
                .statusCode(409)
                .body("code", equalTo("token-deactivated"));
    }

    @Test
    void deletingAUserTakesProfilesAndTokensAlongAndFreesTheAddress() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        String user = "/api/v1/users/" + customer.driver().id();
        manager.get(user + "/deletion-impact")
                .then()
                .body("profiles", equalTo(1))
                .body("tokens", equalTo(1));

        // when
        manager.delete(user).then().statusCode(428);
        manager.delete(user + "?confirm=true").then().statusCode(204);

        // then
        manager.get(user).then().statusCode(404);
        manager.get("/api/v1/profiles/" + customer.profile().id()).then().statusCode(404);
        manager.get("/api/v1/tokens/" + customer.card().id()).then().body("status", equalTo("INACTIVE"));
        manager.body(person(
                        customer.driver().email(),
                        List.of("EV_DRIVER"),
                        customer.unit().id()))
                .post("/api/v1/users")
                .then()
                .statusCode(201);
    }

    @Test
    void twoEditorsDoNotOverwriteEachOther() {
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        String user = "/api/v1/users/" + customer.driver().id();
        String tag = manager.get(user).header("ETag");
        Map<String, Object> change = person(
                customer.driver().email(), List.of("EV_DRIVER"), customer.unit().id());

        manager.body(change).patch(user).then().statusCode(428).body("code", equalTo("precondition-required"));
        manager.header("If-Match", tag).body(change).patch(user).then().statusCode(200);
        manager.header("If-Match", tag)
                .body(change)
                .patch(user)
                .then()
                .statusCode(412)
                .body("code", equalTo("edit-conflict"));
    }

    @Test
    void anEditChangesWhatItNamesAndNothingElse() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        String profile = "/api/v1/profiles/" + customer.profile().id();
        Response before = manager.get(profile);
        manager.header("If-None-Match", before.header("ETag"))
                .get(profile)
                .then()
                .statusCode(304)
                .header("ETag", equalTo(before.header("ETag")));

        // when
        manager.header("If-Match", before.header("ETag"))
                .contentType("application/merge-patch+json")
                .body("""
                        {"name": "Mia de Laden", "costCentre": "4711",
                         "address": {"street": "Dorpsstraat", "postalCode": "4811 BH", "country": "NL"}}
                        """)
                .patch(profile)
                .then()
                .statusCode(200)
                .body("email", equalTo(customer.driver().email()));
        Response changed = manager.header("If-Match", manager.get(profile).header("ETag"))
                .body("{\"costCentre\": null, \"address\": {\"houseNumber\": \"12\"}}")
                .patch(profile);

        // then
        changed.then()
                .statusCode(200)
                .body("name", equalTo("Mia de Laden"))
                .body("costCentre", nullValue())
                .body("address.street", equalTo("Dorpsstraat"))
                .body("address.houseNumber", equalTo("12"));
        manager.get("/api/v1/tokens?sort=-profile")
                .then()
                .body("items[0].profile.label", equalTo("Mia de Laden"))
                .body("totalIsExact", equalTo(true));
        String tag = changed.header("ETag");
        manager.header("If-Match", tag)
                .body("{\"address\": {\"postalCode\": \"123\"}, \"vatNumber\": \"NL1\"}")
                .patch(profile)
                .then()
                .statusCode(422)
                .body("violations.field", contains("address.postalCode", "vatNumber"));
        manager.header("If-Match", tag)
                .body("{\"colour\": \"red\"}")
                .patch(profile)
                .then()
                .statusCode(400);
        manager.header("If-Match", tag).body("[]").patch(profile).then().statusCode(400);
    }

    @Test
    void aTokensOfflineRuleAndValidityAreEditedUntilItIsDeactivated() {
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        String token = "/api/v1/tokens/" + customer.card().id();
        Response before = manager.get(token);
        before.then().body("whitelist", equalTo("ALLOWED"));

        Response changed = manager.header("If-Match", before.header("ETag"))
                .body("{\"whitelist\": \"NEVER\", \"validUntil\": \"2099-01-01T00:00:00Z\"}")
                .patch(token);

        changed.then().statusCode(200).body("whitelist", equalTo("NEVER")).body("externalId", nullValue());
        String tag = changed.header("ETag");
        manager.header("If-Match", tag)
                .body("{\"validUntil\": \"2001-01-01T00:00:00Z\"}")
                .patch(token)
                .then()
                .statusCode(422)
                .body("violations.field", contains("validUntil"));
        manager.header("If-Match", tag)
                .body("{\"whitelist\": null}")
                .patch(token)
                .then()
                .statusCode(422);
        manager.get(token + "/events").then().body("[0].cause", equalTo("VALIDITY_CHANGED"));
        manager.body(Map.of("confirm", true)).post(token + "/deactivate").then().statusCode(200);
        manager.header("If-Match", manager.get(token).header("ETag"))
                .body("{\"whitelist\": \"ALWAYS\"}")
                .patch(token)
                .then()
                .statusCode(409)
                .body("code", equalTo("token-deactivated"));
    }

    @Test
    void nobodyGrantsOrTouchesARoleBeyondTheirOwn() {
        OrganisationUnit unit = customers.unit(null);
        Browser agent = signedIn.as(unit, Role.SUPPORT_AGENT);
        UUID admin = customers.user(unit, Role.ORG_UNIT_ADMIN).id();

        agent.body(person(UUID.randomUUID() + "@example.org", List.of("ORG_UNIT_ADMIN"), unit.id()))
                .post("/api/v1/users")
                .then()
                .statusCode(403)
                .body("code", equalTo("role-not-grantable"));
        agent.delete("/api/v1/users/" + admin + "?confirm=true").then().statusCode(403);
        agent.get("/api/v1/users/" + admin).then().statusCode(200).body("allowedActions", hasSize(0));
    }

    @Test
    void theOperatorBuildsATreeAndTheManagerSeesTheOwnBranch() {
        // given
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        Response root = operator.body(unit(null, "Holding Noord")).post("/api/v1/org-units");
        root.then().statusCode(201).body("code", matchesPattern("OU-\\d{7}"));
        String rootId = root.path("id");
        Response branch = operator.body(unit(rootId, "Garage Zuid")).post("/api/v1/org-units");
        String branchId = branch.path("id");

        // when
        Browser manager = signedIn.as(customers.user(UUID.fromString(branchId), Role.ORG_UNIT_ADMIN));

        // then
        manager.get("/api/v1/org-units/tree").then().body("", hasSize(1)).body("[0].id", equalTo(branchId));
        manager.get("/api/v1/org-units/" + rootId).then().statusCode(404);
        manager.get("/api/v1/org-units").then().body("totalItems", equalTo(1));
        manager.body(unit(branchId, "Eigen tuin"))
                .post("/api/v1/org-units")
                .then()
                .statusCode(403);
        manager.header("If-Match", branch.header("ETag"))
                .body(Map.of(
                        "legalName", "Garage Zuid B.V.",
                        "vatNumber", "NL804629366B01",
                        "iban", "NL91ABNA0417164301",
                        "paymentMethod", "BANK_TRANSFER",
                        "paymentTermDays", 14))
                .patch("/api/v1/org-units/" + branchId + "/billing")
                .then()
                .statusCode(422)
                .body("violations.field", contains("iban", "vatNumber"));
        operator.get("/api/v1/org-units/tree?q=garage zuid")
                .then()
                .body("find { it.id == '" + rootId + "' }.children[0].matches", equalTo(true));
        operator.post("/api/v1/org-units/" + rootId + "/close").then().statusCode(200);
        manager.get("/api/v1/me").then().statusCode(403).body("code", equalTo("no-organisation-unit"));
    }

    @Test
    void aListRefusesWhatItDoesNotKnow() {
        Browser manager = signedIn.as(customers.unit(null), Role.SUPPORT_AGENT);

        manager.get("/api/v1/tokens?sort=secret").then().statusCode(400).body("code", equalTo("unknown-sort-field"));
        manager.get("/api/v1/tokens?colour=red").then().statusCode(400).body("code", equalTo("invalid-parameter"));
        manager.get("/api/v1/tokens?size=7").then().statusCode(400);
        manager.get("/api/v1/tokens?page=x").then().statusCode(400);
        manager.get("/api/v1/tokens")
                .then()
                .statusCode(200)
                .body("items", hasSize(0))
                .body("page", equalTo(1))
                .body("size", equalTo(10))
                .body("totalItems", equalTo(0))
                .body("totalPages", equalTo(0));
    }

    @Test
    void aDriverActivatesAPrintedCardAndReportsItLost() {
        // given
        Customer customer = customers.withoutCard();
        String printed = customers.stockCard().contractId().dashed();
        Browser driver = signedIn.as(customer.driver());

        // when
        driver.body(Map.of("code", "NL-VLT-C12345678-X"))
                .post("/api/v1/me/tokens/activate")
                .then()
                .statusCode(422);
        driver.body(Map.of("code", printed.replace("-", "").toLowerCase(Locale.ROOT)))
                .post("/api/v1/me/tokens/activate")
                .then()
                .statusCode(204);

        // then
        String card = driver.get("/api/v1/me/tokens").path("find { it.kind == 'PHYSICAL' }.id");
        driver.post("/api/v1/me/tokens/" + card + "/report-lost").then().statusCode(204);
        driver.get("/api/v1/me/tokens").then().body("find { it.kind == 'PHYSICAL' }.status", equalTo("BLOCKED"));
        String foreign = customers.withACard().card().contractId().dashed();
        driver.body(Map.of("code", foreign))
                .post("/api/v1/me/tokens/activate")
                .then()
                .statusCode(404);
    }

    @Test
    void anOrderedCardIsMadeShippedAndActivatedOnce() {
        // given
        Customer customer = customers.withoutCard();
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        Map<String, Object> order =
                Map.of("lines", List.of(Map.of("profileId", customer.profile().id(), "type", "CARD", "quantity", 1)));

        // when
        Response ordered =
                manager.header("Idempotency-Key", "order-1").body(order).post("/api/v1/token-requests");
        Response again =
                manager.header("Idempotency-Key", "order-1").body(order).post("/api/v1/token-requests");

        // then
        String id = ordered.path("id");
        ordered.then()
                .statusCode(201)
                .body("status", equalTo("REQUESTED"))
                .body("cards", equalTo(1))
                .body("price.amount", equalTo("0.00"))
                .body("price.currency", equalTo("EUR"));
        again.then().statusCode(201).body("id", equalTo(id));
        manager.body(order).post("/api/v1/token-requests").then().statusCode(409);
        manager.post("/api/v1/token-requests/" + id + "/produce").then().statusCode(403);
        operator.post("/api/v1/token-requests/" + id + "/produce").then().statusCode(409);

        // when
        String card = customers.stockCard().id().toString();
        operator.body(Map.of("tokenId", card))
                .post("/api/v1/token-requests/" + id + "/lines/" + ordered.path("lines[0].id") + "/card")
                .then()
                .statusCode(200);
        operator.post("/api/v1/token-requests/" + id + "/produce").then().statusCode(200);
        operator.body(Map.of("trackingCode", "3SVOLT01"))
                .post("/api/v1/token-requests/" + id + "/ship")
                .then()
                .body("trackingCode", equalTo("3SVOLT01"));
        operator.post("/api/v1/token-requests/" + id + "/deliver").then().body("status", equalTo("DELIVERED"));

        // then
        Response linked = manager.get("/api/v1/tokens/" + card);
        linked.then().body("status", equalTo("LINKED"));
        signedIn.as(customer.driver())
                .body(Map.of("code", linked.path("contractId")))
                .post("/api/v1/me/tokens/activate")
                .then()
                .statusCode(204);
        manager.post("/api/v1/tokens/" + card + "/replace")
                .then()
                .statusCode(201)
                .body("status", equalTo("REQUESTED"));
        manager.get("/api/v1/tokens/" + card).then().body("status", equalTo("INACTIVE"));
        manager.get("/api/v1/token-requests?sort=-quantity&profileId="
                        + customer.profile().id())
                .then()
                .body("totalItems", equalTo(2));
        manager.get("/api/v1/audit-events?action=token-deactivated&entityId=" + card)
                .then()
                .statusCode(200)
                .body("totalItems", equalTo(1))
                .body("items[0].actorKind", equalTo("USER"));
    }

    @Test
    void aDeliveryOfCardsIsImportedWholeOrNotAtAll() {
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        String first = Customers.randomUid().canonical();
        String second = Customers.randomUid().canonical();
        String broken = "uid;visualNumber\n" + first + ";A-1\n08112233;A-2\n" + first + ";A-3\n";
        String good = "uid,contractId,visualNumber\n" + first + ",,A-1\n" + second + ",,\n";

        operator.csv(broken)
                .post("/api/v1/tokens/stock-imports")
                .then()
                .statusCode(200)
                .body("imported", equalTo(0))
                .body("errors.line", contains(3, 4))
                .body("errors.field", contains("uid", "uid"));
        operator.csv(good)
                .post("/api/v1/tokens/stock-imports?dryRun=true")
                .then()
                .body("imported", equalTo(0));
        operator.get("/api/v1/tokens?q=" + first).then().body("totalItems", equalTo(0));
        operator.csv(good).post("/api/v1/tokens/stock-imports").then().body("imported", equalTo(2));
        operator.get("/api/v1/tokens?status=AVAILABLE&q=" + first).then().body("items[0].visualNumber", equalTo("A-1"));
        operator.csv("colour\nred\n")
                .post("/api/v1/tokens/stock-imports")
                .then()
                .statusCode(422);
    }

    private static String block(Browser manager, String token, String reason) {
        Response blocked = manager.body(Map.of("reason", reason)).post(token + "/blocks");
        blocked.then().statusCode(201).body("initiator", equalTo("ADMINISTRATOR"));
        return blocked.path("id");
    }

    private static Map<String, Object> person(String email, List<String> roles, UUID unit) {
        return Map.of(
                "email", email, "firstName", "Noor", "lastName", "Kabel", "roles", roles, "orgUnitIds", List.of(unit));
    }

    private static Map<String, Object> unit(@Nullable String parent, String name) {
        Map<String, Object> unit = new HashMap<>(Map.of(
                "name",
                name,
                "country",
                "NL",
                "currency",
                "EUR",
                "language",
                "nl",
                "vatVisible",
                true,
                "billable",
                true));
        if (parent != null) {
            unit.put("parentId", parent);
        }
        return unit;
    }
}
