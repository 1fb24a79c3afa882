package dev.voltaire.value;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// ISO 3166 codes: parties have two letters, addresses of locations three, and partners mix them up.
public final class Countries {
    private static final Map<String, String> ALPHA_2 = alpha2();

    private Countries() {}

    /// The two-letter code of a three-letter one, in upper case; anything else as given.
    public static String alpha2(String code) {
        return ALPHA_2.getOrDefault(code.toUpperCase(Locale.ROOT), code);
    }

    private static Map<String, String> alpha2() {
        Map<String, String> codes = new HashMap<>();
        for (String country : Locale.getISOCountries()) {
            codes.put(Locale.of("", country).getISO3Country(), country);
        }
        return codes;
    }
}
