package dev.voltaire.value;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/// VAT numbers of the countries we invoice in, checked by form and check digits. Of other countries only the form
/// `CC` and 2 to 13 characters is checked. Whether a number is registered only the tax administration knows.
public final class VatNumber {
    private VatNumber() {}

    /// Upper case without spaces, dots and dashes.
    public static String compact(String text) {
        return text.replaceAll("[\\s.-]", "").toUpperCase(Locale.ROOT);
    }

    public static boolean isValid(String text) {
        String number = compact(text);
        if (number.length() < 4 || !number.matches("[A-Z]{2}[A-Z0-9+*]{2,13}")) {
            return false;
        }
        String rest = number.substring(2);
        return switch (number.substring(0, 2)) {
            case "NL" -> dutch(number, rest);
            case "BE" -> matches(rest, "[01]\\d{9}") && 97 - number(rest, 0, 8) % 97 == number(rest, 8, 10);
            case "FR" -> french(rest);
            case "DE" -> matches(rest, "[1-9]\\d{8}") && german(rest);
            case "LU" -> matches(rest, "\\d{8}") && number(rest, 0, 6) % 89 == number(rest, 6, 8);
            case "IT" -> matches(rest, "\\d{11}") && luhn(rest);
            case "GB" -> british(rest);
            default -> true;
        };
    }

    /// The eleven test of legal entities, or modulo 97 of sole traders (since 2020).
    private static boolean dutch(String number, String rest) {
        if (!matches(rest, "\\d{9}B\\d{2}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += (9 - i) * digit(rest, i);
        }
        StringBuilder digits = new StringBuilder();
        number.chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return sum % 11 == digit(rest, 8)
                || new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).equals(BigInteger.ONE);
    }

    /// The key is checked where it is numeric; the SIREN always.
    private static boolean french(String rest) {
        if (!matches(rest, "[0-9A-Z]{2}\\d{9}") || !luhn(rest.substring(2))) {
            return false;
        }
        return !matches(rest, "\\d{11}") || (12 + 3 * (number(rest, 2, 11) % 97)) % 97 == number(rest, 0, 2);
    }

    /// ISO 7064, modulo 11, 10.
    private static boolean german(String rest) {
        int product = 10;
        for (int i = 0; i < 8; i++) {
            int sum = (digit(rest, i) + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        return (11 - product) % 10 == digit(rest, 8);
    }

    private static boolean british(String rest) {
        if (matches(rest, "(GD|HA)\\d{3}")) {
            return true;
        }
        if (!matches(rest, "\\d{9}|\\d{12}")) {
            return false;
        }
        int[] weights = {8, 7, 6, 5, 4, 3, 2};
        int sum = (int) number(rest, 7, 9);
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * digit(rest, i);
        }
        return sum % 97 == 0 || sum % 97 == 42;
    }

    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int value = digit(digits, digits.length() - 1 - i) * (i % 2 + 1);
            sum += value > 9 ? value - 9 : value;
        }
        return sum % 10 == 0;
    }

    private static boolean matches(String text, String pattern) {
        return Pattern.matches(pattern, text);
    }

    private static long number(String text, int from, int to) {
        return Long.parseLong(text.substring(from, to));
    }

    private static int digit(String text, int index) {
        return text.charAt(index) - '0';
    }
}
