package dev.voltaire.partner;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One party of a partner's platform and what it is: `CPO`, `EMSP`, `HUB`, … (OCPI 2.2.1, CredentialsRole). Country
/// code and party id are kept in upper case, they compare case-insensitively.
@Embeddable
public record PartnerRole(
        @Column(name = "role") String role,
        @Column(name = "country_code") String countryCode,
        @Column(name = "party_id") String partyId,
        @Column(name = "business_name") String businessName,
        @Column(name = "website") @Nullable String website,
        @Column(name = "logo_url") @Nullable String logoUrl) {
    public PartnerRole {
        role = role.toUpperCase(Locale.ROOT);
        countryCode = countryCode.toUpperCase(Locale.ROOT);
        partyId = partyId.toUpperCase(Locale.ROOT);
    }

    boolean isParty(String otherCountryCode, String otherPartyId) {
        return countryCode.equalsIgnoreCase(otherCountryCode) && partyId.equalsIgnoreCase(otherPartyId);
    }
}
