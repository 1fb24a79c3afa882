package dev.voltaire.ocpi.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.ocpi.dialect.Dialects;
import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiModule;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OcpiReply;
import dev.voltaire.ocpi.http.OcpiRequest;
import dev.voltaire.ocpi.http.OwnedObjects;
import dev.voltaire.ocpi.http.RawJson;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.session.RoamingSessions;
import dev.voltaire.value.PartyId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sessions of our drivers at partners, as they go. PUT replaces all, PATCH adds charging periods and changes the rest.
@ApplicationScoped
class SessionsReceiver implements OcpiModule {
    private final RoamingSessions sessions;
    private final FindingLog findings;
    private final Clock clock;

    @Inject
    SessionsReceiver(RoamingSessions sessions, FindingLog findings, Clock clock) {
        this.sessions = sessions;
        this.findings = findings;
        this.clock = clock;
    }

    @Override
    public String identifier() {
        return "sessions";
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
        List<String> path = request.path();
        return switch (request.method()) {
            case POST, DELETE -> throw OcpiFailure.methodNotAllowed("Sessions are pushed with PUT and PATCH");
            case GET, PUT, PATCH -> {
                if (path.size() != 3) {
                    throw OcpiFailure.notFound("A session is addressed by country code, party id and session id");
                }
                OwnedObjects.requireOwner(request, path.get(0), path.get(1));
                PartyId party = SessionMapping.party(path.get(0), path.get(1));
                yield switch (request.method()) {
                    case PUT -> put(request, party, path.get(2));
                    case PATCH -> patch(request, party, path.get(2));
                    case GET, POST, DELETE -> get(request, party, path.get(2));
                };
            }
        };
    }

    private OcpiReply get(OcpiRequest request, PartyId party, String id) {
        return OcpiReply.ok(sessions.raw(request.partner().id(), party, id)
                .map(RawJson::object)
                .orElseThrow(() -> OcpiFailure.notFound("Unknown session")));
    }

    private OcpiReply put(OcpiRequest request, PartyId party, String id) {
        OcpiObject session = request.object();
        OwnedObjects.requireSame(session, "id", id);
        OwnedObjects.requireSame(session, "country_code", party.countryCode());
        OwnedObjects.requireSame(session, "party_id", party.partyId());
        UUID partner = request.partner().id();
        if (isPartial(session) && sessions.raw(partner, party, id).isPresent()) {
            Notes notes = new Notes("sessions", id, session.node());
            notes.add("put-partial", "taken as a PATCH");
            findings.record(partner, notes.findings());
            return patch(request, party, id);
        }
        RoamingSessions.Fact fact = SessionMapping.read(
                        session, party, session.node().get("charging_periods"), false)
                .orIn(request.partner().settings().currency());
        Notes notes = new Notes("sessions", id, session.node());
        boolean isNew = QuarkusTransaction.requiringNew().call(() -> {
            Optional<String> before = sessions.lockRaw(partner, party, id);
            sessions.receive(partner, fact, clock.instant());
            SessionOddities.note(fact, object(before), notes);
            return before.isEmpty();
        });
        findings.record(partner, notes.findings());
        return OcpiReply.stored(isNew);
    }

    /// Some partners send what has changed with PUT. Taken as a replacement it would wipe out the rest.
    private static boolean isPartial(OcpiObject session) {
        return !session.has("status") || !(session.has("start_date_time") || session.has("start_datetime"));
    }

    /// Fields inside an object cannot be patched, only the object as a whole.
    private OcpiReply patch(OcpiRequest request, PartyId party, String id) {
        OcpiObject patch = request.object();
        OwnedObjects.requirePatchTime(request, patch, clock.instant());
        OwnedObjects.requireSame(patch, "id", id);
        UUID partner = request.partner().id();
        boolean append = Dialects.of(request.version()).patchAppendsPeriods();
        Notes notes = new Notes("sessions", id, patch.node());
        boolean known = QuarkusTransaction.requiringNew().call(() -> {
            Optional<String> raw = sessions.lockRaw(partner, party, id);
            raw.ifPresent(stored -> {
                JsonNode periods = patch.node().get("charging_periods");
                ObjectNode merged = merge(RawJson.object(stored), patch.node(), append);
                RoamingSessions.Fact fact = SessionMapping.read(
                                new OcpiObject(merged), party, periods, append || periods == null)
                        .orIn(request.partner().settings().currency());
                sessions.receive(partner, fact, clock.instant());
                SessionOddities.note(fact, object(raw), notes);
            });
            return raw.isPresent();
        });
        if (!known) {
            throw OcpiFailure.notFound("Unknown session");
        }
        findings.record(partner, notes.findings());
        return OcpiReply.ok();
    }

    private static @Nullable OcpiObject object(Optional<String> raw) {
        return raw.map(stored -> new OcpiObject(RawJson.object(stored))).orElse(null);
    }

    static ObjectNode merge(ObjectNode stored, ObjectNode patch, boolean append) {
        JsonNode before = stored.get("charging_periods");
        JsonNode added = patch.get("charging_periods");
        RawJson.merge(stored, patch);
        if (append && added != null && added.isArray()) {
            ArrayNode all = stored.putArray("charging_periods");
            if (before != null && before.isArray()) {
                all.addAll((ArrayNode) before);
            }
            all.addAll((ArrayNode) added);
        }
        return stored;
    }
}
