package dev.voltaire.deploy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = TestDatabase.class, scope = TestResourceScope.GLOBAL)
class ServerBootTest {
    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Inject
    DataSource dataSource;

    @Test
    void theServerBecomesReadyWithItsDatabase() {
        given().get(ready)
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItem("Database connections health check"));
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
}
