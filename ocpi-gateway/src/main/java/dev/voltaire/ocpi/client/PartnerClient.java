package dev.voltaire.ocpi.client;

import dev.voltaire.ocpi.client.PeerClient.Call;
import dev.voltaire.ocpi.dialect.Dialects;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.ocpi.http.RoutingHeaders;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.Credential;
import dev.voltaire.partner.HubParties;
import dev.voltaire.partner.HubParty;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.PartnerKind;
import dev.voltaire.partner.PartnerRole;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Requests to a connected partner's functional modules: its lane, its credentials, its addressee. Blocking; call it
/// on a virtual thread and outside any transaction.
@ApplicationScoped
public class PartnerClient {
    private static final Duration SHORTEST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

    private final PeerClient client;
    private final PartnerConnecting connecting;
    private final HubParties hubParties;
    private final OwnParty self;
    private final Journal journal;
    private final Clock clock;
    private final ConcurrentHashMap<UUID, Lane> lanes = new ConcurrentHashMap<>();

    @Inject
    PartnerClient(
            PeerClient client,
            PartnerConnecting connecting,
            HubParties hubParties,
            OwnParty self,
            Journal journal,
            Clock clock) {
        this.client = client;
        this.connecting = connecting;
        this.hubParties = hubParties;
        this.self = self;
        this.journal = journal;
        this.clock = clock;
    }

    public PeerReply get(ConnectedPartner partner, String url) {
        return send(partner, "GET", url, null);
    }

    /// @param body written as JSON; absent for GET and DELETE
    public PeerReply send(ConnectedPartner partner, String method, String url, @Nullable Object body) {
        return send(partner, method, url, body, routing(partner, url, null));
    }

    /// To one of the parties that the partner's platform carries or, being a hub, reaches. A party that the hub reports
    /// as anything but connected is left alone.
    public PeerReply sendTo(PartyId party, ConnectedPartner partner, String method, String url, @Nullable Object body) {
        Optional<HubParty> known =
                partner.kind() == PartnerKind.HUB ? hubParties.find(partner.id(), party) : Optional.empty();
        if (known.isPresent() && known.get().status() != HubParty.Status.CONNECTED) {
            return new PeerReply.Failed(
                    "the hub reports " + party + " as " + known.get().status());
        }
        return send(partner, method, url, body, routing(partner, url, party));
    }

    private PeerReply send(
            ConnectedPartner partner, String method, String url, @Nullable Object body, RoutingHeaders routing) {
        Credential credential = partner.credential();
        if (credential == null || !partner.isConnected()) {
            return new PeerReply.Failed("the partner is not connected");
        }
        Lane lane = lane(partner);
        if (lane.isClosed()) {
            return new PeerReply.Failed("the partner kept failing and is left alone until " + lane.closedUntil());
        }
        try {
            if (!lane.enter()) {
                return new PeerReply.Failed("too many requests are waiting for the partner, or it kept failing");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new PeerReply.Failed("interrupted");
        }
        try {
            Call call = Call.of(method, address(partner, url), credential, partner.tokenEncoding())
                    .routed(routing);
            Call whole = body == null ? call : call.carrying(body);
            Journal.Start start = journal.start();
            PeerReply reply = exchange(partner, whole);
            learn(lane, reply);
            journal.note(start, whole, reply, partner, lane.isClosed() ? lane.closedUntil() : null);
            return reply;
        } finally {
            lane.leave();
        }
    }

    /// After a renewal the partner may not have kept the token it gave us, because our answer was lost: the one before
    /// is tried until the new one has worked.
    private PeerReply exchange(ConnectedPartner partner, Call call) {
        PeerReply reply = client.transmit(call);
        Credential before = partner.credentialBefore();
        if (before == null) {
            return reply;
        }
        if (reply instanceof PeerReply.Success) {
            connecting.confirm(partner.id(), call.credential());
        } else if (reply instanceof PeerReply.Refused refused && refused.httpStatus() == 401) {
            PeerReply again = client.transmit(call.presenting(before));
            return again instanceof PeerReply.Success ? again : reply;
        }
        return reply;
    }

    private static String address(ConnectedPartner partner, String url) {
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        return partner.settings().trailingSlash() && !path.endsWith("/")
                ? path + "/" + (query < 0 ? "" : url.substring(query))
                : url;
    }

    /// When the partner may be tried again after it kept failing; in the past when it may now.
    public Instant closedUntil(ConnectedPartner partner) {
        return lane(partner).closedUntil();
    }

    private Lane lane(ConnectedPartner partner) {
        return lanes.compute(
                partner.id(),
                (id, lane) -> lane != null && lane.hasSettings(partner.settings())
                        ? lane
                        : new Lane(partner.settings(), clock));
    }

    /// From our party to one party, else to the partner's hub or first CPO (OCPI 2.2.1 "Message Routing Headers").
    private RoutingHeaders routing(ConnectedPartner partner, String url, @Nullable PartyId party) {
        ProtocolVersion version = partner.version();
        boolean aboutTheHub = partner.endpoint("hubclientinfo", Side.SENDER)
                .filter(url::startsWith)
                .isPresent();
        if (aboutTheHub || (version != null && !Dialects.of(version).routed())) {
            return RoutingHeaders.NONE;
        }
        PartnerRole to = partner.addressee().orElse(null);
        String toCountry = to == null ? null : to.countryCode();
        String toParty = to == null ? null : to.partyId();
        return new RoutingHeaders(
                party == null ? toCountry : party.countryCode(),
                party == null ? toParty : party.partyId(),
                self.party().countryCode(),
                self.party().partyId());
    }

    private static void learn(Lane lane, PeerReply reply) {
        switch (reply) {
            case PeerReply.Success success -> lane.succeeded();
            case PeerReply.Failed failed -> lane.failed();
            case PeerReply.Refused refused -> {
                if (refused.httpStatus() == 429) {
                    lane.slowDown(retryAfter(refused));
                } else if (isFaultBehindHub(refused)) {
                    lane.succeeded();
                } else if (refused.httpStatus() >= 500 || refused.httpStatus() == 401) {
                    lane.failed();
                } else {
                    lane.succeeded();
                }
            }
        }
    }

    /// The hub is well, a party behind it is not (OCPI 2.2.1 "Status codes", 4xxx).
    private static boolean isFaultBehindHub(PeerReply.Refused refused) {
        Integer code = refused.statusCode();
        return code != null && code >= 4000 && code < 5000;
    }

    private static Duration retryAfter(PeerReply.Refused refused) {
        PeerHttp.Response response = refused.response();
        String header = response == null ? null : response.header("Retry-After");
        if (header == null || !header.strip().matches("\\d{1,6}")) {
            return SHORTEST_RETRY;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(header.strip()));
        return asked.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : asked.plus(SHORTEST_RETRY);
    }
}
