package dev.voltaire.api.charger;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.ChargerList;
import dev.voltaire.charger.ChargingLimit;
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
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
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

    /// A command; which fields it needs depends on the action.
    @Schema(name = "NewHomeChargerCommand")
    public record NewCommand(
            @NotNull CommandAction action,
            @Min(0) @Max(100) @Nullable Integer evse,
            @Min(0) @Max(100) @Nullable Integer connector,

            @Schema(description = "Who charges, for REMOTE_START") @Nullable
            UUID tokenId,

            @Schema(description = "What to stop, for REMOTE_STOP") @Nullable
            UUID sessionId,

            @Schema(description = "RESET at once instead of after running sessions") @Nullable
            Boolean hard,

            @Schema(description = "For CHANGE_AVAILABILITY") @Nullable
            Boolean operative,

            @Size(max = 50) @Schema(description = "What to TRIGGER, in OCPP's words") @Nullable
            String message,

            @Size(max = 50) @Schema(description = "OCPP 2.0.1 component of a variable") @Nullable
            String component,

            @Size(max = 50) @Schema(description = "Configuration key or variable") @Nullable
            String key,

            @Size(max = 500) @Nullable String value,

            @Size(max = 500) @Schema(description = "Everybody on the charger's own list, for SEND_LOCAL_LIST") @Nullable
            List<UUID> tokenIds,

            @Valid @Schema(description = "For SET_CHARGING_PROFILE") @Nullable
            Limit limit,

            @Min(0)
            @Schema(
                    description =
                            "Id of a charging profile or reservation, version of a local list: the caller chooses")
            @Nullable
            Integer number,

            @Min(1) @Max(604800) @Schema(description = "For GET_COMPOSITE_SCHEDULE") @Nullable
            Integer seconds,

            @Schema(description = "When a reservation ends, or firmware may be fetched") @Nullable
            Instant at,

            @Size(max = 512)
            @Pattern(regexp = "(https?|ftps?|sftp)://\\S+")
            @Schema(description = "For UPDATE_FIRMWARE and GET_LOG")
            @Nullable
            String url) {}

    /// How much the charger may deliver, and when.
    @Schema(name = "HomeChargerLimit")
    public record Limit(
            ChargingLimit.@NotNull Purpose purpose,
            @Min(0) @Max(100) int stackLevel,
            ChargingLimit.@NotNull Unit unit,
            @Nullable Instant startsAt,
            boolean daily,
            @Min(1) @Max(604800) @Nullable Integer durationSeconds,
            @NotNull @Size(min = 1, max = 24) List<@Valid Period> periods) {
        ChargingLimit limit() {
            return new ChargingLimit(
                    purpose,
                    stackLevel,
                    unit,
                    startsAt,
                    daily,
                    durationSeconds,
                    periods.stream()
                            .map(period ->
                                    new ChargingLimit.Period(period.startSeconds(), period.limit(), period.phases()))
                            .toList());
        }
    }

    /// @param limit in the unit of the profile, one decimal
    @Schema(name = "HomeChargerLimitPeriod")
    public record Period(
            @Min(0) int startSeconds,

            @NotNull @DecimalMin("0") @Digits(integer = 6, fraction = 1)
            BigDecimal limit,

            @Min(1) @Max(3) @Nullable Integer phases) {}

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

            @Nullable String error) {
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
                    command.error());
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
    public CommandBody send(@RestPath UUID chargerId, @Valid @NotNull NewCommand wanted) {
        Caller.SignedIn by = caller.get();
        chargers.charger(chargerId, by.scope());
        return CommandBody.of(control.command(
                chargerId,
                new ChargerControl.Wish(
                        wanted.action(),
                        wanted.evse(),
                        wanted.connector(),
                        wanted.tokenId(),
                        wanted.sessionId(),
                        wanted.hard(),
                        wanted.operative(),
                        wanted.message(),
                        wanted.component(),
                        wanted.key(),
                        wanted.value(),
                        wanted.tokenIds(),
                        wanted.limit() == null ? null : wanted.limit().limit(),
                        wanted.number(),
                        wanted.seconds(),
                        wanted.at(),
                        wanted.url()),
                by.scope(),
                by.label()));
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
