package dev.voltaire.journey;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.voltaire.harness.Api;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Voltaire;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever sends the REST API something wrong is told what, in one form, whatever it was.
class BadRequestTest {
    private final Api api = Api.of(Voltaire.shared());

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\": ", "", "[]", "\"text\"", "nonsense", "{} {}", "null", "\u0000"})
    void aBodyThatIsNotTheJsonAskedForIsMalformed(String body) {
        var refused = operator().body(body).post("/api/v1/org-units").then();
        problem(refused, body.isEmpty() || body.equals("null") ? 422 : 400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": 5}                          | name
            {"name": {"first": "a"}}             | name
            {"billable": "yes"}                  | billable
            {"parentId": "not-a-uuid"}           | parentId
            """)
    void aWrongTypeIsNamedByItsField(String body, String field) {
        problem(operator().body(body).post("/api/v1/org-units").then(), 400)
                .body("code", equalTo("malformed-request"))
                .body("violations.field", hasItem(field))
                .body("violations[0].message", notNullValue());
    }

    @Test
    void anUnknownFieldIsNamed() {
        problem(
                        operator()
                                .body("{\"nmae\": \"Lighthouse\"}")
                                .post("/api/v1/org-units")
                                .then(),
                        400)
                .body("code", equalTo("malformed-request"))
                .body("violations.field", hasItem("nmae"));
    }

    @Test
    void allFieldsThatBreakARuleAreNamedAtOnceInTheLanguageOfTheCaller() {
        problem(
                        operator()
                                .header("Accept-Language", "nl")
                                .body("{\"name\": \" \", \"country\": \"Holland\", \"currency\": \"euro\"}")
                                .post("/api/v1/org-units")
                                .then(),
                        422)
                .header("Content-Language", "nl")
                .body("code", equalTo("validation-failed"))
                .body("violations.field", hasItems("name", "country", "currency", "language", "billable"));
    }

    @Test
    void anOversizeBodyIsRefused() {
        problem(
                        operator()
                                .body("{\"name\": \"" + "a".repeat(6_000_000) + "\"}")
                                .post("/api/v1/org-units")
                                .then(),
                        413)
                .body("code", equalTo("body-too-large"));
    }

    @Test
    void aMethodAPathAndATypeThatDoNotExistAreNamed() {
        problem(operator().delete("/api/v1/org-units").then(), 405).body("code", equalTo("method-not-allowed"));
        problem(operator().get("/api/v1/flying-carpets").then(), 404).body("code", equalTo("not-found"));
        problem(operator().get("/api/v1/org-units/not-a-uuid").then(), 404).body("code", equalTo("not-found"));
        problem(
                        operator()
                                .contentType("application/xml")
                                .body("<unit/>")
                                .post("/api/v1/org-units")
                                .then(),
                        415)
                .body("code", equalTo("unsupported-media-type"));
    }

    @ParameterizedTest
    @CsvSource({
        "sort=secret,unknown-sort-field",
        "page=0,invalid-parameter",
        "page=x,invalid-parameter",
        "size=7,invalid-parameter",
        "colour=red,invalid-parameter"
    })
    void aListParameterThatMeansNothingIsNamed(String parameter, String code) {
        problem(operator().get("/api/v1/org-units?" + parameter).then(), 400).body("code", equalTo(code));
    }

    @Test
    void deeplyNestedJsonIsMalformedAndNothingWorse() {
        var depth = 100_000;
        problem(
                operator()
                        .body("{\"name\": " + "[".repeat(depth) + "]".repeat(depth) + "}")
                        .post("/api/v1/org-units")
                        .then(),
                400);
    }

    @Test
    void aForeignTokenIsNoAccessToken() {
        for (var authorization : new String[] {"Bearer x.y.z", "Bearer", "Basic YTpi", "Token dG9rZW4="}) {
            problem(
                            api.carelessly()
                                    .header("Authorization", authorization)
                                    .get("/api/v1/me")
                                    .then(),
                            401)
                    .header("WWW-Authenticate", startsWith("Bearer"));
        }
    }

    @Test
    void anybodyElseIsServedMeanwhile() {
        api.as(Demo.MANAGER, Demo.PASSWORD)
                .queryParams(Map.of("q", Demo.CARD))
                .get("/api/v1/tokens")
                .then()
                .statusCode(200);
    }

    private RequestSpecification operator() {
        return api.carelessly().header("Authorization", "Bearer " + api.signIn(Demo.OPERATOR, Demo.PASSWORD));
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("type", startsWith("urn:voltaire:problem:"))
                .body("status", equalTo(status))
                .body("title", notNullValue());
    }
}
