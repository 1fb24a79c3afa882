package dev.voltaire.value;

import java.util.Locale;
import java.util.regex.Pattern;

/// A party of the roaming world: ISO 3166-1 alpha-2 country and three alphanumerics (ISO 15118 operator or provider
/// id). Compares case-insensitively, hence kept in upper case (OCPI 2.2.1, CiString).
public record PartyId(String countryCode, String partyId) {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern PARTY = Pattern.compile("[A-Z0-9]{3}");

    /// @throws IllegalArgumentException when either part does not have its form
    public PartyId {
        countryCode = countryCode.toUpperCase(Locale.ROOT);
        partyId = partyId.toUpperCase(Locale.ROOT);
        if (!COUNTRY.matcher(countryCode).matches()) {
            throw new IllegalArgumentException("a country code has two letters");
        }
        if (!PARTY.matcher(partyId).matches()) {
            throw new IllegalArgumentException("a party id has three letters or digits");
        }
    }

    /// Reads `NL-VLT`, `NL*VLT` or `NLVLT`.
    public static PartyId parse(String text) {
        String compact = text.replaceAll("[-*]", "");
        if (compact.length() != 5) {
            throw new IllegalArgumentException("a party is written as two letters and three letters or digits");
        }
        return new PartyId(compact.substring(0, 2), compact.substring(2));
    }

    /// `NL-VLT`
    @Override
    public String toString() {
        return countryCode + "-" + partyId;
    }
}
