package dev.voltaire.location;

import java.util.Locale;
import java.util.UUID;

/// What names a location: the partner it came through, its owner and the owner's own identifier. Compares
/// case-insensitively (OCPI 2.2.1, CiString); keeps the case it was sent in.
public record LocationKey(UUID partnerId, String countryCode, String partyId, String locationId) {
    public LocationKey {
        countryCode = countryCode.toUpperCase(Locale.ROOT);
        partyId = partyId.toUpperCase(Locale.ROOT);
    }

    String key() {
        return keyOf(locationId);
    }

    static String keyOf(String identifier) {
        return identifier.toLowerCase(Locale.ROOT);
    }
}
