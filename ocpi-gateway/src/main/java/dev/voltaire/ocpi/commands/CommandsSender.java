package dev.voltaire.ocpi.commands;

import dev.voltaire.command.RoamingCommands;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiModule;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OcpiReply;
import dev.voltaire.ocpi.http.OcpiRequest;
import dev.voltaire.ocpi.http.OcpiRequest.Method;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.ProtocolVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Set;

/// Where partners report what became of a command.
@ApplicationScoped
class CommandsSender implements OcpiModule {
    private final RoamingCommands commands;

    @Inject
    CommandsSender(RoamingCommands commands) {
        this.commands = commands;
    }

    @Override
    public String identifier() {
        return "commands";
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
    public OcpiReply handle(OcpiRequest request) {
        if (request.method() != Method.POST) {
            throw OcpiFailure.methodNotAllowed("Results of commands are reported with POST");
        }
        if (request.path().size() != 2) {
            throw OcpiFailure.notFound("There is nothing at this address");
        }
        OcpiObject result = request.object();
        boolean known = commands.finished(
                request.partner().id(),
                request.path().getLast(),
                result.requiredText("result"),
                CommandMapping.message(result));
        if (!known) {
            throw OcpiFailure.notFound("Unknown command");
        }
        return OcpiReply.ok();
    }
}
