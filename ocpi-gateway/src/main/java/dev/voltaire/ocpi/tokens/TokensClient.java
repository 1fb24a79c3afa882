package dev.voltaire.ocpi.tokens;

import dev.voltaire.ocpi.client.PartnerClient;
import dev.voltaire.ocpi.client.PeerReply;
import dev.voltaire.ocpi.dialect.Dialects;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.token.KnownToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/// Our tokens at a partner's receiver interface. Tokens are never deleted, only replaced by invalid ones.
@ApplicationScoped
public class TokensClient {
    private final PartnerClient client;
    private final OwnParty self;

    @Inject
    TokensClient(PartnerClient client, OwnParty self) {
        this.client = client;
        this.self = self;
    }

    /// A token the partner knows is changed with PATCH where it applies that; whatever it says against the change, it
    /// is sent the whole token then.
    ///
    /// @param known the partner confirmed an earlier version of the token
    public PeerReply send(ConnectedPartner partner, KnownToken token, boolean known) {
        if (!known || !partner.settings().patchSupported()) {
            return put(partner, token);
        }
        PeerReply reply = send(partner, token, "PATCH", version -> TokenMapping.change(token));
        return reply instanceof PeerReply.Refused refused && !refused.isTransient() ? put(partner, token) : reply;
    }

    /// The token as the partner holds it.
    public PeerReply get(ConnectedPartner partner, KnownToken token) {
        Optional<String> endpoint = partner.endpoint("tokens", Side.RECEIVER);
        ProtocolVersion version = partner.version();
        return endpoint.isEmpty() || version == null
                ? new PeerReply.Failed("the partner offers no receiver of tokens")
                : client.get(partner, address(endpoint.get(), version, token));
    }

    private PeerReply put(ConnectedPartner partner, KnownToken token) {
        return send(partner, token, "PUT", version -> TokenMapping.write(version, token, self));
    }

    private PeerReply send(
            ConnectedPartner partner, KnownToken token, String method, Function<ProtocolVersion, Object> body) {
        Optional<String> endpoint = partner.endpoint("tokens", Side.RECEIVER);
        ProtocolVersion version = partner.version();
        if (endpoint.isEmpty() || version == null) {
            return new PeerReply.Failed("the partner offers no receiver of tokens");
        }
        return client.send(partner, method, address(endpoint.get(), version, token), body.apply(version));
    }

    private String address(String endpoint, ProtocolVersion version, KnownToken token) {
        return endpoint
                + (endpoint.endsWith("/") ? "" : "/")
                + self.party().countryCode()
                + "/"
                + self.party().partyId()
                + "/"
                + URLEncoder.encode(token.uid().canonical(), StandardCharsets.UTF_8)
                        .replace("+", "%20")
                + Dialects.of(version).tokenQuery(token);
    }
}
