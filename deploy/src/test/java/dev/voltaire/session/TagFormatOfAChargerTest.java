package dev.voltaire.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.charger.TagFormat;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.HomeBoxes;
import dev.voltaire.fixture.HomeBoxes.Box;
import dev.voltaire.fixture.ScriptedCharger;
import dev.voltaire.sql.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Chargers that write the uid of a card in another way than it is printed.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class TagFormatOfAChargerTest {
    @Inject
    HomeBoxes boxes;

    @Inject
    Sql sql;

    private Box box(TagFormat format) {
        Box box = boxes.box();
        box.manager()
                .body(Map.of("tagFormat", format))
                .put("/api/v1/home-chargers/" + box.id() + "/workarounds")
                .then()
                .statusCode(200)
                .body("tagFormat", equalTo(format.name()));
        return box;
    }

    private static String authorised(ScriptedCharger charger, String tag) throws Exception {
        return charger.call("Authorize", "{\"idTag\":\"" + tag + "\"}")
                .at("/idTagInfo/status")
                .textValue();
    }

    @Test
    void aCardReadTheOtherWayRoundIsKnownAndAStartFromAfarNamesItThatWay() throws Exception {
        Box box = box(TagFormat.REVERSED);
        String turned = TagFormat.REVERSED.write(box.card());
        try (ScriptedCharger charger = box.connect("ocpp1.6")) {
            assertThat(authorised(charger, turned)).isEqualTo("Accepted");
            assertThat(authorised(charger, box.card())).isEqualTo("Invalid");

            // when
            String command = box.command(Map.of(
                    "action", "REMOTE_START", "tokenId", box.customer().card().id()));
            JsonNode call = HomeBoxes.answerNext(charger, "{\"status\":\"Accepted\"}");
            assertThat(call.at("/3/idTag").textValue()).isEqualTo(turned);
            charger.call(
                    "StartTransaction",
                    "{\"connectorId\":1,\"idTag\":\"" + turned + "\",\"meterStart\":0,\"timestamp\":\"" + Instant.now()
                            + "\"}");

            // then
            box.awaitCommand(command, "progress", "Started");
        }
        assertThat(sql.query("SELECT token_uid FROM session WHERE charger_id = ?", row -> row.getString(1), box.id()))
                .containsExactly(box.card());
    }

    @Test
    void aListGoesToTheChargerInItsOwnWriting() throws Exception {
        Box box = box(TagFormat.LOWER_CASE);
        try (ScriptedCharger charger = box.connect("ocpp1.6")) {
            box.command(Map.of(
                    "action",
                    "SEND_LOCAL_LIST",
                    "number",
                    1,
                    "tokenIds",
                    List.of(box.customer().card().id())));
            JsonNode call = HomeBoxes.answerNext(charger, "{\"status\":\"Accepted\"}");

            assertThat(call.at("/3/localAuthorizationList/0/idTag").textValue())
                    .isEqualTo(TagFormat.LOWER_CASE.write(box.card()));
            assertThat(authorised(charger, box.card())).isEqualTo("Accepted");
        }
    }
}
