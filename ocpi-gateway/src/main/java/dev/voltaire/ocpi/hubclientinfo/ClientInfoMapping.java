package dev.voltaire.ocpi.hubclientinfo;

import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.RawJson;
import dev.voltaire.partner.HubParty;
import dev.voltaire.value.Countries;
import dev.voltaire.value.PartyId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Reads a ClientInfo object.
final class ClientInfoMapping {
    private ClientInfoMapping() {}

    static HubParty read(OcpiObject info, PartyId party, Instant now) {
        return new HubParty(
                party,
                info.requiredText("role").toUpperCase(Locale.ROOT),
                status(info.requiredText("status")),
                Optional.ofNullable(info.instant("last_updated")).orElse(now),
                RawJson.text(info.node()));
    }

    static PartyId party(String countryCode, String partyId) {
        try {
            return new PartyId(Countries.alpha2(countryCode), partyId);
        } catch (IllegalArgumentException malformed) {
            throw OcpiFailure.invalid("Not a party: " + malformed.getMessage());
        }
    }

    private static HubParty.Status status(String sent) {
        for (HubParty.Status status : HubParty.Status.values()) {
            if (status.name().equalsIgnoreCase(sent.strip())) {
                return status;
            }
        }
        throw OcpiFailure.invalid("Unknown status");
    }
}
