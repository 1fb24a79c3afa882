package dev.voltaire.ocpi.v230;

import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.ocpi.v221.Dialect221;
import dev.voltaire.partner.PartnerRole;
import dev.voltaire.token.KnownToken;
import java.util.List;
import java.util.stream.Stream;

/// OCPI 2.3.0. Prices, taxes, parking places and values of open enumerations are read by their shape.
public final class Dialect230 extends Dialect221 {
    private static final int COUNTRY = 2;
    private static final int HUB_PARTY = 5;

    public Dialect230() {
        super(true);
    }

    @Override
    public Object contractToken(KnownToken token, OwnParty self) {
        return token(token, self, token.contractId().compact(), "EMAID");
    }

    /// The parties behind a hub are listed like the platform's own; the hub itself stands in a field of its own. It
    /// comes first: requests to the platform are addressed to it.
    @Override
    public List<PartnerRole> roles(OcpiObject credentials) {
        List<PartnerRole> roles = super.roles(credentials);
        String hub = credentials.text("hub_party_id");
        if (hub == null || hub.length() != HUB_PARTY) {
            return roles;
        }
        PartnerRole itself = new PartnerRole(
                "HUB",
                hub.substring(0, COUNTRY),
                hub.substring(COUNTRY),
                roles.getFirst().businessName(),
                null,
                null);
        return Stream.concat(Stream.of(itself), roles.stream()).toList();
    }
}
