package dev.voltaire.ocpi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerConnecting.Invitation;
import dev.voltaire.partner.PartnerKind;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class RegistrationTest {
    private static final String CREDENTIALS = "/ocpi/2.2.1/credentials";

    @Inject
    PartnerConnecting connecting;

    private final ScriptedPartner cpo =
            new ScriptedPartner().offering("locations", "SENDER").offering("tokens", "RECEIVER");
    private Invitation invitation;

    @BeforeEach
    void invite() {
        invitation = connecting.invite("Robocharge", PartnerKind.CPO);
    }

    @AfterEach
    void close() {
        cpo.close();
    }

    @Test
    void aCpoRegistersItselfAndItsRegistrationTokenEnds() {
        // given
        String tokenA = invitation.registrationToken().secret();
        String details = as(tokenA)
                .get("/ocpi/versions")
                .then()
                .statusCode(200)
                .body("status_code", equalTo(1000))
                .body("timestamp", notNullValue())
                .body("data.version", hasItem("2.2.1"))
                .extract()
                .path("data.find { it.version == '2.2.1' }.url");
        as(tokenA)
                .get(details)
                .then()
                .statusCode(200)
                .body("data.version", equalTo("2.2.1"))
                .body("data.endpoints.identifier", hasItem("credentials"));

        // when
        String tokenC = post(tokenA, cpo.credentials("RBC"))
                .statusCode(200)
                .body("status_code", equalTo(1000))
                .body("data.url", notNullValue())
                .body("data.roles[0].role", equalTo("EMSP"))
                .body("data.roles[0].country_code", equalTo("NL"))
                .body("data.roles[0].party_id", equalTo("VLT"))
                .body("data.roles[0].business_details.website", notNullValue())
                .body("data.roles[0].business_details.logo.url", notNullValue())
                .extract()
                .path("data.token");

        // then
        assertThat(cpo.requests("GET", "/versions")).hasSize(1);
        assertThat(cpo.requests("GET", "/details")).hasSize(1);
        as(tokenA).get("/ocpi/versions").then().statusCode(401);
        as(tokenC).get(CREDENTIALS).then().statusCode(200).body("data.token", equalTo(tokenC));
        post(tokenC, cpo.credentials("RBC")).statusCode(405).body("status_code", equalTo(2000));
    }

    @Test
    void aTokenIsReadBase64EncodedAndRaw() {
        String token = invitation.registrationToken().secret();

        given().header("Authorization", "Token " + token)
                .get("/ocpi/versions")
                .then()
                .statusCode(200);
        given().header("authorization", "token " + base64(token + "\n"))
                .get("/ocpi/versions")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Token d3Jvbmc=",
                "Token wrong",
                "Bearer x",
                "Bearer a.b.c",
                "Token ",
                "Basic YTpi",
                "Digest x",
                "?"
            })
    void aWrongTokenIsUnauthorisedEverywhere(String authorization) {
        for (String path :
                new String[] {"/ocpi/versions", "/ocpi/2.2.1", CREDENTIALS, "/ocpi/2.2.1/tokens", "/ocpi/x"}) {
            unauthorised(given().header("Authorization", authorization).get(path));
            unauthorised(
                    given().header("Authorization", authorization).body("{}").post(path));
            unauthorised(
                    given().header("Authorization", authorization).body("{}").put(path));
        }
        unauthorised(given().get("/ocpi/versions"));
    }

    private static void unauthorised(Response answer) {
        answer.then()
                .statusCode(401)
                .contentType("application/json")
                .body("status_code", equalTo(2000))
                .body("status_message", notNullValue())
                .body("timestamp", notNullValue());
    }

    @Test
    void requestAndCorrelationIdsAreEchoed() {
        as(invitation.registrationToken().secret())
                .header("X-Request-ID", "request-1")
                .header("X-Correlation-ID", "correlation-1")
                .get("/ocpi/versions")
                .then()
                .header("X-Request-ID", "request-1")
                .header("X-Correlation-ID", "correlation-1");
        given().header("X-Request-ID", "request-2").get("/ocpi/versions").then().header("X-Request-ID", "request-2");
    }

    @Test
    void invalidJsonIsAnHttpErrorAndIncompleteJsonIsNot() {
        String tokenA = invitation.registrationToken().secret();

        post(tokenA, "{\"token\": ").statusCode(400).body("status_code", equalTo(2001));
        post(tokenA, "{\"token\": \"abc\"}")
                .statusCode(200)
                .body("status_code", equalTo(2001))
                .body("data", nullValue());
        post(tokenA, "[]").statusCode(200).body("status_code", equalTo(2001));
        post(tokenA, cpo.credentials("RBC").replace(cpo.token, "a token with spaces"))
                .body("status_code", equalTo(2001));
    }

    @Test
    void aPartnerWhoseServerCannotBeReachedIsTold3001AndMayTryAgain() {
        String tokenA = invitation.registrationToken().secret();
        String unreachable = cpo.credentials("RBC").replace(cpo.url(""), "http://127.0.0.1:1");

        post(tokenA, unreachable).statusCode(200).body("status_code", equalTo(3001));
        post(tokenA, cpo.credentials("RBC").replace(cpo.token, "not-its-token")).body("status_code", equalTo(3001));
        post(tokenA, cpo.credentials("RBC").replace("127.0.0.1", "10.255.255.1"))
                .body("status_code", equalTo(3001));

        post(tokenA, cpo.credentials("RBC")).statusCode(200).body("status_code", equalTo(1000));
    }

    @Test
    void withoutAMutualVersionItIs3002AndWithoutEndpoints3003() {
        String tokenA = invitation.registrationToken().secret();
        cpo.versions = "2.0,3.0";
        post(tokenA, cpo.credentials("RBC")).statusCode(200).body("status_code", equalTo(3002));

        try (ScriptedPartner empty = new ScriptedPartner()) {
            post(tokenA, empty.credentials("RBC")).statusCode(200).body("status_code", equalTo(3003));
        }
    }

    @Test
    void aPartnerThatReadsRawTokensOnlyIsRecognised() {
        cpo.acceptsPlainTokensOnly = true;

        post(invitation.registrationToken().secret(), cpo.credentials("RBC")).body("status_code", equalTo(1000));
    }

    @Test
    void credentialsAreRenewedWithAnOverlapUntilTheNewTokenIsUsed() {
        // given
        String tokenC = register();
        cpo.token = "token-b-2";

        // when
        String renewed = as(tokenC)
                .body(cpo.credentials("RBC"))
                .put(CREDENTIALS)
                .then()
                .statusCode(200)
                .body("status_code", equalTo(1000))
                .extract()
                .path("data.token");

        // then the answer could have been lost: both work until the new one was used
        assertThat(renewed).isNotEqualTo(tokenC);
        as(tokenC).get("/ocpi/versions").then().statusCode(200);
        as(renewed).get("/ocpi/versions").then().statusCode(200);
        as(tokenC).get("/ocpi/versions").then().statusCode(401);
    }

    @Test
    void anUnregisteredPartnerCanNeitherChangeNorDeleteCredentials() {
        String tokenA = invitation.registrationToken().secret();

        as(tokenA).body(cpo.credentials("RBC")).put(CREDENTIALS).then().statusCode(405);
        as(tokenA).delete(CREDENTIALS).then().statusCode(405);
        as(tokenA).body("{}").patch(CREDENTIALS).then().statusCode(405);
    }

    @Test
    void aPartnerUnregistersItself() {
        String tokenC = register();

        as(tokenC).delete(CREDENTIALS).then().statusCode(200).body("status_code", equalTo(1000));

        as(tokenC).get("/ocpi/versions").then().statusCode(401);
    }

    @Test
    void theRegistrationTokenOpensNoFunctionalModule() {
        as(invitation.registrationToken().secret())
                .get("/ocpi/2.2.1/tokens")
                .then()
                .statusCode(401);
    }

    @Test
    void anUnknownVersionOrModuleIsNotFound() {
        String tokenC = register();

        as(tokenC).get("/ocpi/9.9").then().statusCode(404).body("status_code", equalTo(3002));
        as(tokenC).get("/ocpi/2.2.1/teapots").then().statusCode(404).body("status_code", equalTo(2000));
        as(tokenC).body("{}").post("/ocpi/versions").then().statusCode(405);
    }

    private String register() {
        return post(invitation.registrationToken().secret(), cpo.credentials("RBC"))
                .body("status_code", equalTo(1000))
                .extract()
                .path("data.token");
    }

    private static ValidatableResponse post(String token, String body) {
        return as(token).body(body).post(CREDENTIALS).then();
    }

    static RequestSpecification as(String token) {
        return given().header("Authorization", "Token " + base64(token)).contentType("application/json");
    }

    private static String base64(String token) {
        return Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }
}
