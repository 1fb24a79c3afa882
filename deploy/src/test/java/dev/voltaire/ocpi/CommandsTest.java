package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.voltaire.command.RoamingCommand;
import dev.voltaire.command.RoamingCommands;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Customers;
import dev.voltaire.partner.PartnerConnecting;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class CommandsTest {
    @Inject
    PartnerConnecting connecting;

    @Inject
    RoamingCommands commands;

    @Inject
    Customers customers;

    private final ScriptedPartner cpo = new ScriptedPartner().offering("commands", "RECEIVER");

    @AfterEach
    void close() {
        cpo.close();
    }

    @Test
    void aSessionIsStartedAndTheChargersResultComesBack() {
        cpo.on(
                "POST",
                "/commands",
                (exchange, request) -> ScriptedPartner.send(
                        exchange,
                        200,
                        ScriptedPartner.data("{\"result\": \"ACCEPTED\", \"timeout\": 30, \"message\": null}")));
        Registered partner = Registered.as(cpo, "CM1", connecting);
        UUID token = customers.withACard().card().id();

        UUID id = commands.request(
                partner.id(),
                RoamingCommand.Type.START_SESSION,
                token,
                new RoamingCommand.Details("LOC1", "E1", "1", null, null, null, "ref-1"));

        awaitState(id, RoamingCommand.State.WAITING);
        ScriptedPartner.Request sent =
                cpo.requests("POST", "/commands/START_SESSION").getFirst();
        assertThat(sent.body())
                .contains("\"location_id\":\"LOC1\"", "\"evse_uid\":\"E1\"", "\"connector_id\":\"1\"")
                .contains("\"authorization_reference\":\"ref-1\"", "\"token\":{", "\"valid\":true");
        String secret = sent.body().replaceAll("(?s).*/commands/START_SESSION/([^\"]+)\".*", "$1");
        String address = "/ocpi/2.2.1/commands/START_SESSION/" + secret;
        partner.request().body("{}").post(address).then().body("status_code", equalTo(2001));
        partner.request().get(address).then().statusCode(405);
        partner.request()
                .body("{\"result\": \"ACCEPTED\"}")
                .post(address + "x")
                .then()
                .statusCode(404);
        partner.request()
                .body(
                        "{\"result\": \"ACCEPTED\", \"message\": {\"language\": \"en\", \"text\": \"plug in\"}, \"x\": 1}")
                .post(address)
                .then()
                .statusCode(200)
                .body("status_code", equalTo(1000));
        assertThat(commands.find(id).orElseThrow()).satisfies(command -> {
            assertThat(command.state()).isEqualTo(RoamingCommand.State.DONE);
            assertThat(command.result()).isEqualTo("ACCEPTED");
            assertThat(command.message()).isEqualTo("plug in");
        });
    }

    @Test
    void aRefusalAndAPartnerWithoutCommandsEndTheCommand() {
        cpo.on(
                "POST",
                "/commands",
                (exchange, request) ->
                        ScriptedPartner.send(exchange, 200, ScriptedPartner.data("{\"result\": \"UNKNOWN_SESSION\"}")));
        Registered partner = Registered.as(cpo, "CM2", connecting);
        try (ScriptedPartner without = new ScriptedPartner().offering("tokens", "RECEIVER")) {
            Registered other = Registered.as(without, "CM3", connecting);

            UUID refused = stop(partner, "S1");
            UUID unsupported = stop(other, "S1");

            assertThat(awaitState(refused, RoamingCommand.State.REFUSED)).isEqualTo("UNKNOWN_SESSION");
            assertThat(awaitState(unsupported, RoamingCommand.State.REFUSED)).isEqualTo("NOT_SUPPORTED");
        }
    }

    @Test
    void aResultThatNeverComesTimesOut() {
        cpo.on(
                "POST",
                "/commands",
                (exchange, request) -> ScriptedPartner.send(
                        exchange, 200, ScriptedPartner.data("{\"result\": \"ACCEPTED\", \"timeout\": 1}")));
        Registered partner = Registered.as(cpo, "CM4", connecting);

        awaitState(stop(partner, "S1"), RoamingCommand.State.TIMED_OUT);
    }

    private UUID stop(Registered partner, String sessionId) {
        return commands.request(
                partner.id(),
                RoamingCommand.Type.STOP_SESSION,
                null,
                new RoamingCommand.Details(null, null, null, sessionId, null, null, null));
    }

    private @Nullable String awaitState(UUID id, RoamingCommand.State state) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(commands.find(id).orElseThrow().state()).isEqualTo(state));
        return commands.find(id).orElseThrow().answer();
    }
}
