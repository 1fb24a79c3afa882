package dev.voltaire.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.voltaire.harness.Api;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Voltaire;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// People of the demo world sign in; who holds the wrong password, a stale token or none, does not.
class SigningInTest {
    private final Api api = Api.of(Voltaire.shared());

    @Test
    void everyDemoUserSignsInAndSeesWhoTheyAre() {
        for (var email : new String[] {Demo.OPERATOR, Demo.MANAGER, Demo.DRIVER}) {
            api.as(email, Demo.PASSWORD)
                    .get("/api/v1/me")
                    .then()
                    .statusCode(200)
                    .body("email", equalTo(email));
        }
    }

    @Test
    void aWrongPasswordIsRefusedAsAProblem() {
        api.anonymously()
                .body(Map.of("email", Demo.DRIVER, "password", "not-the-password"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void aRefreshTokenWorksOnceAndItsReuseEndsTheSession() {
        // given
        var session = api.anonymously()
                .body(Map.of("email", Demo.DRIVER, "password", Demo.PASSWORD))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract();
        String first = session.path("refreshToken");

        // when
        var renewed = api.anonymously()
                .body(Map.of("refreshToken", first))
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(200)
                .extract();
        String second = renewed.path("refreshToken");

        // then
        assertThat(second).isNotEqualTo(first);
        refresh(first);
        refresh(second);
    }

    private void refresh(String refused) {
        api.anonymously()
                .body(Map.of("refreshToken", refused))
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(401);
    }

    @Test
    void nobodySeesAnythingWithoutSigningIn() {
        api.carelessly().get("/api/v1/me").then().statusCode(401);
        api.carelessly()
                .header("Authorization", "Bearer nonsense")
                .get("/api/v1/me")
                .then()
                .statusCode(401);
    }

    @Test
    void malformedJsonIsExplained() {
        api.carelessly()
                .body("{\"email\": ")
                .post("/api/v1/auth/login")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void theSigningKeysAreOffered() {
        api.signIn(Demo.DRIVER, Demo.PASSWORD);
        api.carelessly().get("/.well-known/jwks.json").then().statusCode(200).body("keys.crv", hasItem("P-256"));
    }
}
