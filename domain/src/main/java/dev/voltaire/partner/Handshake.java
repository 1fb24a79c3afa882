package dev.voltaire.partner;

import dev.voltaire.partner.PartnerSettings.TokenEncoding;
import java.util.List;

/// What a credentials exchange taught us about a partner, all of it checked by calling the partner back.
///
/// @param versionsUrl its versions endpoint
/// @param credential the token it gave us (token B, or C when we initiated)
/// @param encoding the form of the Authorization header it accepted
public record Handshake(
        ProtocolVersion version,
        String versionsUrl,
        Credential credential,
        TokenEncoding encoding,
        List<PartnerRole> roles,
        List<PartnerEndpoint> endpoints) {
    public Handshake {
        roles = List.copyOf(roles);
        endpoints = List.copyOf(endpoints);
    }

    PartnerKind kind() {
        if (roles.stream().anyMatch(role -> role.role().equals("HUB"))) {
            return PartnerKind.HUB;
        }
        return roles.stream().anyMatch(role -> role.role().equals("CPO")) ? PartnerKind.CPO : PartnerKind.OTHER;
    }
}
