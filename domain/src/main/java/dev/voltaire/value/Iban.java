package dev.voltaire.value;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/// International bank account numbers, ISO 13616: the form and its check digits, not the country's length.
public final class Iban {
    private static final Pattern FORM = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    private Iban() {}

    /// Upper case without spaces.
    public static String compact(String text) {
        return text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    public static boolean isValid(String text) {
        String iban = compact(text);
        if (!FORM.matcher(iban).matches()) {
            return false;
        }
        String turned = iban.substring(4) + iban.substring(0, 4);
        StringBuilder digits = new StringBuilder();
        turned.chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(MODULUS).equals(BigInteger.ONE);
    }
}
