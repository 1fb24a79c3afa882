package dev.voltaire.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.organisation.OrganisationUnit;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Chapter 4, legal documents: published by version and language, accepted by people. And what people like of a list.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class AcceptingTermsTest {
    private static final String DOCUMENTS = "/api/v1/legal-documents";
    private static final String CONSENTS = "/api/v1/me/consents";
    private static final String TERMS = "find { it.type == 'TERMS_AND_CONDITIONS' }";

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Test
    void aNewVersionIsAcceptedInTheLanguageItWasReadIn() {
        // given
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        OrganisationUnit unit = customers.unit(null);
        User user = customers.user(unit, Role.SUPPORT_AGENT);
        Browser manager = signedIn.as(user);
        List<Integer> versions = operator.get(DOCUMENTS + "/TERMS_AND_CONDITIONS/versions")
                .then()
                .statusCode(200)
                .extract()
                .path("version");
        int next = versions.isEmpty() ? 1 : versions.getFirst() + 1;

        // when
        publish(operator, next, "en", "Terms").then().statusCode(201);
        Response dutch = publish(operator, next, "nl", "Voorwaarden");

        // then
        dutch.then().statusCode(201);
        publish(operator, next, "nl", "Voorwaarden").then().statusCode(409);
        publish(operator, next + 2, "nl", "Voorwaarden").then().statusCode(400);
        publish(manager, next + 1, "en", "Terms").then().statusCode(403);
        given().header("Accept-Language", "nl")
                .get(DOCUMENTS + "/TERMS_AND_CONDITIONS")
                .then()
                .body("title", equalTo("Voorwaarden"));
        given().get(DOCUMENTS + "/TERMS_AND_CONDITIONS?language=it").then().body("language", equalTo("en"));
        given().get(DOCUMENTS + "/NO_SUCH_TYPE").then().statusCode(404);

        // when
        manager.get(CONSENTS).then().body(TERMS + ".acceptedAt", nullValue()).body(TERMS + ".language", equalTo("nl"));
        manager.body(Map.of("documentId", dutch.path("id")))
                .post(CONSENTS)
                .then()
                .statusCode(204);
        manager.body(Map.of("documentId", dutch.path("id")))
                .post(CONSENTS)
                .then()
                .statusCode(204);

        // then
        manager.get(CONSENTS)
                .then()
                .body(TERMS + ".acceptedAt", notNullValue())
                .body(TERMS + ".acceptedLanguage", equalTo("nl"));
        signedIn.as(unit, Role.ORG_UNIT_ADMIN)
                .get("/api/v1/users/" + user.id() + "/consents")
                .then()
                .body("version", contains(next));
        manager.get("/api/v1/audit-events?action=consent-given&entityId=" + user.id())
                .then()
                .body("items.details.version", hasItems(next));

        // when another version comes
        publish(operator, next + 1, "en", "Terms").then().statusCode(201);

        // then
        manager.get(CONSENTS).then().body(TERMS + ".acceptedAt", nullValue());
        manager.body(Map.of("documentId", dutch.path("id")))
                .post(CONSENTS)
                .then()
                .statusCode(409);
    }

    @Test
    void aListLooksAsItsReaderLikesIt() {
        Browser manager = signedIn.as(customers.unit(null), Role.SUPPORT_AGENT);
        Browser colleague = signedIn.as(customers.unit(null), Role.SUPPORT_AGENT);
        String path = "/api/v1/me/list-preferences/tokens";

        manager.get(path).then().statusCode(404);
        manager.body(Map.of("columns", List.of("visualNumber", "status"), "sort", "-status", "size", 25))
                .put(path)
                .then()
                .statusCode(200);
        manager.get(path)
                .then()
                .body("columns", contains("visualNumber", "status"))
                .body("size", equalTo(25));
        colleague.get(path).then().statusCode(404);
        manager.body(Map.of("sort", "-status")).put(path).then().statusCode(422);
        manager.get("/api/v1/me/list-preferences/No%20List").then().statusCode(422);
        manager.delete(path).then().statusCode(204);
        manager.get(path).then().statusCode(404);
    }

    private static Response publish(Browser operator, int version, String language, String title) {
        return operator.body(Map.of(
                        "type",
                        "TERMS_AND_CONDITIONS",
                        "version",
                        version,
                        "language",
                        language,
                        "title",
                        title,
                        "content",
                        "# " + title))
                .post(DOCUMENTS);
    }
}
