package dev.voltaire.ocpi.hubclientinfo;

import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiModule;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OcpiReply;
import dev.voltaire.ocpi.http.OcpiRequest;
import dev.voltaire.ocpi.http.OwnedObjects;
import dev.voltaire.ocpi.http.RawJson;
import dev.voltaire.partner.HubParties;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.PartnerKind;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What hubs tell about the parties behind them.
@ApplicationScoped
class HubClientInfoReceiver implements OcpiModule {
    private final HubParties parties;
    private final Clock clock;

    @Inject
    HubClientInfoReceiver(HubParties parties, Clock clock) {
        this.parties = parties;
        this.clock = clock;
    }

    @Override
    public String identifier() {
        return "hubclientinfo";
    }

    @Override
    public Side side() {
        return Side.RECEIVER;
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return EnumSet.complementOf(EnumSet.of(ProtocolVersion.V2_1_1));
    }

    @Override
    public boolean routed() {
        return false;
    }

    @Override
    public OcpiReply handle(OcpiRequest request) {
        List<String> path = request.path();
        switch (request.method()) {
            case POST, PATCH, DELETE -> throw OcpiFailure.methodNotAllowed("Client info is pushed with PUT");
            case GET, PUT -> {}
        }
        if (path.size() != 2) {
            throw OcpiFailure.notFound("Client info is addressed by country code and party id");
        }
        if (request.partner().kind() != PartnerKind.HUB) {
            throw OcpiFailure.notFound("You are registered as no hub");
        }
        PartyId party = ClientInfoMapping.party(path.get(0), path.get(1));
        return switch (request.method()) {
            case GET ->
                OcpiReply.ok(parties.find(request.partner().id(), party)
                        .map(known -> RawJson.object(known.raw()))
                        .orElseThrow(() -> OcpiFailure.notFound("Unknown party")));
            case PUT, POST, PATCH, DELETE -> put(request, party);
        };
    }

    private OcpiReply put(OcpiRequest request, PartyId party) {
        OcpiObject info = request.object();
        OwnedObjects.requireSame(info, "country_code", party.countryCode());
        OwnedObjects.requireSame(info, "party_id", party.partyId());
        return OcpiReply.stored(
                parties.receive(request.partner().id(), ClientInfoMapping.read(info, party, clock.instant())));
    }
}
