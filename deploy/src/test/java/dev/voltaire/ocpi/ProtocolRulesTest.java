package dev.voltaire.ocpi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerKind;
import dev.voltaire.token.TokenBlock;
import dev.voltaire.token.TokenBlocking;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules of transport, lists, credentials and pushes that no other test of a module needs; see
/// docs/ocpi-conformance.md.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class ProtocolRulesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    PartnerConnecting connecting;

    @Inject
    Customers customers;

    @Inject
    TokenBlocking blocking;

    @Inject
    SignedIn signedIn;

    @Inject
    Rows rows;

    private final ScriptedPartner cpo = new ScriptedPartner().offering("tokens", "RECEIVER");

    @AfterEach
    void close() {
        cpo.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "text/plain"
            })
    void jsonIsTakenWhateverItIsCalled(String contentType) {
        Registered partner = Registered.as(cpo, "PRA", connecting);

        given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header(
                        "Authorization",
                        "Token "
                                + Base64.getEncoder()
                                        .encodeToString(partner.token().getBytes(StandardCharsets.UTF_8)))
                .contentType(contentType)
                .body(LocationsTest.location("PRA", "LOC1", "2026-05-01T08:00:00Z"))
                .put(partner.address("locations/LOC1"))
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201))
                .body("status_code", equalTo(1000));
    }

    @Test
    void aPushIsAnsweredWithoutData() {
        Registered partner = Registered.as(cpo, "PRB", connecting);

        partner.put("locations/LOC1", LocationsTest.location("PRB", "LOC1", "2026-05-01T08:00:00Z"))
                .statusCode(201)
                .body("status_code", equalTo(1000))
                .body("data", nullValue());
        partner.patch("locations/LOC1", "{\"name\": \"Noord\", \"last_updated\": \"2026-05-01T09:00:00Z\"}")
                .statusCode(200)
                .body("data", nullValue());
    }

    @Test
    void aListIsInOneOrderAndItsSpanOfTimeIncludesTheBeginningOnly() {
        Registered partner = Registered.as(cpo, "PRC", connecting);
        List<Customer> holders =
                java.util.stream.Stream.generate(customers::withACard).limit(3).toList();
        for (int i = 0; i < holders.size(); i++) {
            rows.texts(
                    "UPDATE token SET last_updated = ?::timestamptz WHERE id = ? RETURNING 1",
                    "2019-03-0" + (i + 1) + "T00:00:00Z",
                    holders.get(i).card().id());
        }

        List<String> uids =
                holders.stream().map(holder -> holder.card().uid().canonical()).toList();
        assertThat(listed(partner, "date_from=2019-03-01T00:00:00Z&date_to=2019-03-03T00:00:00Z"))
                .containsExactlyElementsOf(uids.subList(0, 2));
        assertThat(listed(partner, "date_from=2019-03-02T00:00:00Z&date_to=2019-03-04T00:00:00Z"))
                .containsExactlyElementsOf(uids.subList(1, 3));
        List<String> onePage = listed(partner, "date_to=2019-03-04T00:00:00Z&limit=3");
        List<String> pageByPage = new ArrayList<>();
        for (int offset = 0; offset < 3; offset++) {
            pageByPage.addAll(listed(partner, "date_to=2019-03-04T00:00:00Z&limit=1&offset=" + offset));
        }
        assertThat(pageByPage).containsExactlyElementsOf(onePage);
    }

    @Test
    void whatAPartnerMissedIsNotReplayedItGetsTheTokenAsItIsNow() {
        // given a partner that fails while the token changes twice
        cpo.on("PUT", "/tokens", (exchange, request) -> ScriptedPartner.send(exchange, 503, ""));
        Registered.as(cpo, "PRD", connecting);
        Customer customer = customers.withACard();
        String address = "/tokens/NL/VLT/" + customer.card().uid().canonical();
        await().atMost(SOON).until(() -> !cpo.requests("PUT", "/tokens").isEmpty());
        blocking.block(
                customer.card().id(),
                TokenBlock.Reason.LOST_OR_STOLEN,
                TokenBlock.Initiator.values()[0],
                null,
                Caller.SYSTEM);

        // when
        List<String> bodies = new java.util.concurrent.CopyOnWriteArrayList<>();
        cpo.on("PUT", "/tokens", (exchange, request) -> {
            if (request.path().equals(address)) {
                bodies.add(request.body());
            }
            ScriptedPartner.send(exchange, 200, "{\"status_code\":1000}");
        });

        // then
        await().atMost(Duration.ofSeconds(60)).until(() -> !bodies.isEmpty());
        assertThat(bodies).allMatch(body -> body.contains("\"valid\":false"));
    }

    @Test
    void aPartnerWithoutWhatWeNeedIsNotRegisteredWith() {
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        try (ScriptedPartner useless = new ScriptedPartner().offering("terminals", "SENDER")) {
            String id = operator.body(Map.of("name", "Leeg", "type", "CPO"))
                    .post("/api/v1/partners")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");

            operator.body(Map.of("versionsUrl", useless.url("/versions"), "token", useless.token))
                    .post("/api/v1/partners/" + id + "/registration")
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("partner-refused"))
                    .body("detail", equalTo("No functional module is offered"));

            assertThat(useless.requests("POST", "/credentials")).isEmpty();
        }
    }

    @Test
    void aPlatformSpeaksForEachOfItsRolesAndForNobodyElse() {
        String credentials = cpo.credentials("PRE")
                .replace(
                        "\"roles\": [",
                        "\"roles\": [{\"role\": \"CPO\", \"country_code\": \"BE\", \"party_id\": \"PRF\","
                                + " \"business_details\": {\"name\": \"Zuid\"}}, {\"role\": \"NAP\","
                                + " \"country_code\": \"NL\", \"party_id\": \"PRE\","
                                + " \"business_details\": {\"name\": \"Noord\"}}, ");
        var invitation = connecting.invite("Platform", PartnerKind.CPO);
        String token = RegistrationTest.as(invitation.registrationToken().secret())
                .body(credentials)
                .post("/ocpi/2.2.1/credentials")
                .then()
                .statusCode(200)
                .body("status_code", equalTo(1000))
                .extract()
                .path("data.token");

        for (String owner : List.of("NL/PRE", "BE/PRF", "be/prf")) {
            RegistrationTest.as(token)
                    .body(LocationsTest.location(owner.substring(3).toUpperCase(), "LOC1", "2026-05-01T08:00:00Z")
                            .replace("\"NL\"", "\"" + owner.substring(0, 2).toUpperCase() + "\""))
                    .put("/ocpi/2.2.1/locations/" + owner + "/LOC1")
                    .then()
                    .body("status_code", equalTo(1000));
        }
        RegistrationTest.as(token)
                .get("/ocpi/2.2.1/locations/NL/PRF/LOC1")
                .then()
                .statusCode(404);
        assertThat(rows.count("SELECT count(*) FROM location WHERE partner_id = ?", invitation.partnerId()))
                .isEqualTo(2);
    }

    @Test
    void afterAPartnerUnregisteredNothingIsSentToItAnyMore() {
        Registered partner = Registered.as(cpo, "PRG", connecting);
        Customer before = customers.withACard();
        await().atMost(SOON).until(() -> pushes(before) > 0);

        partner.request().delete("/ocpi/2.2.1/credentials").then().statusCode(200);
        Customer after = customers.withACard();

        try (ScriptedPartner other = new ScriptedPartner().offering("tokens", "RECEIVER")) {
            Registered.as(other, "PRH", connecting);
            await().atMost(SOON)
                    .until(() -> !other.requests(
                                    "PUT",
                                    "/tokens/NL/VLT/" + after.card().uid().canonical())
                            .isEmpty());
        }
        assertThat(pushes(after)).isZero();
        partner.request().get("/ocpi/2.2.1/tokens").then().statusCode(401);
    }

    private long pushes(Customer customer) {
        return cpo.requests("PUT", "/tokens/NL/VLT/" + customer.card().uid().canonical())
                .size();
    }

    private static List<String> listed(Registered partner, String query) {
        return partner.request()
                .urlEncodingEnabled(false)
                .get("/ocpi/2.2.1/tokens?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("data.uid");
    }
}
