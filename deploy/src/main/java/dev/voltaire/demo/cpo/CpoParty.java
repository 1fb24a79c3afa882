package dev.voltaire.demo.cpo;

/// Who the operator is: ISO 3166-1 country, three characters of its own, and the name drivers see.
public record CpoParty(String countryCode, String partyId, String name) {
    public static final CpoParty LAMPLIGHT = new CpoParty("NL", "LMP", "Lamplight Charging");
}
