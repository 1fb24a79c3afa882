package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.voltaire.demo.cpo.CpoParty;
import dev.voltaire.demo.cpo.CpoVersion;
import dev.voltaire.demo.cpo.FakeCpo;
import dev.voltaire.demo.cpo.Misbehaviour;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.job.RecurringJob;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Registrations, renewals and farewells that start here.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class ConnectingTest {
    private static final String TOKEN_A = "token-a-by-letter";

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    Rows rows;

    @Inject
    Instance<RecurringJob> jobs;

    private final ScriptedPartner scripted =
            new ScriptedPartner().offering("locations", "SENDER").offering("tokens", "RECEIVER");
    private Browser operator;

    @BeforeEach
    void signIn() {
        operator = signedIn.as(customers.withACard().unit(), Role.PLATFORM_OPERATOR);
    }

    @AfterEach
    void close() {
        scripted.close();
    }

    @ParameterizedTest
    @EnumSource
    void weRegisterWithAPartnerAndAreConnectedBothWays(CpoVersion version) throws Exception {
        try (var cpo = FakeCpo.start(new CpoParty("NL", "CA" + version.ordinal(), "Sollicitant"), version)) {
            cpo.invite(TOKEN_A);
            String id = partner();

            register(id, cpo.versionsUrl().toString(), "wrong-token")
                    .statusCode(409)
                    .body("code", equalTo("partner-refused"));
            register(id, cpo.versionsUrl().toString(), TOKEN_A).statusCode(204);

            operator.get("/api/v1/partners/" + id)
                    .then()
                    .body("status", equalTo("CONNECTED"))
                    .body("version", equalTo(version.number()))
                    .body("roles.partyId[0]", equalTo("CA" + version.ordinal()));
            await().atMost(Duration.ofSeconds(30)).until(() -> cpo.receivedTokens() > 0);
            assertThat(cpo.putLocation().succeeded()).isTrue();
            register(id, cpo.versionsUrl().toString(), TOKEN_A).statusCode(409).body("code", equalTo("wrong-state"));

            // renewed, both sides go on with new tokens
            renew(id, Map.of()).statusCode(204);
            assertThat(cpo.putLocation().succeeded()).isTrue();

            // and part
            operator.delete("/api/v1/partners/" + id + "/registration")
                    .then()
                    .statusCode(200)
                    .body("partnerTold", equalTo(true));
            assertThat(cpo.putLocation().httpStatus()).isEqualTo(401);
            operator.get("/api/v1/partners/" + id).then().body("status", equalTo("DISCONNECTED"));
        }
    }

    @Test
    void whatCannotBeRegisteredIsSaid() {
        String id = partner();

        register(id, scripted.url("/versions"), "two words").statusCode(422);
        register(id, "http://10.255.255.1/versions", scripted.token)
                .statusCode(409)
                .body("detail", containsString("The versions endpoint cannot be used: the host is not in a range"));
        scripted.versions = "2.0,9.9";
        register(id, scripted.url("/versions"), scripted.token)
                .statusCode(409)
                .body("detail", equalTo("it offers no version that we know"));
        assertThat(scripted.requests("POST", "/credentials")).isEmpty();
    }

    @Test
    void aPartnerWhoseAnswerWasLostPutsItRight() {
        // given a partner that took our registration, and whose answer we could not read
        scripted.on("POST", "/credentials", (exchange, request) -> ScriptedPartner.send(exchange, 502, "<html/>"));
        String id = partner();
        register(id, scripted.url("/versions"), scripted.token)
                .statusCode(503)
                .body("code", equalTo("partner-unanswered"));
        String tokenB = offered("POST");

        // then it may look and put it right, and nothing else
        RegistrationTest.as(tokenB).get("/ocpi/versions").then().statusCode(200);
        RegistrationTest.as(tokenB).get("/ocpi/2.2.1/tokens").then().statusCode(401);
        RegistrationTest.as(tokenB)
                .body(scripted.credentials("CB1"))
                .post("/ocpi/2.2.1/credentials")
                .then()
                .statusCode(405);
        String tokenC = RegistrationTest.as(tokenB)
                .body(scripted.credentials("CB1"))
                .put("/ocpi/2.2.1/credentials")
                .then()
                .statusCode(200)
                .extract()
                .path("data.token");
        RegistrationTest.as(tokenC).get("/ocpi/2.2.1/tokens").then().statusCode(200);
        RegistrationTest.as(tokenB).get("/ocpi/versions").then().statusCode(401);
        operator.get("/api/v1/partners/" + id).then().body("status", equalTo("CONNECTED"));
    }

    @Test
    void aRefusedRenewalLeavesAllAsItWas() {
        String id = registered("CB2");
        String tokenB = offered("POST");
        scripted.on("PUT", "/credentials", (exchange, request) -> {
            // it reads our versions with the new token before it changes its mind
            RegistrationTest.as(offered("PUT")).get("/ocpi/versions").then().statusCode(200);
            ScriptedPartner.send(exchange, 200, "{\"status_code\": 3001}");
        });

        renew(id, Map.of()).statusCode(409).body("detail", containsString("3001"));

        RegistrationTest.as(tokenB).get("/ocpi/2.2.1/tokens").then().statusCode(200);
        RegistrationTest.as(offered("PUT")).get("/ocpi/versions").then().statusCode(401);
    }

    @Test
    void anUnansweredRenewalLocksNobodyOut() {
        String id = registered("CB3");
        String tokenB = offered("POST");
        scripted.on("PUT", "/credentials", (exchange, request) -> ScriptedPartner.send(exchange, 504, ""));

        renew(id, Map.of()).statusCode(503);

        // the partner may have stayed with the old token or gone over to the new one
        String another = offered("PUT");
        RegistrationTest.as(another).get("/ocpi/versions").then().statusCode(200);
        RegistrationTest.as(tokenB).get("/ocpi/2.2.1/tokens").then().statusCode(200);
        RegistrationTest.as(another).get("/ocpi/2.2.1/tokens").then().statusCode(200);
        RegistrationTest.as(tokenB).get("/ocpi/2.2.1/tokens").then().statusCode(401);
    }

    @Test
    void aPartnerThatLostOurAnswerIsReachedWithTheTokenItStillHas() {
        // given a partner that renews, never reads our answer and goes on as before
        String id = registered("CB4");
        String kept = scripted.token;
        String answer = scripted.credentials("CB4").replace(kept, "a-token-it-forgot");
        AtomicReference<String> current = new AtomicReference<>(kept);
        scripted.acceptsToken = token -> token.equals(current.get()) || token.equals("a-token-it-forgot");
        RegistrationTest.as(offered("POST"))
                .body(answer)
                .put("/ocpi/2.2.1/credentials")
                .then()
                .statusCode(200);
        scripted.acceptsToken = token -> token.equals(current.get());

        // then what we send arrives
        String uid = customers.withACard().card().uid().canonical();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !scripted.accepted("PUT", "/tokens/NL/VLT/" + uid).isEmpty());
        operator.get("/api/v1/partners/" + id).then().body("status", equalTo("CONNECTED"));
    }

    @Test
    void aPartnerMovesUpAndDownBetweenVersions() {
        scripted.versions = "2.1.1,2.2.1,2.3.0";
        String id = registered("CB5");
        operator.get("/api/v1/partners/" + id).then().body("version", equalTo("2.3.0"));

        // we move it down, it answers flat
        scripted.on(
                "PUT",
                "/credentials",
                (exchange, request) ->
                        ScriptedPartner.send(exchange, 200, ScriptedPartner.data(scripted.flatCredentials("CB5"))));
        renew(id, Map.of("version", "2.1.1")).statusCode(204);
        operator.get("/api/v1/partners/" + id).then().body("version", equalTo("2.1.1"));
        assertThat(scripted.requests("PUT", "/credentials").getLast().body())
                .contains("\"business_details\":{\"name\"", "\"party_id\":\"VLT\"")
                .doesNotContain("\"roles\"");

        // it moves itself up
        int details = scripted.requests("GET", "/details").size();
        RegistrationTest.as(offered("PUT"))
                .body(scripted.credentials("CB5"))
                .put("/ocpi/2.2.1/credentials")
                .then()
                .statusCode(200)
                .body("data.roles[0].party_id", equalTo("VLT"));
        operator.get("/api/v1/partners/" + id).then().body("version", equalTo("2.2.1"));
        assertThat(scripted.requests("GET", "/details")).hasSizeGreaterThan(details);

        renew(id, Map.of("version", "2.2")).statusCode(409).body("detail", containsString("2.1.1, 2.2.1, 2.3.0"));
        renew(id, Map.of("version", "1.0")).statusCode(422);
    }

    @Test
    void aDeadPartnerIsLeftAllTheSame() throws Exception {
        try (var cpo = FakeCpo.start(new CpoParty("NL", "CB6", "Verdwenen"))) {
            cpo.invite(TOKEN_A);
            String id = partner();
            register(id, cpo.versionsUrl().toString(), TOKEN_A).statusCode(204);
            cpo.misbehave(Misbehaviour.DOWN);

            operator.delete("/api/v1/partners/" + id + "/registration")
                    .then()
                    .statusCode(200)
                    .body("partnerTold", equalTo(false))
                    .body("reason", notNullValue());

            cpo.recover();
            assertThat(cpo.putLocation().httpStatus()).isEqualTo(401);
            operator.delete("/api/v1/partners/" + id + "/registration").then().statusCode(409);
        }
    }

    @Test
    void oldCredentialsAreRenewedByThemselvesInTheSameVersion() {
        scripted.versions = "2.2.1";
        String id = registered("CB7");
        scripted.versions = "2.2.1,2.3.0";
        scripted.on(
                "PUT",
                "/credentials",
                (exchange, request) ->
                        ScriptedPartner.send(exchange, 200, ScriptedPartner.data(scripted.credentials("CB7"))));
        rows.texts(
                "UPDATE partner SET credentials_renewed_at = now() - interval '29 days' WHERE id = ? RETURNING id",
                UUID.fromString(id));

        jobs.stream().filter(job -> job.name().equals("credential-rotation")).forEach(RecurringJob::run);

        assertThat(scripted.requests("PUT", "/credentials")).hasSize(1);
        RegistrationTest.as(offered("PUT")).get("/ocpi/2.2.1/tokens").then().statusCode(200);
        RegistrationTest.as(offered("POST")).get("/ocpi/2.2.1/tokens").then().statusCode(401);
        operator.get("/api/v1/partners/" + id).then().body("version", equalTo("2.2.1"));
    }

    private String registered(String partyId) {
        scripted.on(
                "POST",
                "/credentials",
                (exchange, request) ->
                        ScriptedPartner.send(exchange, 200, ScriptedPartner.data(scripted.credentials(partyId))));
        String id = partner();
        register(id, scripted.url("/versions"), scripted.token).statusCode(204);
        return id;
    }

    /// The token that we told the partner to use.
    private String offered(String method) {
        return scripted.requests(method, "/credentials")
                .getLast()
                .body()
                .replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
    }

    private String partner() {
        return operator.body(Map.of("name", "Verlichte Straat", "type", "CPO"))
                .post("/api/v1/partners")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private ValidatableResponse register(String id, String versionsUrl, String token) {
        return operator.body(Map.of("versionsUrl", versionsUrl, "token", token))
                .post("/api/v1/partners/" + id + "/registration")
                .then();
    }

    private ValidatableResponse renew(String id, Map<String, String> body) {
        return operator.body(body)
                .put("/api/v1/partners/" + id + "/registration")
                .then();
    }
}
