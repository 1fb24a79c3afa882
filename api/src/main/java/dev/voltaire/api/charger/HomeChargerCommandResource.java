package dev.voltaire.api.charger;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.ChargerList;
import dev.voltaire.charger.CommandAction;
import dev.voltaire.charger.CommandState;
import dev.voltaire.identity.Caller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.session.ChargerControl;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Commands to home chargers: accepted here at once, answered by the charger later, kept as its history.
@Path("/api/v1/home-chargers/{chargerId}/commands")
@Tag(name = "Home chargers")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class HomeChargerCommandResource {
    private final ChargerList chargers;
    private final ChargerControl control;
    private final ChargerCommands commands;
    private final SignedInCaller caller;

    @Inject
    HomeChargerCommandResource(
            ChargerList chargers, ChargerControl control, ChargerCommands commands, SignedInCaller caller) {
        this.chargers = chargers;
        this.control = control;
        this.commands = commands;
        this.caller = caller;
    }

    /// A command with what became of it.
    @Schema(name = "HomeChargerCommand")
    public record CommandBody(
            UUID id,
            CommandAction action,
            CommandState state,
            String requestedBy,
            Instant requestedAt,
            @Nullable Instant sentAt,
            @Nullable Instant finishedAt,

            @Schema(description = "The charger's answer", implementation = Object.class) @JsonRawValue @Nullable
            String result,

            @Nullable String error,

            @Schema(
                    description = "What followed. The charger's words: Downloading, Installed, Uploaded."
                            + " Of a remote start: Started, or NotStarted when nobody plugged in in time")
            @Nullable
            String progress,

            @Nullable Instant progressAt,

            @Schema(description = "The session that a remote start led to") @Nullable
            UUID sessionId) {
        static CommandBody of(ChargerCommands.Command command) {
            return new CommandBody(
                    command.id(),
                    command.action(),
                    command.state(),
                    command.requestedBy(),
                    command.requestedAt(),
                    command.sentAt(),
                    command.finishedAt(),
                    command.result(),
                    command.error(),
                    command.progress(),
                    command.progressAt(),
                    command.sessionId());
        }
    }

    @POST
    @Transactional
    @ResponseStatus(202)
    @Operation(summary = "Send a command", description = "Read its state until it is no longer WAITING or SENT.")
    @APIResponse(
            responseCode = "202",
            description = "On its way",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = CommandBody.class)))
    @APIResponse(responseCode = "404", description = "not-found: no such charger, token or running session")
    @APIResponse(responseCode = "429", description = "too-many-requests: thirty commands are waiting already")
    public CommandBody send(@RestPath UUID chargerId, @Valid @NotNull HomeChargerOrder wanted) {
        Caller.SignedIn by = caller.get();
        chargers.charger(chargerId, by.scope());
        return CommandBody.of(control.command(chargerId, wanted.wish(), by.scope(), by.label()));
    }

    @GET
    @Transactional
    @Operation(summary = "The last hundred commands")
    public List<CommandBody> history(@RestPath UUID chargerId) {
        chargers.charger(chargerId, caller.get().scope());
        return commands.of(chargerId).stream().map(CommandBody::of).toList();
    }

    @GET
    @Path("/{commandId}")
    @Transactional
    @Operation(summary = "A command and what became of it")
    public CommandBody get(@RestPath UUID chargerId, @RestPath UUID commandId) {
        chargers.charger(chargerId, caller.get().scope());
        return commands.get(chargerId, commandId)
                .map(CommandBody::of)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }
}
