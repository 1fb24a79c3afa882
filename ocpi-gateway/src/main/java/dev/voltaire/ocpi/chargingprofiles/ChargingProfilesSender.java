package dev.voltaire.ocpi.chargingprofiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.command.ActiveChargingProfiles;
import dev.voltaire.command.RoamingCommands;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiModule;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OcpiReply;
import dev.voltaire.ocpi.http.OcpiRequest;
import dev.voltaire.ocpi.http.RawJson;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.ProtocolVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Where partners report what became of a charging profile, and what a session will draw from now on.
@ApplicationScoped
class ChargingProfilesSender implements OcpiModule {
    private final RoamingCommands commands;
    private final ActiveChargingProfiles profiles;

    @Inject
    ChargingProfilesSender(RoamingCommands commands, ActiveChargingProfiles profiles) {
        this.commands = commands;
        this.profiles = profiles;
    }

    @Override
    public String identifier() {
        return "chargingprofiles";
    }

    @Override
    public Side side() {
        return Side.SENDER;
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return EnumSet.complementOf(EnumSet.of(ProtocolVersion.V2_1_1));
    }

    @Override
    public OcpiReply handle(OcpiRequest request) {
        return switch (request.method()) {
            case POST -> finish(request);
            case PUT -> keep(request);
            case GET, PATCH, DELETE ->
                throw OcpiFailure.methodNotAllowed("Results are reported with POST, active profiles with PUT");
        };
    }

    private OcpiReply finish(OcpiRequest request) {
        if (request.path().size() != 2) {
            throw OcpiFailure.notFound("There is nothing at this address");
        }
        OcpiObject result = request.object();
        Optional<OcpiObject> profile = result.object("profile");
        boolean known = commands.finished(
                request.partner().id(),
                request.path().getLast(),
                result.requiredText("result"),
                null,
                profile.map(found -> RawJson.text(found.node())).orElse(null));
        if (!known) {
            throw OcpiFailure.notFound("Unknown request");
        }
        return OcpiReply.ok();
    }

    private OcpiReply keep(OcpiRequest request) {
        if (request.path().size() != 1) {
            throw OcpiFailure.notFound("An active charging profile is addressed by its session");
        }
        OcpiObject active = request.object();
        Instant startsAt = active.requiredInstant("start_date_time");
        JsonNode profile = active.node().get("charging_profile");
        if (!(profile instanceof ObjectNode)) {
            throw OcpiFailure.invalid("Missing required field: charging_profile");
        }
        boolean known =
                profiles.keep(request.partner().id(), request.path().getFirst(), startsAt, RawJson.text(profile));
        if (!known) {
            throw OcpiFailure.notFound("Unknown session");
        }
        return OcpiReply.ok();
    }
}
