package dev.voltaire.harness;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Calls to the REST API, every one of them held against the OpenAPI document that the same server publishes.
public final class Api {
    private static final Map<URI, OpenApiValidationFilter> DOCUMENTS = new ConcurrentHashMap<>();
    private static final Map<URI, OpenApiValidationFilter> ANSWERS = new ConcurrentHashMap<>();

    private final URI server;

    private Api(URI server) {
        this.server = server;
    }

    public static Api of(VoltaireProcess voltaire) {
        return new Api(voltaire.http());
    }

    /// A request of nobody in particular.
    public RequestSpecification anonymously() {
        return RestAssured.given(new RequestSpecBuilder()
                .setBaseUri(server)
                .setContentType(ContentType.JSON)
                .setAccept("application/json, application/problem+json")
                .addFilter(document())
                .build());
    }

    /// A request that is wrong on purpose, so that only the answer's shape is ours to check.
    public RequestSpecification carelessly() {
        return RestAssured.given(new RequestSpecBuilder()
                .setBaseUri(server)
                .setContentType(ContentType.JSON)
                .addFilter(ANSWERS.computeIfAbsent(server, Api::answersOnly))
                .build());
    }

    /// A request of this person, signed in for it.
    public RequestSpecification as(String email, String password) {
        return anonymously().header("Authorization", "Bearer " + signIn(email, password));
    }

    public RequestSpecification bearing(String accessToken) {
        return anonymously().header("Authorization", "Bearer " + accessToken);
    }

    public String signIn(String email, String password) {
        return anonymously()
                .body(Map.of("email", email, "password", password))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }

    private OpenApiValidationFilter document() {
        return DOCUMENTS.computeIfAbsent(server, Api::read);
    }

    private static OpenApiValidationFilter read(URI server) {
        return new OpenApiValidationFilter(documentOf(server));
    }

    private static OpenApiValidationFilter answersOnly(URI server) {
        return new OpenApiValidationFilter(OpenApiInteractionValidator.createFor(documentOf(server))
                .withLevelResolver(LevelResolver.create()
                        .withLevel("validation.request", ValidationReport.Level.IGNORE)
                        .build())
                .build());
    }

    private static String documentOf(URI server) {
        return server + "/q/openapi?format=json";
    }
}
