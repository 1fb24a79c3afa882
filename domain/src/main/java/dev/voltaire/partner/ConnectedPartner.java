package dev.voltaire.partner;

import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.PartnerSettings.TokenEncoding;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A partner as the gateway works with it: an immutable picture taken outside any transaction.
///
/// @param credential the token to present to it; absent before the exchange and after a disconnection
/// @param credentialBefore the one before a renewal, until the present one has worked once
public record ConnectedPartner(
        UUID id,
        String name,
        PartnerKind kind,
        PartnerStatus status,
        @Nullable ProtocolVersion version,
        @Nullable String versionsUrl,
        @Nullable Credential credential,
        @Nullable Credential credentialBefore,
        List<PartnerRole> roles,
        List<PartnerEndpoint> endpoints,
        PartnerSettings settings) {

    static ConnectedPartner of(Partner partner) {
        return new ConnectedPartner(
                partner.id(),
                partner.name(),
                partner.kind(),
                partner.status(),
                partner.version().orElse(null),
                partner.versionsUrl().orElse(null),
                partner.theirToken().orElse(null),
                partner.theirTokenBefore().orElse(null),
                partner.roles(),
                partner.endpoints(),
                partner.settings());
    }

    public boolean isConnected() {
        return status == PartnerStatus.CONNECTED && credential != null;
    }

    public Optional<String> endpoint(String module, Side side) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.identifier().equals(module) && endpoint.side() == side)
                .map(PartnerEndpoint::url)
                .findFirst();
    }

    /// Whether it may push objects of this party (OCPI 2.2.1 "Client Owned Object Push", Errors).
    public boolean mayPushFor(String countryCode, String partyId) {
        return kind == PartnerKind.HUB
                || settings.acceptForeignParties()
                || roles.stream().anyMatch(role -> role.isParty(countryCode, partyId));
    }

    /// The party requests to this platform are addressed to: its hub, else its first CPO.
    public Optional<PartnerRole> addressee() {
        return withRole("HUB").or(() -> withRole("CPO")).or(() -> roles.stream().findFirst());
    }

    private Optional<PartnerRole> withRole(String role) {
        return roles.stream().filter(party -> party.role().equals(role)).findFirst();
    }

    public TokenEncoding tokenEncoding() {
        TokenEncoding chosen = settings.tokenEncoding();
        if (chosen != null) {
            return chosen;
        }
        return version == null ? TokenEncoding.BASE64 : TokenEncoding.prescribedBy(version);
    }
}
