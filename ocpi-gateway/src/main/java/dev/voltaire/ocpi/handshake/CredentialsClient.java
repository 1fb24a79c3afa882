package dev.voltaire.ocpi.handshake;

import dev.voltaire.ocpi.client.PeerClient;
import dev.voltaire.ocpi.client.PeerClient.Call;
import dev.voltaire.ocpi.client.PeerReply;
import dev.voltaire.ocpi.handshake.CredentialsMapping.Presented;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.ocpi.http.SpokenVersions;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.Credential;
import dev.voltaire.partner.CredentialsPeer;
import dev.voltaire.partner.Handshake;
import dev.voltaire.partner.PartnerEndpoint;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.PartnerSettings.TokenEncoding;
import dev.voltaire.partner.ProtocolVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The credentials module as we call it (OCPI 2.2.1 "Credentials module"). Nothing is sent to a partner that lacks what
/// we need.
@ApplicationScoped
class CredentialsClient implements CredentialsPeer {
    private final PeerDiscovery discovery;
    private final PeerClient client;
    private final SpokenVersions spoken;
    private final OwnParty self;

    @Inject
    CredentialsClient(PeerDiscovery discovery, PeerClient client, SpokenVersions spoken, OwnParty self) {
        this.discovery = discovery;
        this.client = client;
        this.spoken = spoken;
        this.self = self;
    }

    @Override
    public Outcome register(String versionsUrl, Credential theirs, Credential ours) {
        return exchange("POST", versionsUrl, theirs, TokenEncoding.BASE64, ours, null);
    }

    @Override
    public Outcome renew(ConnectedPartner partner, Credential ours, ProtocolVersion version) {
        Credential theirs = partner.credential();
        String versionsUrl = partner.versionsUrl();
        if (theirs == null || versionsUrl == null) {
            return new Outcome.Refused("the partner is not connected");
        }
        Outcome outcome = exchange("PUT", versionsUrl, theirs, partner.tokenEncoding(), ours, version);
        Credential before = partner.credentialBefore();
        return outcome instanceof Outcome.Refused && before != null
                ? exchange("PUT", versionsUrl, before, partner.tokenEncoding(), ours, version)
                : outcome;
    }

    @Override
    public Optional<String> unregister(ConnectedPartner partner) {
        Credential theirs = partner.credential();
        Optional<String> url = partner.endpoint("credentials", Side.SENDER);
        if (theirs == null || url.isEmpty()) {
            return Optional.of("the partner is not connected");
        }
        return switch (client.send(Call.of("DELETE", url.get(), theirs, partner.tokenEncoding()))) {
            case PeerReply.Success success -> Optional.empty();
            case PeerReply.Refused refused -> Optional.of(refused.summary());
            case PeerReply.Failed failed -> Optional.of(failed.reason());
        };
    }

    /// @param wanted absent for the highest version that both speak
    private Outcome exchange(
            String method,
            String versionsUrl,
            Credential theirs,
            TokenEncoding encoding,
            Credential ours,
            @Nullable ProtocolVersion wanted) {
        try {
            PeerDiscovery.Versions offered = discovery.versions(versionsUrl, theirs, encoding);
            Optional<ProtocolVersion> version =
                    wanted == null ? spoken.highest(offered.urls().keySet()) : Optional.of(wanted);
            String detailsUrl = version.map(offered.urls()::get).orElse(null);
            if (version.isEmpty() || detailsUrl == null) {
                return new Outcome.Refused("it offers " + numbers(offered));
            }
            List<PartnerEndpoint> endpoints =
                    discovery.endpoints(version.get(), detailsUrl, theirs, offered.encoding());
            String url = endpoints.stream()
                    .filter(endpoint -> endpoint.identifier().equals("credentials"))
                    .map(PartnerEndpoint::url)
                    .findFirst()
                    .orElseThrow();
            PeerReply reply = client.send(Call.of(method, url, theirs, offered.encoding())
                    .carrying(CredentialsMapping.write(version.get(), self, ours.secret(), self.baseUrl())));
            return read(reply, version.get(), versionsUrl, offered.encoding(), endpoints);
        } catch (OcpiFailure unusable) {
            return new Outcome.Refused(unusable.reason());
        }
    }

    private static Outcome read(
            PeerReply reply,
            ProtocolVersion version,
            String versionsUrl,
            TokenEncoding encoding,
            List<PartnerEndpoint> endpoints) {
        return switch (reply) {
            case PeerReply.Success success -> {
                try {
                    Presented presented = CredentialsMapping.read(version, OcpiObject.of(success.data()));
                    yield new Outcome.Exchanged(new Handshake(
                            version, versionsUrl, presented.credential(), encoding, presented.roles(), endpoints));
                } catch (OcpiFailure unreadable) {
                    yield new Outcome.Unknown("its credentials cannot be read: " + unreadable.reason());
                }
            }
            case PeerReply.Refused refused ->
                refused.httpStatus() >= 500
                        ? new Outcome.Unknown(refused.summary())
                        : new Outcome.Refused(refused.summary());
            case PeerReply.Failed failed -> new Outcome.Unknown(failed.reason());
        };
    }

    private static String numbers(PeerDiscovery.Versions offered) {
        return offered.urls().isEmpty()
                ? "no version that we know"
                : "only "
                        + String.join(
                                ", ",
                                offered.urls().keySet().stream()
                                        .map(ProtocolVersion::number)
                                        .toList());
    }
}
