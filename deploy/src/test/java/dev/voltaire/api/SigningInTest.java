package dev.voltaire.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.Profiles;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.AccountRecovery;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.organisation.OrganisationUnit;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class SigningInTest {
    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    AccountRecovery recovery;

    @Inject
    Profiles profiles;

    @Test
    void anInvitedUserChoosesAPasswordAndSignsIn() {
        // given
        User user = customers.user(customers.unit(null), Role.SUPPORT_AGENT);
        String secret = signedIn.invitationOf(user).text();

        // when
        post("/auth/invitations/" + secret + "/accept", Map.of("password", SignedIn.PASSWORD))
                .statusCode(204);

        // then
        login(user.email().toUpperCase(java.util.Locale.ROOT), SignedIn.PASSWORD)
                .statusCode(200);
        post("/auth/invitations/" + secret + "/accept", Map.of("password", "another password"))
                .statusCode(404)
                .body("code", equalTo("invitation-invalid"));
    }

    @Test
    void aRefreshTokenWorksOnceAndItsReuseEndsTheSession() {
        // given
        User user = entered();
        String first = login(user.email(), SignedIn.PASSWORD).extract().path("refreshToken");
        String second = post("/auth/refresh", Map.of("refreshToken", first))
                .statusCode(200)
                .extract()
                .path("refreshToken");

        // when
        post("/auth/refresh", Map.of("refreshToken", first)).statusCode(401);

        // then
        post("/auth/refresh", Map.of("refreshToken", second))
                .statusCode(401)
                .body("code", equalTo("refresh-token-invalid"));
    }

    @Test
    void loggingOutEndsTheSession() {
        String refresh = login(entered().email(), SignedIn.PASSWORD).extract().path("refreshToken");

        post("/auth/logout", Map.of("refreshToken", refresh)).statusCode(204);

        post("/auth/refresh", Map.of("refreshToken", refresh)).statusCode(401);
    }

    @Test
    void whoIsNotRememberedIsSignedOutAfterHalfADayWithoutUse() {
        User user = entered();

        Response remembered = login(user, true);
        Response forNow = login(user, false);

        assertThat(lasts(remembered)).isBetween(Duration.ofDays(29), Duration.ofDays(31));
        assertThat(lasts(forNow)).isBetween(Duration.ofHours(11), Duration.ofHours(13));
        for (Response session : List.of(remembered, forNow)) {
            Response next = given().contentType(ContentType.JSON)
                    .body(Map.of("refreshToken", session.path("refreshToken")))
                    .post("/api/v1/auth/refresh");
            assertThat(lasts(next)).isCloseTo(lasts(session), Duration.ofMinutes(5));
        }
    }

    @Test
    void aDriverChoosesAPasswordOnceThereIsAProfileToChargeWith() {
        // given
        User driver = customers.user(customers.unit(null), Role.EV_DRIVER);
        String accept = "/auth/invitations/" + signedIn.invitationOf(driver).text() + "/accept";
        post(accept, Map.of("password", SignedIn.PASSWORD)).statusCode(409).body("code", equalTo("profile-missing"));

        // when
        profiles.create(
                driver, driver.organisationUnitIds().getFirst(), Profile.Particulars.named("Mia Laden"), Caller.SYSTEM);

        // then
        post(accept, Map.of("password", SignedIn.PASSWORD)).statusCode(204);
        login(driver.email(), SignedIn.PASSWORD).statusCode(200);
    }

    @Test
    void fiveWrongPasswordsLockTheAccount() {
        User user = entered();

        for (int i = 0; i < 5; i++) {
            login(user.email(), "wrong password").statusCode(401).body("code", equalTo("wrong-credentials"));
        }

        login(user.email(), SignedIn.PASSWORD).statusCode(423).body("code", equalTo("account-locked"));
    }

    @Test
    void anUnknownAddressLooksLikeAWrongPassword() {
        login("nobody@example.org", "wrong password").statusCode(401).body("code", equalTo("wrong-credentials"));
    }

    @Test
    void changingThePasswordEndsEverySession() {
        User user = entered();
        ValidatableResponse session = login(user.email(), SignedIn.PASSWORD);
        String access = session.extract().path("accessToken");
        String refresh = session.extract().path("refreshToken");

        Response changed = given().auth()
                .oauth2(access)
                .contentType(ContentType.JSON)
                .body(Map.of("oldPassword", SignedIn.PASSWORD, "newPassword", "a better password"))
                .post("/api/v1/auth/password/change");

        assertThat(changed.statusCode()).isEqualTo(204);
        given().auth().oauth2(access).get("/api/v1/me").then().statusCode(401);
        post("/auth/refresh", Map.of("refreshToken", refresh)).statusCode(401);
        login(user.email(), "a better password").statusCode(200);
    }

    @Test
    void aProblemSpeaksTheCallersLanguageAndNamesEveryField() {
        given().contentType(ContentType.JSON)
                .header("Accept-Language", "fr-BE, en;q=0.5")
                .body(Map.of("email", "", "password", ""))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .header("Content-Language", "fr")
                .body("title", equalTo("Certains champs ne sont pas valides"))
                .body("violations.field", hasItems("email", "password"))
                .body("violations.message", hasItems("ne doit pas être vide"));
    }

    @Test
    void whatCannotBeReadIsAClearProblem() {
        raw("{\"email\": ").statusCode(400).body("code", equalTo("malformed-request"));
        raw("{\"email\": 5, \"password\": \"x\"}")
                .statusCode(400)
                .body("violations", hasSize(1))
                .body("violations[0].field", equalTo("email"))
                .body("violations[0].message", equalTo("has a value of the wrong type"));
        raw("{\"email\": \"a\", \"password\": \"x\", \"admin\": true}")
                .statusCode(400)
                .body("violations[0].field", equalTo("admin"))
                .body("violations[0].message", equalTo("is not known"));
        raw("").statusCode(422);
        given().contentType(ContentType.TEXT)
                .body("x")
                .post("/api/v1/auth/login")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported-media-type"));
        given().get("/api/v1/auth/login").then().statusCode(405).body("code", equalTo("method-not-allowed"));
        given().get("/api/v1/no-such-thing").then().statusCode(404).body("code", equalTo("not-found"));
    }

    @Test
    void withoutOrWithABadAccessTokenOneIsToldToSignIn() {
        given().get("/api/v1/me")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("unauthenticated"));
        given().auth()
                .oauth2("nonsense")
                .get("/api/v1/me")
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthenticated"));
    }

    @Test
    void toolsSignInWithOAuth() {
        User user = entered();

        given().formParam("grant_type", "password")
                .formParam("username", user.email())
                .formParam("password", SignedIn.PASSWORD)
                .post("/api/v1/auth/token")
                .then()
                .statusCode(200)
                .body("token_type", equalTo("Bearer"));
        given().formParam("grant_type", "password")
                .formParam("username", user.email())
                .formParam("password", "wrong password")
                .post("/api/v1/auth/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        given().get("/.well-known/jwks.json").then().statusCode(200).body("keys[0].crv", equalTo("P-256"));
    }

    @Test
    void aLockedAccountIsUnlockedByItsManagerAndSignedOutEverywhere() {
        OrganisationUnit unit = customers.unit(null);
        User user = customers.user(unit, Role.EV_DRIVER);
        recovery.acceptInvitation(signedIn.invitationOf(user), SignedIn.PASSWORD);
        String access = login(user.email(), SignedIn.PASSWORD).extract().path("accessToken");
        for (int i = 0; i < 5; i++) {
            login(user.email(), "wrong password").statusCode(401);
        }
        Browser manager = signedIn.as(unit, Role.SUPPORT_AGENT);
        String path = "/api/v1/users/" + user.id();

        manager.get(path).then().body("allowedActions", hasItems("UNLOCK"));
        manager.post(path + "/unlock").then().statusCode(200);
        login(user.email(), SignedIn.PASSWORD).statusCode(200);
        manager.post(path + "/sign-out").then().statusCode(200);

        given().auth().oauth2(access).get("/api/v1/me").then().statusCode(401);
        String again = login(user.email(), SignedIn.PASSWORD).extract().path("accessToken");
        given().auth()
                .oauth2(again)
                .post("/api/v1/me/sign-out-everywhere")
                .then()
                .statusCode(204);
        given().auth().oauth2(again).get("/api/v1/me").then().statusCode(401);
    }

    private User entered() {
        User user = customers.user(customers.unit(null), Role.SUPPORT_AGENT);
        recovery.acceptInvitation(signedIn.invitationOf(user), SignedIn.PASSWORD);
        return user;
    }

    private static ValidatableResponse login(String email, String password) {
        return post("/auth/login", Map.of("email", email, "password", password));
    }

    private static Response login(User user, boolean remembered) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", user.email(), "password", SignedIn.PASSWORD, "rememberMe", remembered))
                .post("/api/v1/auth/login");
    }

    private static Duration lasts(Response session) {
        return Duration.between(Instant.now(), Instant.parse(session.path("sessionUntil")));
    }

    private static ValidatableResponse post(String path, Object body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1" + path)
                .then();
    }

    private static ValidatableResponse raw(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/auth/login")
                .then();
    }
}
