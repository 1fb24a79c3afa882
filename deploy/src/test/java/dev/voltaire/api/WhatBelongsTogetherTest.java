package dev.voltaire.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.api.Possessions.Possessed;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.organisation.OrganisationUnit;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What belongs to a unit, a user, a profile or a token is listed below it, and rows say what may be done with them.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class WhatBelongsTogetherTest {
    @Inject
    Possessions possessions;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Test
    void sessionsCdrsAndOrdersAreListedBelowTheirTokenAndProfile() {
        // given
        Possessed possessed = possessions.ofACustomer();
        Browser manager = possessed.manager();
        Map<String, String> things = possessed.things();
        String token = "/api/v1/tokens/" + things.get("tokens");
        String profile = "/api/v1/profiles/" + things.get("profiles");

        // then
        manager.get(token + "/sessions").then().body("items.id", hasItem(things.get("sessions")));
        manager.get(profile + "/sessions?sort=-startedAt").then().body("items.id", hasItem(things.get("sessions")));
        manager.get(token + "/msp-cdrs?approvalState=APPROVED")
                .then()
                .body("items.id", contains(things.get("msp-cdrs")));
        manager.get(profile + "/msp-cdrs").then().body("items.id", contains(things.get("msp-cdrs")));
        manager.get(profile + "/token-requests").then().body("items", hasSize(0));
        String ordered = manager.get("/api/v1/token-requests/" + things.get("token-requests"))
                .path("lines[0].profile.id");
        manager.get("/api/v1/profiles/" + ordered + "/token-requests")
                .then()
                .body("items.id", contains(things.get("token-requests")))
                .body("items[0].allowedActions", contains("CANCEL"));
        manager.get("/api/v1/users/" + things.get("users") + "/profiles")
                .then()
                .body("items.id", contains(things.get("profiles")))
                .body("items[0].allowedActions", contains("EDIT", "DELETE", "ADD_TOKEN"));
    }

    @Test
    void aUserIsMadeBelowTheUnit() {
        // given
        OrganisationUnit unit = customers.unit(null);
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        String email = UUID.randomUUID() + "@example.org";
        String path = "/api/v1/org-units/" + unit.id() + "/users";
        Map<String, Object> person =
                Map.of("email", email, "firstName", "Mara", "lastName", "Manager", "roles", List.of("ORG_UNIT_ADMIN"));

        // when
        operator.body(person)
                .post(path)
                .then()
                .statusCode(201)
                .body("orgUnits.id", contains(unit.id().toString()));

        // then
        operator.get(path)
                .then()
                .body("items.email", contains(email))
                .body("items[0].allowedActions", hasItems("EDIT", "DELETE", "RESEND_INVITATION"));
        operator.body(person).post(path).then().statusCode(409).body("code", equalTo("email-already-used"));
    }

    @Test
    void aRowNamesOnlyTheUnitsItsReaderSees() {
        // given: somebody who works for two customers
        OrganisationUnit own = customers.unit(null);
        OrganisationUnit other = customers.unit(null);
        User both = customers.user(own, Role.EV_DRIVER);
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        operator.header("If-Match", operator.get("/api/v1/users/" + both.id()).header("ETag"))
                .body(Map.of("orgUnitIds", Set.of(own.id(), other.id())))
                .patch("/api/v1/users/" + both.id())
                .then()
                .statusCode(200);

        // then
        signedIn.as(own, Role.SUPPORT_AGENT)
                .get("/api/v1/users?q=" + both.email())
                .then()
                .body("items[0].orgUnits.id", contains(own.id().toString()))
                .body("items[0].allowedActions", hasSize(0));
        operator.get("/api/v1/users?q=" + both.email())
                .then()
                .body(
                        "items[0].orgUnits.id",
                        containsInAnyOrder(own.id().toString(), other.id().toString()));
    }

    @Test
    void theBlocksOfATokenAreAListLikeAnyOther() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT);
        String blocks = "/api/v1/tokens/" + customer.card().id() + "/blocks";
        for (String reason : List.of("OVERUSE", "FRAUD", "FINANCIAL")) {
            manager.body(Map.of("reason", reason)).post(blocks).then().statusCode(201);
        }
        String newest = manager.get(blocks).path("items[0].id");
        manager.post(blocks + "/" + newest + "/lift").then().statusCode(200);

        // then
        manager.get(blocks + "?size=5&sort=reason")
                .then()
                .body("totalItems", equalTo(3))
                .body("items.reason", contains("FINANCIAL", "FRAUD", "OVERUSE"));
        manager.get(blocks + "?open=true").then().body("items.reason", contains("FRAUD", "OVERUSE"));
        manager.get(blocks + "?sort=colour").then().statusCode(400);
    }

    @Test
    void whatIsDeletedIsDeactivatedOrClosedAndStays() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        String card = "/api/v1/tokens/" + customer.card().id();
        String unit = "/api/v1/org-units/" + customer.unit().id();

        // then
        manager.delete(card).then().statusCode(428);
        manager.delete(card + "?confirm=true").then().statusCode(204);
        manager.get(card).then().body("status", equalTo("INACTIVE"));
        manager.delete(card + "?confirm=true").then().statusCode(409).body("code", equalTo("token-deactivated"));
        manager.delete(unit + "?confirm=true").then().statusCode(403);
        operator.delete(unit).then().statusCode(428);
        operator.delete(unit + "?confirm=true").then().statusCode(204);
        operator.get(unit).then().body("status", equalTo("CLOSED"));
    }
}
