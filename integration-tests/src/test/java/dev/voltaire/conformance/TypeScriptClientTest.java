package dev.voltaire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.harness.NodeScript;
import dev.voltaire.harness.Voltaire;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The client that `openapi-typescript` makes of the published document carries a fleet manager through the day.
class TypeScriptClientTest {
    private static final Path PACKAGES = Path.of("src/test/node/openapi").toAbsolutePath();

    @Test
    void aFleetManagersDayIsWalkedWithTheGeneratedClient() throws Exception {
        // given
        Path folder = Files.createDirectories(Path.of("target/typescript").toAbsolutePath());
        URI server = Voltaire.shared().http();
        try (InputStream document = server.resolve("/q/openapi").toURL().openStream()) {
            Files.copy(document, folder.resolve("openapi.yaml"), StandardCopyOption.REPLACE_EXISTING);
        }
        program(
                "openapi-typescript",
                folder.resolve("openapi.yaml").toString(),
                "--default-non-nullable=false",
                "-o",
                folder.resolve("voltaire.d.ts").toString());
        program("tsc", "-p", "tsconfig.json");

        // when
        List<String> steps = new ArrayList<>();
        try (NodeScript day = NodeScript.start(
                folder.resolve("day.js").toString(),
                Map.of(
                        "VOLTAIRE",
                        server.toString().replaceAll("/$", ""),
                        "NODE_PATH",
                        PACKAGES.resolve("node_modules").toString()))) {
            String step = day.nextLine();
            while (!step.equals("done") && !step.startsWith("failed")) {
                steps.add(step);
                step = day.nextLine();
            }
            steps.add(step);
        }

        // then
        assertThat(steps)
                .contains("signs in", "creates a driver", "orders a card")
                .endsWith("done");
    }

    private static void program(String name, String... arguments) {
        var ended = NodeScript.program("openapi", name, arguments);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
}
