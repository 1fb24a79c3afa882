package dev.voltaire.value;

import java.util.Locale;
import java.util.regex.Pattern;

/// Numbers of trade registers in the countries we invoice in, checked by form and, where there are any, check digits.
/// Other countries' are taken as they are.
public final class RegistrationNumber {
    private RegistrationNumber() {}

    /// Upper case without spaces, dots and dashes.
    public static String compact(String text) {
        return text.replaceAll("[\\s.-]", "").toUpperCase(Locale.ROOT);
    }

    /// @param country ISO 3166-1 alpha-2
    public static boolean isValid(String country, String text) {
        String number = compact(text);
        return switch (country) {
            case "NL" -> matches(number, "\\d{8}");
            case "BE" -> VatNumber.isValid("BE" + number);
            case "FR" -> matches(number, "\\d{9}|\\d{14}") && VatNumber.luhn(number);
            case "GB" -> matches(number, "\\d{8}|[A-Z]{2}\\d{6}");
            case "DE" -> matches(number, ".*HR[AB]\\d{1,6}[A-Z]{0,2}");
            case "LU" -> matches(number, "[A-Z]\\d{1,6}");
            case "IT" -> matches(number, "\\d{11}") ? VatNumber.luhn(number) : matches(number, "[A-Z]{2}\\d{4,7}");
            default -> !number.isEmpty();
        };
    }

    private static boolean matches(String text, String pattern) {
        return Pattern.matches(pattern, text);
    }
}
