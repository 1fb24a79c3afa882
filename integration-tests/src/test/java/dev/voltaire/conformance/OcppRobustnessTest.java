package dev.voltaire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.harness.Demo;
import dev.voltaire.harness.NodeScript;
import dev.voltaire.harness.Voltaire;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// A stranger's program that breaks OCPP-J on purpose: wrong frames, floods, dropped sockets; 21 checks.
class OcppRobustnessTest {
    private static final String CHARGER = "LOAD-00008";

    @Test
    void brokenFramesFloodsAndDroppedSocketsHarmNothing() throws SQLException {
        // given a charger of whom every deviation is refused
        var voltaire = Voltaire.shared();
        try (var connection = voltaire.database();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE charger SET strict = true WHERE identity = '" + CHARGER + "'");
        }
        URI ocpp = voltaire.ocpp();
        var endpoint = "ws://" + CHARGER + ":" + Demo.LOAD_PASSWORD + "@" + ocpp.getAuthority() + ocpp.getPath();

        // when: of 1.6 it wants the error names of 2.0.1, so it is given 2.0.1
        var ended = NodeScript.program(
                "robustness",
                "ocpp",
                "test",
                "-e",
                endpoint,
                "-i",
                CHARGER,
                "-p",
                "ocpp2.0.1",
                "--suite",
                "all",
                "--report",
                "json",
                "--report-dir",
                Path.of("target/robustness").toAbsolutePath().toString());
        var said = ended.output().replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "");

        // then: without a sub-protocol it wants the handshake refused, but the specification wants it completed and
        // the connection closed (OCPP-J 1.6 §3.2), which ListenerTest proves
        assertThat(said.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("✖"))
                        .map(line -> line.replaceAll(" \\[.*", "")))
                .as(said)
                .containsExactly("✖ Server requires subprotocol");
        assertThat(said).contains("(20/21 passed)");
    }
}
