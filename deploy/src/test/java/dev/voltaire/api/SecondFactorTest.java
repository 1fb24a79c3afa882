package dev.voltaire.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class SecondFactorTest {
    private static final String PATH = "/api/v1/me/second-factor";

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    Sql sql;

    @Test
    void onceConfirmedEverySignInAsksForACodeThatWorksOnce() throws Exception {
        // given
        User user = customers.user(customers.unit(null), Role.SUPPORT_AGENT);
        Browser browser = signedIn.as(user);
        Response enrolled = browser.post(PATH + "/enrol");
        enrolled.then().statusCode(200).body("uri", startsWith("otpauth://totp/Voltaire:"));
        byte[] secret = base32(enrolled.path("secret"));

        // when only enrolled, then nothing is asked
        login(user, null).statusCode(200);
        browser.body(Map.of("code", "000000"))
                .post(PATH + "/confirm")
                .then()
                .statusCode(422)
                .body("code", equalTo("second-factor-wrong"));

        // when confirmed
        String code = code(secret, Duration.ofSeconds(-30));
        List<String> recovery = browser.body(Map.of("code", code))
                .post(PATH + "/confirm")
                .then()
                .statusCode(200)
                .body("recoveryCodes", hasSize(10))
                .extract()
                .path("recoveryCodes");

        // then
        browser.get(PATH).then().body("on", equalTo(true)).body("recoveryCodesLeft", equalTo(10));
        browser.post(PATH + "/enrol").then().statusCode(409);
        login(user, null).statusCode(401).body("code", equalTo("second-factor-required"));
        login(user, code).statusCode(401).body("code", equalTo("second-factor-required"));
        String next = code(secret, Duration.ZERO);
        login(user, next.substring(0, 3) + " " + next.substring(3)).statusCode(200);
        login(user, next).statusCode(401);
        login(user, recovery.getFirst().toLowerCase(java.util.Locale.ROOT)).statusCode(200);
        login(user, recovery.getFirst()).statusCode(401);
        given().formParam("grant_type", "password")
                .formParam("username", user.email())
                .formParam("password", SignedIn.PASSWORD)
                .formParam("code", recovery.get(1))
                .post("/api/v1/auth/token")
                .then()
                .statusCode(200);

        // when turned off
        browser.body(Map.of("code", recovery.get(2)))
                .post(PATH + "/turn-off")
                .then()
                .statusCode(204);

        // then
        login(user, null).statusCode(200);
    }

    @Test
    void theSecretIsSealedInTheDatabaseAndOneFromBeforeIsSealedWhenItIsUsed() throws Exception {
        // given
        User user = customers.user(customers.unit(null), Role.SUPPORT_AGENT);
        Browser browser = signedIn.as(user);
        byte[] secret = base32(browser.post(PATH + "/enrol").path("secret"));

        // then
        assertThat(stored(user)).hasSizeGreaterThan(secret.length).isNotEqualTo(secret);

        // when
        QuarkusTransaction.requiringNew()
                .run(() -> sql.update(
                        "UPDATE second_factor SET secret = ?, sealed_with = NULL WHERE user_id = ?",
                        secret,
                        user.id()));
        assertThat(stored(user)).isEqualTo(secret);
        browser.body(Map.of("code", code(secret, Duration.ZERO)))
                .post(PATH + "/confirm")
                .then()
                .statusCode(200);

        // then
        assertThat(stored(user)).hasSizeGreaterThan(secret.length);
        login(user, code(secret, Duration.ofSeconds(30))).statusCode(200);
    }

    @Test
    void wrongCodesLockTheAccountLikeWrongPasswords() throws Exception {
        User user = customers.user(customers.unit(null), Role.SUPPORT_AGENT);
        Browser browser = signedIn.as(user);
        byte[] secret = base32(browser.post(PATH + "/enrol").path("secret"));
        browser.body(Map.of("code", code(secret, Duration.ZERO)))
                .post(PATH + "/confirm")
                .then()
                .statusCode(200);

        for (int i = 0; i < 5; i++) {
            login(user, "000000").statusCode(401);
        }

        login(user, code(secret, Duration.ofSeconds(30))).statusCode(423);
    }

    @Test
    void aManagerHelpsSomebodyWhoLostTheDevice() throws Exception {
        OrganisationUnit unit = customers.unit(null);
        User user = customers.user(unit, Role.EV_DRIVER);
        Browser browser = signedIn.as(user);
        byte[] secret = base32(browser.post(PATH + "/enrol").path("secret"));
        browser.body(Map.of("code", code(secret, Duration.ZERO)))
                .post(PATH + "/confirm")
                .then()
                .statusCode(200);

        signedIn.as(unit, Role.SUPPORT_AGENT)
                .post("/api/v1/users/" + user.id() + "/reset-second-factor")
                .then()
                .statusCode(200);

        browser.get("/api/v1/me").then().statusCode(401);
        login(user, null).statusCode(200);
    }

    private byte[] stored(User user) {
        return QuarkusTransaction.requiringNew()
                .call(() -> sql.first(
                                "SELECT secret FROM second_factor WHERE user_id = ?",
                                row -> row.getBytes("secret"),
                                user.id())
                        .orElseThrow());
    }

    private static ValidatableResponse login(User user, @Nullable String code) {
        Map<String, String> body = code == null
                ? Map.of("email", user.email(), "password", SignedIn.PASSWORD)
                : Map.of("email", user.email(), "password", SignedIn.PASSWORD, "code", code);
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/auth/login")
                .then();
    }

    private static String code(byte[] secret, Duration away) throws Exception {
        return new TimeBasedOneTimePasswordGenerator()
                .generateOneTimePasswordString(
                        new SecretKeySpec(secret, "HmacSHA1"), Instant.now().plus(away));
    }

    private static byte[] base32(String text) {
        BigInteger number = BigInteger.ZERO;
        for (char letter : text.toCharArray()) {
            number = number.shiftLeft(5).or(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter)));
        }
        byte[] bytes = number.toByteArray();
        byte[] secret = new byte[20];
        byte[] significant = bytes.length > 20 ? Arrays.copyOfRange(bytes, bytes.length - 20, bytes.length) : bytes;
        System.arraycopy(significant, 0, secret, 20 - significant.length, significant.length);
        assertThat(text).hasSize(32);
        return secret;
    }
}
