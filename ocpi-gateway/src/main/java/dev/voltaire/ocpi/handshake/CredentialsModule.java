package dev.voltaire.ocpi.handshake;

import dev.voltaire.ocpi.handshake.CredentialsMapping.Presented;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiModule;
import dev.voltaire.ocpi.http.OcpiReply;
import dev.voltaire.ocpi.http.OcpiRequest;
import dev.voltaire.ocpi.http.OcpiStatus;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.partner.Credential;
import dev.voltaire.partner.Handshake;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerDirectory.Standing;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.PartnerSettings.TokenEncoding;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// The credentials module as partners call it. Registration and renewal read the partner's versions and endpoints with
/// its new token before anything is stored or answered.
@ApplicationScoped
class CredentialsModule implements OcpiModule {
    private static final Logger LOG = Logger.getLogger(CredentialsModule.class);

    private final PeerDiscovery discovery;
    private final PartnerConnecting connecting;
    private final OwnParty self;

    @Inject
    CredentialsModule(PeerDiscovery discovery, PartnerConnecting connecting, OwnParty self) {
        this.discovery = discovery;
        this.connecting = connecting;
        this.self = self;
    }

    @Override
    public String identifier() {
        return "credentials";
    }

    @Override
    public Side side() {
        return Side.SENDER;
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return EnumSet.allOf(ProtocolVersion.class);
    }

    @Override
    public boolean functional() {
        return false;
    }

    @Override
    public OcpiReply handle(OcpiRequest request) {
        if (!request.path().isEmpty()) {
            throw OcpiFailure.notFound("There is nothing at this address");
        }
        return switch (request.method()) {
            case GET -> answer(request, request.presentedToken());
            case POST -> register(request);
            case PUT -> renew(request);
            case DELETE -> unregister(request);
            case PATCH -> throw OcpiFailure.methodNotAllowed("Credentials are replaced with PUT");
        };
    }

    private OcpiReply register(OcpiRequest request) {
        switch (request.caller().standing()) {
            case REGISTERING -> {}
            case CONFIRMING ->
                throw OcpiFailure.methodNotAllowed("Our own registration is under way; use PUT if you took it");
            case RENEWING, CONNECTED ->
                throw OcpiFailure.methodNotAllowed("You are registered already; use PUT to change your credentials");
        }
        UUID partner = request.partner().id();
        Handshake handshake = exchange(request);
        Credential token = token(() -> connecting.connect(partner, handshake));
        LOG.infof(
                "Partner registered, partner=%s version=%s",
                partner, request.version().number());
        return answer(request, token.secret());
    }

    private OcpiReply renew(OcpiRequest request) {
        if (request.caller().standing() == Standing.REGISTERING) {
            throw OcpiFailure.methodNotAllowed("You are not registered yet; use POST");
        }
        UUID partner = request.partner().id();
        Handshake handshake = exchange(request);
        // a partner that took our registration, but whose answer we never read, puts it right with PUT
        boolean confirming = request.caller().standing() == Standing.CONFIRMING;
        Credential token =
                token(() -> confirming ? connecting.connect(partner, handshake) : connecting.renew(partner, handshake));
        LOG.infof(
                "Partner credentials renewed, partner=%s version=%s",
                partner, request.version().number());
        return answer(request, token.secret());
    }

    private OcpiReply unregister(OcpiRequest request) {
        if (request.caller().registering()) {
            throw OcpiFailure.methodNotAllowed("You are not registered");
        }
        connecting.disconnect(request.partner().id());
        LOG.infof("Partner unregistered itself, partner=%s", request.partner().id());
        return OcpiReply.ok();
    }

    /// The partner's state may have changed while it was called back, by a second request of its own.
    private static Credential token(Supplier<Credential> change) {
        try {
            return change.get();
        } catch (ProblemException refused) {
            if (refused.problem() == Problem.WRONG_STATE) {
                throw OcpiFailure.methodNotAllowed("Not possible in the present state of your registration");
            }
            throw refused;
        }
    }

    /// No transaction is open here: the partner answers when it likes.
    private Handshake exchange(OcpiRequest request) {
        Presented presented = CredentialsMapping.read(request.version(), request.object());
        PeerDiscovery.Versions versions = discovery.versions(
                presented.versionsUrl(), presented.credential(), TokenEncoding.prescribedBy(request.version()));
        String detailsUrl = versions.urls().get(request.version());
        if (detailsUrl == null) {
            throw OcpiFailure.refused(
                    OcpiStatus.UNSUPPORTED_VERSION,
                    "You do not offer version " + request.version().number());
        }
        return new Handshake(
                request.version(),
                presented.versionsUrl(),
                presented.credential(),
                versions.encoding(),
                presented.roles(),
                discovery.endpoints(request.version(), detailsUrl, presented.credential(), versions.encoding()));
    }

    private OcpiReply answer(OcpiRequest request, String token) {
        return OcpiReply.ok(CredentialsMapping.write(request.version(), self, token, request.baseUrl()));
    }
}
