package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import dev.voltaire.command.RoamingCommand;
import dev.voltaire.command.RoamingCommands;
import dev.voltaire.demo.cpo.CpoParty;
import dev.voltaire.demo.cpo.CpoVersion;
import dev.voltaire.demo.cpo.FakeCpo;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.partner.HubParties;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerKind;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One connection, many parties behind it.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class HubTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    PartnerConnecting connecting;

    @Inject
    RoamingCommands commands;

    @Inject
    HubParties parties;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    Rows rows;

    @TestHTTPResource("/ocpi/versions")
    URI versionsUrl;

    @ParameterizedTest
    @EnumSource(names = {"V2_2", "V2_2_1", "V2_3_0"})
    void fivePartiesBehindAHubAreToldApart(CpoVersion version) throws Exception {
        String name = "HA" + version.ordinal();
        Browser operator = signedIn.as(customers.withACard().unit(), Role.PLATFORM_OPERATOR);
        try (var hub = hub(name, version)) {
            UUID partner = register(hub);

            await().atMost(SOON)
                    .until(() -> owners(partner) == 5 && parties.of(partner).size() == 5);
            assertThat(hub.addressees("locations")).isNotEmpty().containsOnly("NL-" + name);
            await().atMost(SOON).until(() -> hub.receivedTokens() > 0);
            assertThat(hub.addressees("tokens")).containsOnly("NL-" + name);
            operator.get("/api/v1/partners/" + partner + "/parties")
                    .then()
                    .statusCode(200)
                    .body("partyId", contains("P0X", "P1X", "P2X", "P3X", "P4X"))
                    .body("status", everyItem(equalTo("CONNECTED")));
            for (String module : List.of("versions", "credentials", "hubclientinfo")) {
                assertThat(hub.addressees(module)).as(module).allMatch(String::isEmpty);
            }
        }
    }

    @Test
    void aPartyThatCannotBeReachedIsLeftAloneUntilItIsBack() throws Exception {
        UUID token = customers.withACard().card().id();
        try (var hub = hub("HB1", CpoVersion.V2_2_1)) {
            UUID partner = register(hub);
            await().atMost(SOON)
                    .until(() -> owners(partner) == 5 && parties.of(partner).size() == 5);
            CpoParty second = behind().get(1);

            assertThat(hub.reportParty(second, "OFFLINE").httpStatus()).isEqualTo(200);
            UUID refused = start(partner, token, "LMP-STATION");
            UUID passed = start(partner, token, "LMP-HARBOUR");

            await().atMost(SOON).until(() -> state(refused) == RoamingCommand.State.REFUSED);
            assertThat(commands.find(refused).orElseThrow().message()).contains("NL-P1X", "OFFLINE");
            await().atMost(SOON).until(() -> state(passed) == RoamingCommand.State.WAITING);
            assertThat(hub.addressees("commands")).containsExactly("NL-P0X");

            // back again, its places are read anew and commands reach it
            int readings = hub.addressees("locations").size();
            hub.addLocations(1);
            assertThat(hub.reportParty(second, "CONNECTED").httpStatus()).isEqualTo(200);
            await().atMost(SOON).until(() -> hub.addressees("locations").size() > readings);
            UUID again = start(partner, token, "LMP-STATION");
            await().atMost(SOON).until(() -> state(again) == RoamingCommand.State.WAITING);
            assertThat(hub.addressees("commands")).containsExactly("NL-P0X", "NL-P1X");
        }
    }

    @Test
    void whatAPartyMissedWhileItWasAwayIsSentThroughItsHubOnceMore() {
        try (ScriptedPartner hub = new ScriptedPartner().offering("tokens", "RECEIVER")) {
            // given a party that is away while a token changes, which the hub confirms
            hub.role = "HUB";
            Registered partner = Registered.as(hub, "HF1", connecting);
            report(partner, "CONNECTED", Instant.now().minusSeconds(7_200));
            report(partner, "OFFLINE", Instant.now().minusSeconds(60));
            var before = customers.withACard().card();
            var card = customers.withACard().card();
            await().atMost(SOON).until(() -> delivered(partner, before.id()) && delivered(partner, card.id()));
            rows.texts("""
                    UPDATE token_distribution SET last_attempt_at = now() - interval '3 hours'
                    WHERE partner_id = ? AND token_id = ? RETURNING 1""", partner.id(), before.id());
            String address = "/tokens/NL/VLT/" + card.uid().canonical();
            assertThat(hub.requests("PUT", address)).hasSize(1);

            // when
            report(partner, "CONNECTED", Instant.now());

            // then it is sent what was confirmed meanwhile, and nothing older
            await().atMost(SOON).until(() -> hub.requests("PUT", address).size() == 2);
            assertThat(hub.requests("PUT", "/tokens/NL/VLT/" + before.uid().canonical()))
                    .hasSize(1);
        }
    }

    private static void report(Registered hub, String status, Instant at) {
        hub.request()
                .body("""
                        {"country_code": "NL", "party_id": "FAR", "role": "CPO", "status": "%s", "last_updated": "%s"}""".formatted(status, at))
                .put("/ocpi/2.2.1/hubclientinfo/NL/FAR")
                .then()
                .body("status_code", equalTo(1000));
    }

    private boolean delivered(Registered partner, UUID token) {
        return rows.count("""
                SELECT count(*) FROM token_distribution
                WHERE partner_id = ? AND token_id = ? AND outcome = 'DELIVERED' AND next_attempt_at IS NULL""", partner.id(), token) == 1;
    }

    @Test
    void whatAHubForwardsBelongsToWhomTheObjectSays() {
        try (ScriptedPartner hub = new ScriptedPartner().offering("tokens", "RECEIVER")) {
            hub.role = "HUB";
            Registered partner = Registered.as(hub, "HC1", connecting);

            partner.request()
                    .header("OCPI-from-country-code", "BE")
                    .header("OCPI-from-party-id", "AAA")
                    .header("OCPI-to-country-code", "NL")
                    .header("OCPI-to-party-id", "VLT")
                    .body(LocationsTest.location("AAA", "LOC1", "2026-05-01T08:00:00Z")
                            .replace("\"NL\"", "\"BE\""))
                    .put("/ocpi/2.2.1/locations/BE/AAA/LOC1")
                    .then()
                    .statusCode(201)
                    .header("OCPI-to-party-id", equalTo("AAA"))
                    .header("OCPI-from-party-id", equalTo("VLT"));
            // broadcast: the hub itself is the sender, the address still names the owner
            partner.request()
                    .header("OCPI-from-country-code", "NL")
                    .header("OCPI-from-party-id", "HC1")
                    .body(LocationsTest.location("BBB", "LOC1", "2026-05-01T08:00:00Z"))
                    .put("/ocpi/2.2.1/locations/NL/BBB/LOC1")
                    .then()
                    .statusCode(201)
                    .header("OCPI-to-party-id", equalTo("HC1"));

            assertThat(owners(partner.id())).isEqualTo(2);
        }
    }

    @Test
    void clientInfoFollowsItsRules() {
        try (ScriptedPartner hub = new ScriptedPartner().offering("tokens", "RECEIVER");
                ScriptedPartner cpo = new ScriptedPartner().offering("tokens", "RECEIVER")) {
            hub.role = "HUB";
            Registered partner = Registered.as(hub, "HD1", connecting);
            String address = "/ocpi/2.2.1/hubclientinfo/NL/PLN";
            String info = "{\"country_code\": \"NL\", \"party_id\": \"PLN\", \"role\": \"CPO\","
                    + " \"status\": \"PLANNED\", \"last_updated\": \"2026-05-01T08:00:00Z\"}";

            partner.request().get(address).then().statusCode(404);
            partner.request()
                    .header("OCPI-from-country-code", "NL")
                    .header("OCPI-from-party-id", "HD1")
                    .body(info)
                    .put(address)
                    .then()
                    .statusCode(201)
                    .body("status_code", equalTo(1000))
                    .header("OCPI-to-party-id", nullValue());
            partner.request()
                    .body(info.replace("PLANNED", "CONNECTED").replace("08:00", "07:00"))
                    .put(address)
                    .then()
                    .statusCode(200);
            partner.request().get(address).then().statusCode(200).body("data.status", equalTo("PLANNED"));
            partner.request()
                    .body(info.replace("PLANNED", "ASLEEP"))
                    .put(address)
                    .then()
                    .body("status_code", equalTo(2001));
            partner.request()
                    .body(info)
                    .put("/ocpi/2.2.1/hubclientinfo/NL/XXX")
                    .then()
                    .body("status_code", equalTo(2001));
            partner.request().body(info).patch(address).then().statusCode(405);
            partner.request().delete(address).then().statusCode(405);

            Registered.as(cpo, "HD2", connecting)
                    .request()
                    .body(info)
                    .put(address)
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void aFaultBehindTheHubIsNoFaultOfTheHub() {
        try (ScriptedPartner hub =
                new ScriptedPartner().offering("commands", "RECEIVER").offering("tokens", "RECEIVER")) {
            hub.role = "HUB";
            hub.on(
                    "POST",
                    "/commands",
                    (exchange, request) -> ScriptedPartner.send(
                            exchange, 502, "{\"status_code\": 4003, \"status_message\": \"party is away\"}"));
            Registered partner = Registered.as(hub, "HE1", connecting);

            for (int i = 0; i < 8; i++) {
                UUID command = commands.request(
                        partner.id(),
                        RoamingCommand.Type.STOP_SESSION,
                        null,
                        new RoamingCommand.Details(null, null, null, "S" + i, null, null, null));
                await().atMost(SOON).until(() -> state(command) == RoamingCommand.State.REFUSED);
                assertThat(commands.find(command).orElseThrow().message()).contains("4003", "party is away");
            }
            String uid = customers.withACard().card().uid().canonical();
            await().atMost(SOON)
                    .until(() -> !hub.accepted("PUT", "/tokens/NL/VLT/" + uid).isEmpty());
        }
    }

    private FakeCpo hub(String name, CpoVersion version) throws Exception {
        var hub = FakeCpo.startHub(new CpoParty("NL", name, "Knooppunt"), version, behind());
        hub.addLocations(3);
        return hub;
    }

    private static List<CpoParty> behind() {
        return IntStream.range(0, 5)
                .mapToObj(i -> new CpoParty("NL", "P" + i + "X", "Behind " + i))
                .toList();
    }

    private UUID register(FakeCpo hub) throws Exception {
        var invitation = connecting.invite(hub.party().name(), PartnerKind.HUB);
        assertThat(hub.register(versionsUrl, invitation.registrationToken().secret())
                        .succeeded())
                .isTrue();
        return invitation.partnerId();
    }

    private UUID start(UUID partner, UUID token, String location) {
        return commands.request(
                partner,
                RoamingCommand.Type.START_SESSION,
                token,
                new RoamingCommand.Details(location, location + "-1", "1", null, null, null, "ref"));
    }

    private RoamingCommand.State state(UUID command) {
        return commands.find(command).orElseThrow().state();
    }

    private long owners(UUID partner) {
        return rows.count(
                "SELECT count(DISTINCT country_code || party_id) FROM location WHERE partner_id = ?", partner);
    }
}
