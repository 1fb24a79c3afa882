package dev.voltaire.ocpi.cdrs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.cdr.CdrReception;
import dev.voltaire.cdr.Reception;
import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiJson;
import dev.voltaire.ocpi.http.OcpiModule;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OcpiReply;
import dev.voltaire.ocpi.http.OcpiRequest;
import dev.voltaire.ocpi.http.RawJson;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.value.Countries;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Charge detail records from partners. Repeating one is harmless; changing one is refused.
@ApplicationScoped
class CdrsReceiver implements OcpiModule {
    private final CdrReception reception;
    private final FindingLog findings;

    @Inject
    CdrsReceiver(CdrReception reception, FindingLog findings) {
        this.reception = reception;
        this.findings = findings;
    }

    @Override
    public String identifier() {
        return "cdrs";
    }

    @Override
    public Side side() {
        return Side.RECEIVER;
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return EnumSet.allOf(ProtocolVersion.class);
    }

    @Override
    public OcpiReply handle(OcpiRequest request) {
        return switch (request.method()) {
            case POST -> post(request);
            case GET -> get(request);
            case PUT, PATCH, DELETE -> throw OcpiFailure.methodNotAllowed("CDRs do not change");
        };
    }

    /// Some partners post to an address of their own making below ours.
    private OcpiReply post(OcpiRequest request) {
        JsonNode sent = request.json();
        OcpiObject cdr = OcpiObject.of(sent);
        PartyId party = owner(request, cdr);
        byte[] raw = sent.isObject() ? request.body() : RawJson.text(cdr.node()).getBytes(StandardCharsets.UTF_8);
        return switch (reception.receive(request.partner().id(), party, raw)) {
            case Reception.Stored stored -> OcpiReply.created().with("Location", address(request, stored.id()));
            case Reception.AlreadyStored known -> OcpiReply.ok().with("Location", address(request, known.id()));
            case Reception.Conflicting conflicting -> {
                Notes notes = new Notes("cdrs", String.valueOf(cdr.text("id")), cdr.node());
                notes.add("changed", "another CDR with this id was received before");
                findings.record(request.partner().id(), notes.findings());
                throw OcpiFailure.invalid("Another CDR with this id was received before; CDRs do not change");
            }
            case Reception.Unreadable unreadable -> throw OcpiFailure.invalid("Not a CDR: " + unreadable.reason());
        };
    }

    private OcpiReply get(OcpiRequest request) {
        Optional<byte[]> raw = request.path().size() == 1
                ? identifier(request.path().getFirst())
                        .flatMap(id -> reception.received(id, request.partner().id()))
                : Optional.empty();
        return OcpiReply.ok(raw.map(OcpiJson::parse).orElseThrow(() -> OcpiFailure.notFound("Unknown CDR")));
    }

    /// 2.1.1 names no owner in the object: it is the partner itself.
    private static PartyId owner(OcpiRequest request, OcpiObject cdr) {
        String sent = cdr.text("country_code");
        String countryCode = sent == null ? null : Countries.alpha2(sent);
        String partyId = cdr.text("party_id");
        if (countryCode == null || partyId == null) {
            return request.sender().orElseThrow(() -> OcpiFailure.invalid("The CDR names no party"));
        }
        if (!request.partner().mayPushFor(countryCode, partyId)) {
            throw OcpiFailure.invalid("You do not speak for the party of this CDR");
        }
        try {
            return new PartyId(countryCode, partyId);
        } catch (IllegalArgumentException malformed) {
            throw OcpiFailure.invalid("The CDR names no valid party");
        }
    }

    private static String address(OcpiRequest request, UUID id) {
        return request.moduleUrl("cdrs") + "/" + id;
    }

    private static Optional<UUID> identifier(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
