package dev.voltaire.api.http;

import dev.voltaire.message.Language;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Languages on the wire: `en`, `fr`, `nl`, `de`, `it`, as `locale` of a person and `language` of a unit.
public final class Locales {
    private Locales() {}

    public static @Nullable Language parseOptional(@Nullable String tag, String field) {
        return tag == null ? null : parse(tag, field);
    }

    /// @throws ProblemException VALIDATION_FAILED naming the field
    public static Language parse(String tag, String field) {
        String wanted = tag.toLowerCase(Locale.ROOT);
        return Stream.of(Language.values())
                .filter(language -> language.tag().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> ProblemException.invalid(List.of(new Violation(field, "validation.unknown-language"))));
    }
}
