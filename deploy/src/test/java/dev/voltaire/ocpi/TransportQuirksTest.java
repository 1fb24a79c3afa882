package dev.voltaire.ocpi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.voltaire.command.RoamingCommand;
import dev.voltaire.command.RoamingCommands;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Customers;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerDirectory;
import dev.voltaire.partner.PartnerSettings.TokenEncoding;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What partners' programs do differently in headers, addresses, redirects and errors.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class TransportQuirksTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    PartnerConnecting connecting;

    @Inject
    PartnerDirectory directory;

    @Inject
    RoamingCommands commands;

    @Inject
    Customers customers;

    @Inject
    Rows rows;

    private final ScriptedPartner cpo =
            new ScriptedPartner().offering("tokens", "RECEIVER").offering("commands", "RECEIVER");

    @AfterEach
    void close() {
        cpo.close();
    }

    @Test
    void theTokenIsReadInEveryFormThatPartnersSend() {
        Registered partner = Registered.as(cpo, "QA1", connecting);
        String token = partner.token();

        for (String header : new String[] {
            "Token " + token,
            "token " + base64(token),
            "Token " + base64(token + "\n"),
            "TOKEN " + base64(token + "\r\n") + " ",
            "Token  " + base64(token)
        }) {
            given().header("Authorization", header)
                    .get("/ocpi/2.2.1/tokens?limit=1")
                    .then()
                    .statusCode(200);
        }
        given().header("Authorization", "Token" + token)
                .get("/ocpi/2.2.1/tokens")
                .then()
                .statusCode(401)
                .body("status_code", equalTo(2000));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 500})
    void aStrictPartnerThatRefusesOneFormOfTheTokenGetsTheOther(int refusal) {
        cpo.acceptsPlainTokensOnly = true;
        cpo.refusal = refusal;

        Registered partner = Registered.as(cpo, "QB" + refusal % 7, connecting);

        assertThat(directory.load(partner.id()).orElseThrow().tokenEncoding()).isEqualTo(TokenEncoding.PLAIN);
    }

    @Test
    void whoComesWithoutATokenIsToldSoInAnEnvelope() {
        given().get("/ocpi/2.2.1")
                .then()
                .statusCode(401)
                .body("status_code", equalTo(2000))
                .body("timestamp", notNullValue())
                .body("data", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "422 | {\"detail\":[{\"loc\":[\"body\",\"issuer\"],\"msg\":\"field required\"}]} | field required",
                "404 | {\"detail\":\"Not Found\"} | Not Found",
                "403 | <html><body>Forbidden by the proxy</body></html> | HTTP 403",
                "502 | '' | HTTP 502",
                "200 | <html>maintenance</html> | no OCPI envelope"
            })
    void anErrorWithoutAnEnvelopeIsShownAsItCame(int status, String body, String shown) {
        cpo.on("PUT", "/tokens", (exchange, request) -> ScriptedPartner.send(exchange, status, body));
        customers.withACard();
        Registered partner = Registered.as(cpo, "QC" + status % 7, connecting);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows.texts(
                                "SELECT last_error FROM token_distribution WHERE partner_id = ?", partner.id()))
                        .anyMatch(error -> String.valueOf(error).contains(shown)));
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void aRedirectToTheTrailingSlashIsFollowedWithMethodBodyAndToken(int status) {
        cpo.on("PUT", "/tokens", (exchange, request) -> {
            if (request.path().endsWith("/")) {
                ScriptedPartner.send(exchange, 200, "{\"status_code\":1000}");
            } else {
                exchange.getResponseHeaders().add("Location", request.path() + "/");
                ScriptedPartner.send(exchange, status, "");
            }
        });
        cpo.on("POST", "/commands", (exchange, request) -> {
            if (request.path().endsWith("/")) {
                ScriptedPartner.send(exchange, 200, ScriptedPartner.data("{\"result\":\"ACCEPTED\"}"));
            } else {
                exchange.getResponseHeaders().add("Location", cpo.url(request.path() + "/"));
                ScriptedPartner.send(exchange, status, "");
            }
        });
        String uid = customers.withACard().card().uid().canonical();
        Registered partner = Registered.as(cpo, "QD" + status % 7, connecting);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cpo.accepted("PUT", "/tokens/NL/VLT/" + uid + "/"))
                        .isNotEmpty()
                        .allMatch(request -> request.body().contains(uid)));
        UUID command = commands.request(
                partner.id(),
                RoamingCommand.Type.STOP_SESSION,
                null,
                new RoamingCommand.Details(null, null, null, "S1", null, null, null));
        await().atMost(SOON).until(() -> commands.find(command).orElseThrow().state() == RoamingCommand.State.WAITING);
    }

    @Test
    void aRedirectToAnotherHostNeverCarriesTheToken() {
        try (ScriptedPartner other = new ScriptedPartner()) {
            cpo.on("PUT", "/tokens", (exchange, request) -> {
                exchange.getResponseHeaders()
                        .add("Location", other.url(request.path()).replace("127.0.0.1", "localhost"));
                ScriptedPartner.send(exchange, 307, "");
            });
            customers.withACard();
            Registered partner = Registered.as(cpo, "QE1", connecting);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(rows.texts(
                                    "SELECT last_error FROM token_distribution WHERE partner_id = ?", partner.id()))
                            .anyMatch(error -> String.valueOf(error).contains("another host")));
            assertThat(other.requests("PUT", "/")).isEmpty();
        }
    }

    @Test
    void whatProgramsDemandOfAPartyIsAlwaysSent() {
        Registered partner = Registered.as(cpo, "QE2", connecting);

        partner.request()
                .get("/ocpi/2.2.1/credentials")
                .then()
                .body("data.roles[0].business_details.website", notNullValue())
                .body("data.roles[0].business_details.logo.url", notNullValue())
                .body("data.roles[0].business_details.logo.category", equalTo("OPERATOR"))
                .body("data.roles[0].business_details.logo.type", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ocpi/receiver/2.2.1/locations/",
                "/ocpi/2.2.1/receiver/locations/",
                "/ocpi/emsp/2.2.1/locations/",
                "/ocpi/receiver/locations/"
            })
    void anAddressThatThePartnerMadeUpIsUnderstood(String prefix) {
        String party = "QF" + Math.floorMod(prefix.hashCode(), 10);
        Registered partner = Registered.as(cpo, party, connecting);

        partner.request()
                .body(LocationsTest.location(party, "LOC1", "2026-05-01T08:00:00Z"))
                .put(prefix + "NL/" + party + "/LOC1/")
                .then()
                .statusCode(201);
        partner.get("locations/LOC1").statusCode(200);
    }

    @Test
    void anAddressThatNobodyServesIsAnsweredInAnEnvelope() {
        Registered partner = Registered.as(cpo, "QG1", connecting);

        for (String path : new String[] {"/ocpi/", "/ocpi/x", "/ocpi/2.2.1/teapots", "/ocpi/2.2.1/tokens/1/2/3/4"}) {
            partner.request().get(path).then().statusCode(404).body("timestamp", notNullValue());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4_500_000, 6_000_000, 11_000_000})
    void aBodyThatIsTooLargeIsRefusedInAnEnvelope(int size) {
        Registered partner = Registered.as(cpo, "QG2", connecting);

        partner.request()
                .header("X-Request-ID", "large")
                .body("x".repeat(size))
                .put(partner.address("locations/L1"))
                .then()
                .statusCode(413)
                .header("X-Request-ID", equalTo("large"))
                .body("status_code", equalTo(2000))
                .body("timestamp", notNullValue());
    }

    @Test
    void doubleSlashesWithinAnAddressMeanOne() {
        Registered partner = Registered.as(cpo, "QG3", connecting);

        partner.request()
                .urlEncodingEnabled(false)
                .body(LocationsTest.location("QG3", "LOC1", "2026-05-01T08:00:00Z"))
                .put("/ocpi//2.2.1//locations//NL/QG3//LOC1")
                .then()
                .statusCode(201);
        partner.request()
                .urlEncodingEnabled(false)
                .get("//ocpi/2.2.1/locations/NL/QG3/LOC1")
                .then()
                .statusCode(200)
                .body("data.id", equalTo("LOC1"));
    }

    @Test
    void routingHeadersMayBeMissingOddlyWrittenOrWrong() {
        Registered partner = Registered.as(cpo, "QH1", connecting);

        partner.request()
                .get("/ocpi/2.2.1/tokens?limit=1")
                .then()
                .statusCode(200)
                .header("OCPI-to-party-id", nullValue());
        partner.request()
                .header("OCPI-From-Country-Code", "nl")
                .header("OCPI-FROM-PARTY-ID", "qh1")
                .header("ocpi-to-country-code", "NL")
                .header("ocpi-to-party-id", "VLT")
                .get("/ocpi/2.2.1/tokens?limit=1")
                .then()
                .statusCode(200)
                .header("OCPI-to-party-id", equalTo("qh1"))
                .header("OCPI-from-party-id", equalTo("VLT"));
        partner.request()
                .header("OCPI-from-country-code", "DE")
                .header("OCPI-from-party-id", "XXX")
                .body(SessionsAndCdrsTest.cdr("QH1", "C-QH1", "1.00")
                        .replace("\"country_code\": \"NL\", \"party_id\": \"QH1\",", ""))
                .post("/ocpi/2.2.1/cdrs")
                .then()
                .statusCode(201);
        assertThat(rows.texts("SELECT party_id FROM cpo_cdr WHERE cdr_id = 'C-QH1'"))
                .as("a party that the partner does not speak for names no owner")
                .containsExactly("QH1");
        partner.request().get("/ocpi/versions").then().header("OCPI-to-party-id", nullValue());
    }

    @Test
    void anObjectInAListIsAnObject() {
        cpo.on(
                "PUT",
                "/tokens",
                (exchange, request) ->
                        ScriptedPartner.send(exchange, 200, ScriptedPartner.data("[" + request.body() + "]")));
        UUID card = customers.withACard().card().id();
        Registered partner = Registered.as(cpo, "QJ1", connecting);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows.texts(
                                "SELECT outcome FROM token_distribution WHERE partner_id = ? AND token_id = ?",
                                partner.id(),
                                card))
                        .containsExactly("DELIVERED"));
        partner.put("locations/LOC1", "[" + LocationsTest.location("QJ1", "LOC1", "2026-05-01T08:00:00Z") + "]")
                .statusCode(201);
    }

    private static String base64(String token) {
        return Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }
}
