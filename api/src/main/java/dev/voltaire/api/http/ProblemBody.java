package dev.voltaire.api.http;

import dev.voltaire.message.Language;
import dev.voltaire.message.Messages;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.Violation;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A problem as RFC 9457 wants it, in the language of the caller.
@Schema(name = "Problem", description = "RFC 9457 problem details")
public record ProblemBody(
        @Schema(examples = "urn:voltaire:problem:email-already-used")
        String type,

        @Schema(examples = "email-already-used", description = "Stable, for programs")
        String code,

        @Schema(description = "For people, by Accept-Language: en, fr, nl, de, it")
        String title,

        int status,
        @Nullable String detail,

        @Nullable @Schema(description = "Every field that breaks a rule")
        List<FieldViolation> violations) {

    /// One field, by its JSON path, and what is wrong with it.
    @Schema(name = "Violation")
    public record FieldViolation(@Schema(examples = "email") String field, String message) {}

    static ProblemBody of(Problem problem, List<Object> arguments, List<Violation> violations, Language language) {
        String key = "problem." + problem.code();
        return new ProblemBody(
                "urn:voltaire:problem:" + problem.code(),
                problem.code(),
                Messages.text(language, key + ".title"),
                ProblemStatus.of(problem.category()),
                Messages.find(language, key + ".detail", arguments.toArray()).orElse(null),
                violations.isEmpty()
                        ? null
                        : violations.stream()
                                .map(violation -> new FieldViolation(
                                        violation.field(),
                                        Messages.find(language, violation.message())
                                                .orElse(violation.message())))
                                .toList());
    }
}
