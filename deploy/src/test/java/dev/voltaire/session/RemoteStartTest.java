package dev.voltaire.session;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.HomeBoxes;
import dev.voltaire.fixture.HomeBoxes.Box;
import dev.voltaire.fixture.ScriptedCharger;
import dev.voltaire.sql.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// An accepted remote start is not a session yet.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class RemoteStartTest {
    private static final String ACCEPTED = "{\"status\":\"Accepted\"}";

    @Inject
    HomeBoxes boxes;

    @Inject
    Sql sql;

    private static String ask(Box box) {
        return box.command(Map.of(
                "action", "REMOTE_START", "tokenId", box.customer().card().id(), "evse", 1));
    }

    private static void start(ScriptedCharger charger, String tag, int connector) throws Exception {
        charger.call(
                "StartTransaction",
                "{\"connectorId\":" + connector + ",\"idTag\":\"" + tag + "\",\"meterStart\":0,\"timestamp\":\""
                        + Instant.now() + "\"}");
    }

    private String sessionOf(Box box) {
        return sql.first("SELECT id::text FROM session WHERE charger_id = ?", row -> row.getString(1), box.id())
                .orElseThrow();
    }

    @Test
    void itIsFollowedToItsSessionByCardAndOutlet() throws Exception {
        Box box = boxes.box();
        try (ScriptedCharger charger = box.connect("ocpp1.6")) {
            // given
            String command = ask(box);
            HomeBoxes.answerNext(charger, ACCEPTED);
            box.awaitCommand(command, "state", "ACCEPTED");
            box.commandNow(command).body("progress", nullValue()).body("sessionId", nullValue());

            // when
            start(charger, "SOMEBODY-ELSE", 2);
            box.commandNow(command).body("sessionId", nullValue());
            start(charger, box.card().toLowerCase(java.util.Locale.ROOT), 1);

            // then
            String session = sql.first(
                            "SELECT id::text FROM session WHERE charger_id = ? AND token_id IS NOT NULL",
                            row -> row.getString(1),
                            box.id())
                    .orElseThrow();
            box.commandNow(command).body("progress", equalTo("Started")).body("sessionId", equalTo(session));
        }
    }

    @Test
    void aTwoPointZeroStationNamesTheStartItFollows() throws Exception {
        Box box = boxes.box();
        try (ScriptedCharger charger = box.connect("ocpp2.0.1")) {
            // given
            String command = ask(box);
            JsonNode call = HomeBoxes.answerNext(charger, ACCEPTED);
            int number = call.at("/3/remoteStartId").intValue();

            // when: it begins before its answer has been written
            charger.call(
                    "TransactionEvent",
                    "{\"eventType\":\"Started\",\"timestamp\":\"" + Instant.now()
                            + "\",\"triggerReason\":\"RemoteStart\","
                            + "\"seqNo\":0,\"evse\":{\"id\":1},\"transactionInfo\":{\"transactionId\":\""
                            + UUID.randomUUID() + "\",\"remoteStartId\":" + number + "}}");

            // then
            box.awaitCommand(command, "state", "ACCEPTED");
            box.commandNow(command).body("progress", equalTo("Started")).body("sessionId", equalTo(sessionOf(box)));
        }
    }

    @Test
    void whenNobodyPlugsInInTimeThatIsSaidAndCorrectedWhenSomebodyDoes() throws Exception {
        Box box = boxes.box();
        try (ScriptedCharger charger = box.connect("ocpp1.6")) {
            // given
            String command = ask(box);
            HomeBoxes.answerNext(charger, ACCEPTED);
            box.awaitCommand(command, "state", "ACCEPTED");

            // when
            sql.update(
                    "UPDATE charger_command SET finished_at = finished_at - interval '4 minutes' WHERE id = ?::uuid",
                    command);

            // then
            box.awaitCommand(command, "progress", "NotStarted");
            start(charger, box.card(), 1);
            box.commandNow(command).body("progress", equalTo("Started")).body("sessionId", equalTo(sessionOf(box)));
        }
    }

    @Test
    void aRefusedStartIsFollowedByNothing() throws Exception {
        Box box = boxes.box();
        try (ScriptedCharger charger = box.connect("ocpp1.6")) {
            String command = ask(box);
            HomeBoxes.answerNext(charger, "{\"status\":\"Rejected\"}");
            box.awaitCommand(command, "state", "REJECTED");

            start(charger, box.card(), 1);

            box.commandNow(command).body("progress", nullValue()).body("sessionId", nullValue());
        }
    }
}
