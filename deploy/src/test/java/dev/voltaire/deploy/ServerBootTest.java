package dev.voltaire.deploy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasValue;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = TestDatabase.class, scope = TestResourceScope.GLOBAL)
class ServerBootTest {
    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @TestHTTPResource(value = "/health/live", management = true)
    URI live;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String username;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void theServerBecomesReadyWithItsDatabaseMigrated() throws SQLException {
        given().get(ready)
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItem("Database and migrations"));

        updateHistory("UPDATE flyway_schema_history SET success = false WHERE version = '010'");
        try {
            given().get(ready)
                    .then()
                    .statusCode(503)
                    .body("checks.find { it.name == 'Database and migrations' }.data", hasValue("[010]"));
        } finally {
            updateHistory("UPDATE flyway_schema_history SET success = true WHERE version = '010'");
        }
        given().get(ready).then().statusCode(200);
    }

    @Test
    void theServerIsAliveWhateverItsDatabaseDoes() {
        given().get(live).then().statusCode(200).body("status", equalTo("UP")).body("checks", empty());
    }

    @Test
    void theKeysOfTheAccessTokensAreOfferedBeforeAnybodySignedIn() {
        given().get("/.well-known/jwks.json").then().statusCode(200).body("keys", not(empty()));
    }

    @Test
    void theMetricsAreServedOnTheManagementPort() {
        given().get(metrics).then().statusCode(200);
        given().get("/q/metrics").then().statusCode(404);
    }

    @Test
    void theOpenApiDocumentAndSwaggerUiAreServedOnThePublicPort() {
        given().get("/q/openapi").then().statusCode(200);
        given().get("/q/swagger-ui/").then().statusCode(200);
    }

    @Test
    void theApplicationRunsAsARoleThatOwnsNothing() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var role = statement.executeQuery(
                        "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")) {
            assertThat(role.next()).isTrue();
            assertThat(role.getString(1)).isEqualTo("voltaire_app");
            assertThat(role.getBoolean(2)).as("superuser").isFalse();
            assertThat(role.getBoolean(3)).as("bypasses row-level security").isFalse();
        }
    }

    /// As the owner, which the application is not.
    private void updateHistory(String update) throws SQLException {
        try (var owner = DriverManager.getConnection(url, username, password);
                var statement = owner.createStatement()) {
            statement.execute(update);
        }
    }
}
