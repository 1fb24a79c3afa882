package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.command.RoamingCommand;
import dev.voltaire.command.RoamingCommands;
import dev.voltaire.demo.cpo.CpoCharge;
import dev.voltaire.demo.cpo.CpoParty;
import dev.voltaire.demo.cpo.CpoVersion;
import dev.voltaire.demo.cpo.FakeCpo;
import dev.voltaire.demo.cpo.OcpiReply;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Customers;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerDirectory;
import dev.voltaire.partner.PartnerKind;
import dev.voltaire.partner.ProtocolVersion;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same things happen in every version, each side writing as its version has it.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class VersionsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

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

    @TestHTTPResource("/ocpi/versions")
    URI versionsUrl;

    @ParameterizedTest
    @EnumSource
    void aChargeGoesFromTheTokenToThePricedCdr(CpoVersion version) throws Exception {
        var card = customers.withACard().card();
        try (var cpo = FakeCpo.start(party("VA", version), version)) {
            UUID partner = register(cpo);
            assertThat(directory.find(partner).orElseThrow().version())
                    .isEqualTo(ProtocolVersion.of(version.number()).orElseThrow());

            // our token goes out as the version writes it
            String uid = card.uid().canonical();
            await().atMost(SOON).until(() -> cpo.receivedToken(uid).isPresent());
            JsonNode token = cpo.receivedToken(uid).orElseThrow();
            boolean flat = version == CpoVersion.V2_1_1;
            assertThat(token.path(flat ? "auth_id" : "contract_id").asText())
                    .isEqualTo(card.contractId().compact());
            assertThat(token.has("country_code")).isEqualTo(!flat);
            assertThat(token.has("contract_id")).isEqualTo(!flat);

            // its places and prices come in
            await().atMost(SOON)
                    .until(() -> rows.count("SELECT count(*) FROM location WHERE partner_id = ?", partner) == 2);
            assertThat(rows.texts("""
                            SELECT DISTINCT c.tariff_ids[1] || ' ' || c.max_voltage || ' ' || c.max_amperage
                            FROM connector c JOIN location l ON l.id = c.location_id WHERE l.partner_id = ?
                            """, partner)).containsExactly("LMP-STANDARD 230 32");

            // it asks, charges and sends the record
            JsonNode authorisation = cpo.authorize(uid, "LMP-HARBOUR").data();
            assertThat(authorisation.path("allowed").asText()).isEqualTo("ALLOWED");
            assertThat(authorisation.has("token")).isEqualTo(!flat);
            assertThat(authorisation.path("location").path("location_id").asText())
                    .isEqualTo("LMP-HARBOUR");
            Instant start = Instant.parse("2026-05-01T08:00:00Z");
            CpoCharge charge = cpo.charge(token, start);
            assertThat(cpo.putSession(charge.session(BigDecimal.ONE, start.plusSeconds(60)))
                            .httpStatus())
                    .isEqualTo(201);
            assertThat(cpo.putSession(charge.completedSession(BigDecimal.TEN, start.plusSeconds(3_600)))
                            .succeeded())
                    .isTrue();
            OcpiReply posted = cpo.postCdr(charge.cdr(BigDecimal.TEN, start.plusSeconds(3_600)));
            assertThat(posted.httpStatus()).isEqualTo(201);

            assertThat(rows.texts("""
                            SELECT concat_ws(' ', status, token_id, location_id, evse_id, connector_id, kwh::numeric(9, 2),
                                total_cost::numeric(9, 2), ended_at = started_at + interval '1 hour')
                            FROM session WHERE partner_id = ?
                            """, partner))
                    .containsExactly("COMPLETED " + card.id() + " LMP-HARBOUR LMP-HARBOUR-1 1 10.00 4.50 t");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(rows.texts("""
                            SELECT concat_ws(' ', a.token_id, a.verdict, c.total_cost::numeric(9, 2), c.duration_hours::numeric(9, 2),
                                c.evse_uid, c.connector_reference, c.ended_at - c.started_at)
                            FROM cpo_cdr c JOIN cdr_assessment a ON a.cpo_cdr_id = c.id WHERE c.partner_id = ?
                            """, partner))
                            .containsExactly(card.id() + " OK 4.50 1.00 LMP-HARBOUR-1 1 01:00:00"));
            JsonNode stored =
                    cpo.get(URI.create(posted.location().orElseThrow())).data();
            assertThat(stored.has("stop_date_time")).isEqualTo(flat);
            assertThat(stored.path("total_cost").isNumber()).isEqualTo(flat);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRemoteStartNamesWhatTheVersionKnows(CpoVersion version) throws Exception {
        UUID token = customers.withACard().card().id();
        try (var cpo = FakeCpo.start(party("VB", version), version)) {
            UUID partner = register(cpo);

            UUID started = commands.request(
                    partner,
                    RoamingCommand.Type.START_SESSION,
                    token,
                    new RoamingCommand.Details("LMP-HARBOUR", "LMP-HARBOUR-1", "1", null, null, null, "ref-9"));
            UUID cancelled = commands.request(
                    partner,
                    RoamingCommand.Type.CANCEL_RESERVATION,
                    null,
                    new RoamingCommand.Details(null, null, null, null, "R1", null, null));

            await().atMost(SOON)
                    .until(() -> state(started) == RoamingCommand.State.WAITING
                            && state(cancelled) != RoamingCommand.State.REQUESTED);
            boolean flat = version == CpoVersion.V2_1_1;
            assertThat(state(cancelled)).isEqualTo(flat ? RoamingCommand.State.REFUSED : RoamingCommand.State.WAITING);
            ObjectNode sent = (ObjectNode) cpo.commands().stream()
                    .filter(command -> command.has("location_id"))
                    .findFirst()
                    .orElseThrow();
            assertThat(sent.path("token").has("auth_id")).isEqualTo(flat);
            assertThat(sent.has("authorization_reference")).isEqualTo(!flat);
            assertThat(sent.has("connector_id"))
                    .isEqualTo(version == CpoVersion.V2_2_1 || version == CpoVersion.V2_3_0);
            URI response = URI.create(sent.path("response_url").asText());
            sent.put("response_url", versionsUrl.resolve(response.getPath()).toString());
            assertThat(cpo.reportCommand(sent, "ACCEPTED").succeeded()).isTrue();
            assertThat(state(started)).isEqualTo(RoamingCommand.State.DONE);
        }
    }

    @Test
    void allVersionsAreListedOldestFirst() {
        var invitation = connecting.invite("Reader", PartnerKind.CPO);

        List<String> numbers = RegistrationTest.as(
                        invitation.registrationToken().secret())
                .get("/ocpi/versions")
                .then()
                .extract()
                .path("data.version");
        List<String> roles = RegistrationTest.as(invitation.registrationToken().secret())
                .get("/ocpi/2.1.1")
                .then()
                .extract()
                .path("data.endpoints.role");

        assertThat(numbers).containsExactly("2.1.1", "2.2", "2.2.1", "2.3.0");
        assertThat(roles).containsOnlyNulls();
    }

    @Test
    void anOldPatchNeedsNoTimeAndReplacesThePeriods() throws Exception {
        var card = customers.withACard().card();
        try (var cpo = FakeCpo.start(new CpoParty("NL", "VC1", "Oldtimer"), CpoVersion.V2_1_1)) {
            register(cpo);
            await().atMost(SOON)
                    .until(() -> cpo.receivedToken(card.uid().canonical()).isPresent());
            JsonNode token = cpo.receivedToken(card.uid().canonical()).orElseThrow();
            CpoCharge charge = cpo.charge(token, Instant.parse("2026-05-01T08:00:00Z"));
            ObjectNode session = charge.session(BigDecimal.ONE, Instant.parse("2026-05-01T08:05:00Z"));
            period(session, "2026-05-01T08:00:00Z");
            cpo.putSession(session);

            ObjectNode patch = session.objectNode();
            patch.put("total_cost", new BigDecimal("0.60"));
            period(patch, "2026-05-01T08:30:00Z");
            assertThat(cpo.patchSession(charge.sessionId(), patch).succeeded()).isTrue();

            assertThat(rows.texts(
                            "SELECT total_cost::numeric(9, 2) || ' ' || jsonb_array_length(charging_periods) FROM session"
                                    + " WHERE external_id = ?",
                            charge.sessionId()))
                    .containsExactly("0.60 1");
        }
    }

    @Test
    void aCarIsAuthorisedByTheContractItNames() {
        var card = customers.withACard().card();
        try (ScriptedPartner cpo = new ScriptedPartner().offering("tokens", "RECEIVER")) {
            Registered partner = Registered.as(cpo, "VD1", connecting);
            String contract = card.contractId().compact();
            String dashed = card.contractId().dashed();

            for (String named : List.of(contract, dashed, contract.substring(0, 14))) {
                partner.request()
                        .post("/ocpi/2.3.0/tokens/" + named + "/authorize?type=EMAID")
                        .then()
                        .statusCode(200)
                        .body("data.allowed", equalTo("ALLOWED"))
                        .body("data.token.type", equalTo("EMAID"))
                        .body("data.token.uid", equalTo(contract))
                        .body("data.token.contract_id", equalTo(contract));
            }
            partner.request()
                    .post("/ocpi/2.3.0/tokens/NLXXXC12345678/authorize?type=EMAID")
                    .then()
                    .statusCode(404)
                    .body("status_code", equalTo(2004));
            assertThat(cpo.requests("PUT", "/tokens"))
                    .as("tokens of cars are not pushed")
                    .noneMatch(request -> request.body().contains("EMAID"));
        }
    }

    private static void period(ObjectNode charge, String start) {
        ObjectNode period = charge.putArray("charging_periods").addObject();
        period.put("start_date_time", start);
        period.putArray("dimensions").addObject().put("type", "ENERGY").put("volume", 1);
    }

    private UUID register(FakeCpo cpo) throws Exception {
        var invitation = connecting.invite(cpo.party().name(), PartnerKind.CPO);
        OcpiReply reply =
                cpo.register(versionsUrl, invitation.registrationToken().secret());
        assertThat(reply.succeeded()).as("%s", reply).isTrue();
        return invitation.partnerId();
    }

    private RoamingCommand.State state(UUID command) {
        return commands.find(command).orElseThrow().state();
    }

    private static CpoParty party(String prefix, CpoVersion version) {
        return new CpoParty("NL", prefix + version.ordinal(), "Lamplight " + version.number());
    }
}
