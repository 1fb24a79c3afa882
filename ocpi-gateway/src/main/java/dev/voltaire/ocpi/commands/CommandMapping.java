package dev.voltaire.ocpi.commands;

import dev.voltaire.ocpi.http.OcpiObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What partners make of the answers to commands.
final class CommandMapping {
    private CommandMapping() {}

    /// The first text of a list of DisplayTexts; partners also send one object, or a string.
    static @Nullable String message(OcpiObject answer) {
        Optional<String> listed = answer.objects("message").stream()
                .map(text -> Optional.ofNullable(text.text("text")))
                .flatMap(Optional::stream)
                .findFirst();
        return listed.orElse(answer.text("message"));
    }
}
