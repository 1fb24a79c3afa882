package dev.voltaire.message;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;

/// The languages Voltaire speaks.
public enum Language {
    EN,
    FR,
    NL,
    DE,
    IT;

    private static final List<Locale> LOCALES =
            List.of(values()).stream().map(Language::locale).toList();

    public Locale locale() {
        return Locale.of(tag());
    }

    /// ISO 639-1, lower case.
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The best match of an `Accept-Language` header (RFC 9110 §12.5.4); English when nothing matches or the header is
    /// malformed.
    public static Language accepting(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return EN;
        }
        try {
            Locale best = Locale.lookup(LanguageRange.parse(acceptLanguage), LOCALES);
            return best == null ? EN : valueOf(best.getLanguage().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException malformed) {
            return EN;
        }
    }
}
