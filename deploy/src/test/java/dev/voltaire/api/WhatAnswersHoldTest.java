package dev.voltaire.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.voltaire.deploy.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The OpenAPI document tells which fields of an answer are always there.
@QuarkusTest
@WithTestResource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class WhatAnswersHoldTest {
    private JsonNode schemas;

    @BeforeEach
    void read() throws Exception {
        schemas = new ObjectMapper()
                .readTree(given().get("/q/openapi?format=json").asString())
                .path("components")
                .path("schemas");
    }

    @Test
    void whatIsNotNullableIsAlwaysThere() {
        assertThat(required("TokenRow"))
                .contains("id", "visualNumber", "type", "kind", "status", "uid", "allowedActions")
                .doesNotContain("profile", "validUntil");
        assertThat(required("TokenRowPage"))
                .containsExactlyInAnyOrder("items", "page", "size", "totalItems", "totalPages", "totalIsExact");
        assertThat(required("Session")).contains("accessToken", "refreshToken", "sessionUntil");
        assertThat(required("Invoice")).contains("id", "type", "status").doesNotContain("number", "reference");
    }

    @Test
    void whatIsSentKeepsTheRulesItIsValidatedBy() {
        assertThat(required("UserRequest"))
                .containsExactlyInAnyOrder("email", "firstName", "lastName", "roles", "orgUnitIds");
        assertThat(required("UserPatch")).isEmpty();
        assertThat(required("Login")).containsExactlyInAnyOrder("email", "password");
    }

    @Test
    void hardlyAnyAnswerLeavesItOpen() {
        List<String> open = new ArrayList<>();
        schemas.properties().forEach(schema -> {
            boolean sent = schema.getKey().matches(".*(Request|Patch|Details|Change)$");
            if (!sent
                    && schema.getValue().has("properties")
                    && !schema.getValue().has("required")) {
                open.add(schema.getKey());
            }
        });
        assertThat(open).as("of %d schemas", schemas.size()).hasSizeLessThan(30);
    }

    private Set<String> required(String schema) {
        assertThat(schemas.has(schema)).as(schema).isTrue();
        return StreamSupport.stream(schemas.path(schema).path("required").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }
}
