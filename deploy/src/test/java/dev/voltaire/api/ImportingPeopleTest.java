package dev.voltaire.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Bulk work: people by the file, blocks by the dozen, and the list for whoever prints the cards.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class ImportingPeopleTest {
    private static final String IMPORT = "/api/v1/imports?type=";

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Test
    void driversAreImportedWithProfilesAndTokensAfterADryRun() {
        // given
        OrganisationUnit unit = customers.unit(null);
        Browser manager = signedIn.as(unit, Role.ORG_UNIT_ADMIN);
        String first = UUID.randomUUID() + "@example.org";
        String second = UUID.randomUUID() + "@example.org";
        String file = "\uFEFFemail;firstName;lastName;orgUnit;externalId;billable;postalCode;country\n"
                + first + ";Noor;Kabel;" + unit.number() + ";VE1;non_billable;4811 BH;NL\n"
                + second + ";\"Jos; junior\";Stekker;" + unit.code() + ";VE2;;;\n";

        // when
        manager.csv(file)
                .post(IMPORT + "PROFILES&dryRun=true")
                .then()
                .statusCode(200)
                .body("rows", equalTo(2))
                .body("imported", equalTo(0))
                .body("errors", hasSize(0));
        manager.get("/api/v1/users?q=" + first).then().body("totalItems", equalTo(0));
        manager.csv(file).post(IMPORT + "PROFILES").then().body("imported", equalTo(2));

        // then
        manager.get("/api/v1/profiles?q=VE1").then().body("items[0].name", equalTo("Noor Kabel"));
        String profile = manager.get("/api/v1/profiles?q=VE2").path("items[0].id");
        manager.get("/api/v1/profiles/" + profile).then().body("name", equalTo("Jos; junior Stekker"));
        manager.get("/api/v1/profiles/" + profile + "/tokens").then().body("status", contains("ACTIVE"));
        manager.csv(file)
                .post(IMPORT + "PROFILES")
                .then()
                .body("imported", equalTo(0))
                .body("errors.line", contains(2, 3))
                .body("errors.field", contains("email", "email"));
    }

    @Test
    void everyMistakeIsNamedAndNobodyComesIn() {
        OrganisationUnit unit = customers.unit(null);
        OrganisationUnit foreign = customers.unit(null);
        Browser manager = signedIn.as(unit, Role.SUPPORT_AGENT);
        String good = UUID.randomUUID() + "@example.org";
        String file = "email,firstName,lastName,orgUnit,roles,phone\n"
                + good + ",Noor,Kabel," + unit.number() + ",EV_DRIVER SUPPORT_AGENT,+31201234567\n"
                + "no-address,,Kabel,x,FLYER,0201234567\n"
                + good.toUpperCase(Locale.ROOT) + ",Noor,Kabel," + unit.number() + ",,\n"
                + UUID.randomUUID() + "@example.org,Noor,Kabel," + foreign.number() + ",,\n"
                + UUID.randomUUID() + "@example.org,Noor,Kabel," + unit.number() + ",ORG_UNIT_ADMIN,\n";

        Response report = manager.csv(file).post(IMPORT + "USERS");

        report.then().statusCode(200).body("imported", equalTo(0));
        assertThat(report.jsonPath().getList("errors", Map.class))
                .extracting(error -> error.get("line") + " " + error.get("field"))
                .containsExactly(
                        "3 email", "3 firstName", "3 orgUnit", "3 phone", "3 roles", "4 email", "5 orgUnit", "6 roles");
        manager.get("/api/v1/users?q=" + good).then().body("totalItems", equalTo(0));
    }

    @Test
    void whatIsNoReadableFileIsRefusedWhole() {
        OrganisationUnit unit = customers.unit(null);
        Browser manager = signedIn.as(unit, Role.SUPPORT_AGENT);
        String header = "email,firstName,lastName,orgUnit\n";
        String row = "@example.org,Zoë,Kabel," + unit.number() + "\n";

        bytes(manager, (header + "a" + row).getBytes(StandardCharsets.ISO_8859_1))
                .then()
                .statusCode(400);
        bytes(manager, (header + "a" + row).getBytes(StandardCharsets.UTF_16))
                .then()
                .statusCode(400);
        manager.csv(header + "\"a" + row)
                .post(IMPORT + "USERS")
                .then()
                .statusCode(200)
                .body("imported", equalTo(0))
                .body("errors.line", hasItems(2));
        manager.csv("email,colour\nx,red\n")
                .post(IMPORT + "USERS")
                .then()
                .statusCode(422)
                .body("violations.field", hasItems("firstName", "lastName", "orgUnit", "colour"));
        String long_ = IntStream.range(0, 2_001).mapToObj(i -> i + row).collect(Collectors.joining("", header, ""));
        manager.csv(long_).post(IMPORT + "USERS").then().statusCode(422).body("violations.field", contains("file"));
        manager.csv("").post(IMPORT + "USERS").then().statusCode(422);
        manager.csv(header).post("/api/v1/imports").then().statusCode(400);
        manager.get("/api/v1/users?q=Kabel").then().body("totalItems", equalTo(0));
    }

    @Test
    void manyTokensAreBlockedAtOnceAndThoseThatCannotAreNamed() {
        Customer customer = customers.withACard();
        Customer other = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);

        manager.body(Map.of(
                        "tokenIds", List.of(customer.card().id(), other.card().id()), "reason", "FINANCIAL"))
                .post("/api/v1/tokens/bulk-blocks")
                .then()
                .statusCode(200)
                .body("blocked", equalTo(1))
                .body("failures.tokenId", contains(other.card().id().toString()))
                .body("failures.code", contains("not-found"));

        manager.get("/api/v1/tokens/" + customer.card().id()).then().body("status", equalTo("BLOCKED"));
    }

    @Test
    void theCardProducerGetsALineForEachCard() {
        // given
        OrganisationUnit unit = customers.unit(null);
        Browser manager = signedIn.as(unit, Role.ORG_UNIT_ADMIN);
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        String profile = manager.body(Map.of(
                        "orgUnitId",
                        unit.id(),
                        "user",
                        Map.of(
                                "email",
                                UUID.randomUUID() + "@example.org",
                                "firstName",
                                "=HYPERLINK(1)",
                                "lastName",
                                "Kabel"),
                        "details",
                        Map.of("address", Map.of("street", "Dorpsstraat", "postalCode", "4811 BH", "country", "NL"))))
                .post("/api/v1/profiles")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Response ordered = manager.body(
                        Map.of("lines", List.of(Map.of("profileId", profile, "type", "CARD", "quantity", 1))))
                .post("/api/v1/token-requests");

        // when
        String list = operator.get("/api/v1/token-requests/print-list")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();

        // then
        assertThat(list.lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith(ordered.path("number") + "," + ordered.path("lines[0].id"))
                        .contains(",'=HYPERLINK(1) Kabel,")
                        .contains(",Dorpsstraat,")
                        .endsWith(",NL,nl"));
        manager.get("/api/v1/token-requests/print-list").then().statusCode(403);
    }

    private static Response bytes(Browser manager, byte[] file) {
        return manager.request().contentType("text/csv").body(file).post(IMPORT + "USERS");
    }
}
