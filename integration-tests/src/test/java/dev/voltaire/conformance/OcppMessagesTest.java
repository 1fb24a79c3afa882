package dev.voltaire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.fake.ScriptedCharger;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Voltaire;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every message a charger may send, with a client that checks each of our answers against the official schemas.
class OcppMessagesTest {
    @ParameterizedTest
    @CsvSource({ScriptedCharger.OCPP_16 + ",14", ScriptedCharger.OCPP_201 + ",27"})
    void everyMessageIsAnsweredAsTheSchemasWant(String protocol, int messages) {
        try (var charger =
                ScriptedCharger.connect(Voltaire.shared().ocpp(), "LOAD-00007", Demo.LOAD_PASSWORD, protocol)) {
            var said = charger.sayEverything(Demo.CARD, Instant.now().truncatedTo(ChronoUnit.SECONDS));

            assertThat(said.valueStream().mapToInt(JsonNode::size).sum()).isEqualTo(messages);
            assertThat(said.path("BootNotification").path(0).asText()).isEqualTo("Accepted");
            assertThat(said.path("Authorize").path(0).asText()).isEqualTo("Accepted");
            assertThat(said.path("Authorize").path(1).asText()).isIn("Invalid", "Unknown");
            assertThat(said.toString()).doesNotContain("violation", "InternalError");
        }
    }
}
