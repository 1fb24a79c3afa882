package dev.voltaire.value;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Postal codes by the form of their country. Of countries without a form here, anything is taken.
public final class PostalCode {
    private static final Map<String, Pattern> FORMS = Map.ofEntries(
            form("AT", "[1-9]\\d{3}"),
            form("BE", "[1-9]\\d{3}"),
            form("CH", "[1-9]\\d{3}"),
            form("CZ", "\\d{3} ?\\d{2}"),
            form("DE", "\\d{5}"),
            form("DK", "\\d{4}"),
            form("ES", "\\d{5}"),
            form("FI", "\\d{5}"),
            form("FR", "\\d{5}"),
            form("GB", "GIR ?0AA|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}"),
            form("IT", "\\d{5}"),
            form("LU", "(L-?)?\\d{4}"),
            form("NL", "[1-9]\\d{3} ?(?!SA|SD|SS)[A-Z]{2}"),
            form("NO", "\\d{4}"),
            form("PL", "\\d{2}-\\d{3}"),
            form("PT", "\\d{4}-\\d{3}"),
            form("SE", "\\d{3} ?\\d{2}"));

    private PostalCode() {}

    /// @param country ISO 3166-1 alpha-2
    public static boolean isValid(String country, String text) {
        Pattern form = FORMS.get(country);
        return form == null
                || form.matcher(text.strip().toUpperCase(Locale.ROOT)).matches();
    }

    private static Map.Entry<String, Pattern> form(String country, String pattern) {
        return Map.entry(country, Pattern.compile(pattern));
    }
}
