package dev.voltaire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.harness.NodeScript;
import dev.voltaire.harness.Voltaire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The OpenAPI document is generated from the code and committed, so that a change to it is seen in review.
/// `-Dvoltaire.openapi.update=true` writes the committed one anew.
class OpenApiDocumentTest {
    private static final Path COMMITTED =
            Path.of("../api/openapi.yaml").toAbsolutePath().normalize();

    @Test
    void theCommittedDocumentIsTheOneServed() throws Exception {
        String served = served();

        if (Boolean.getBoolean("voltaire.openapi.update")) {
            Files.writeString(COMMITTED, served);
        }

        assertThat(COMMITTED)
                .as("run again with -Dvoltaire.openapi.update=true and commit the difference")
                .hasContent(served);
    }

    @Test
    void theDocumentFollowsTheRules() throws IOException {
        var lint = NodeScript.program(
                "openapi",
                "spectral",
                "lint",
                "--ruleset",
                "rules.yaml",
                "--fail-severity",
                "error",
                COMMITTED.toString());

        assertThat(lint.exitCode()).as(lint.output()).isZero();
    }

    @Test
    void aTypeScriptClientMadeFromItCompiles() throws IOException {
        Path client = Files.createDirectories(Path.of("target/typescript").toAbsolutePath())
                .resolve("voltaire.ts");

        var generated =
                NodeScript.program("openapi", "openapi-typescript", COMMITTED.toString(), "-o", client.toString());
        assertThat(generated.exitCode()).as(generated.output()).isZero();

        var compiled =
                NodeScript.program("openapi", "tsc", "--strict", "--noEmit", "--skipLibCheck", client.toString());
        assertThat(compiled.exitCode()).as(compiled.output()).isZero();
    }

    private static String served() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            URI document = Voltaire.shared().http().resolve("/q/openapi");
            return client.send(HttpRequest.newBuilder(document).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
