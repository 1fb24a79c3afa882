package dev.voltaire.api.command;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.command.RemoteCharging;
import dev.voltaire.command.RoamingCommand;
import dev.voltaire.command.RoamingCommandList;
import dev.voltaire.idempotency.Idempotency;
import dev.voltaire.identity.Caller;
import dev.voltaire.listing.Page;
import dev.voltaire.price.QuotedStart;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// The helpdesk's remote commands to partners' chargers.
@Path("/api/v1/roaming-commands")
@Tag(name = "Roaming commands")
@RolesAllowed({"SUPPORT_AGENT", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class RoamingCommandResource {
    private final SignedInCaller caller;
    private final RemoteCharging charging;
    private final QuotedStart starting;
    private final RoamingCommandList commands;
    private final Idempotency idempotency;

    @Inject
    RoamingCommandResource(
            SignedInCaller caller,
            RemoteCharging charging,
            QuotedStart starting,
            RoamingCommandList commands,
            Idempotency idempotency) {
        this.caller = caller;
        this.charging = charging;
        this.starting = starting;
        this.commands = commands;
        this.idempotency = idempotency;
    }

    /// Which fields a command needs depends on its type.
    @Schema(name = "NewRoamingCommand")
    public record NewCommand(
            RoamingCommand.@NotNull Type type,

            @Schema(description = "Who charges, for START_SESSION and RESERVE_NOW") @Nullable
            UUID tokenId,

            @Size(max = 48)
            @Schema(
                    description = "As printed on the charger, for START_SESSION, RESERVE_NOW and UNLOCK_CONNECTOR",
                    examples = "NL*RBC*E0042*1")
            @Nullable
            String evseId,

            @Size(max = 36) @Nullable String connectorId,

            @Schema(description = "The price quote the driver was told, for START_SESSION") @Nullable
            UUID quoteId,

            @Schema(description = "For STOP_SESSION and all that steers a running session") @Nullable
            UUID sessionId,

            @Schema(description = "When a reservation ends, for RESERVE_NOW") @Nullable
            Instant reservedUntil,

            @Schema(description = "The RESERVE_NOW command, for CANCEL_RESERVATION") @Nullable
            UUID reservationCommandId,

            @Valid @Schema(description = "For SET_CHARGING_PREFERENCES")
            SteeringBody.@Nullable Preferences preferences,

            @Valid @Schema(description = "For SET_CHARGING_PROFILE")
            SteeringBody.@Nullable Profile profile) {}

    @Schema(name = "RoamingCommand", description = "A command with what became of it")
    public record Body(
            UUID id,
            RoamingCommand.Type type,
            RoamingCommand.State state,
            Reference partner,
            @Nullable Reference token,
            @Nullable String locationId,
            @Nullable String evseUid,
            @Nullable String connectorId,

            @Schema(description = "The partner's name of the session") @Nullable
            String partnerSessionId,

            @Nullable String reservationId,

            @Schema(description = "What the partner said at once") @Nullable
            String answer,

            @Schema(description = "What the charger said in the end") @Nullable
            String result,

            @Nullable String message,

            @Schema(
                    description = "What came with the result, such as the active profile",
                    implementation = Object.class)
            @JsonRawValue
            @Nullable
            String outcome,

            String requestedBy,
            Instant requestedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant finishedAt) {
        static Body of(RoamingCommandList.Line line) {
            UUID token = line.tokenId();
            return new Body(
                    line.id(),
                    line.type(),
                    line.state(),
                    new Reference(line.partnerId(), line.partnerName()),
                    token == null ? null : new Reference(token, Objects.requireNonNullElse(line.visualNumber(), "")),
                    line.locationId(),
                    line.evseUid(),
                    line.connectorId(),
                    line.sessionId(),
                    line.reservationId(),
                    line.answer(),
                    line.result(),
                    line.message(),
                    line.outcome(),
                    line.requestedBy(),
                    line.requestedAt(),
                    line.expiresAt(),
                    line.finishedAt());
        }
    }

    @GET
    @Operation(summary = "Commands to partners, newest first", description = "Sort: requestedAt, type, state.")
    @Parameter(name = "partnerId", in = ParameterIn.QUERY)
    @Parameter(name = "tokenId", in = ParameterIn.QUERY)
    @Parameter(name = "type", in = ParameterIn.QUERY)
    @Parameter(name = "state", in = ParameterIn.QUERY)
    @Parameter(name = "requestedFrom", in = ParameterIn.QUERY)
    @Parameter(name = "requestedTo", in = ParameterIn.QUERY)
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return commands.list(parameters.toRequest(), caller.get().scope()).map(Body::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A command and what became of it")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public Body get(@RestPath UUID id) {
        return Body.of(commands.get(id, caller.get().scope()));
    }

    @POST
    @Transactional
    @ResponseStatus(202)
    @Operation(
            summary = "Send a command to a partner's charger",
            description = "Read its state until it is no longer REQUESTED or WAITING. A session may begin after a"
                    + " command timed out. Repeating the call with the same Idempotency-Key sends nothing new.")
    @APIResponse(
            responseCode = "202",
            description = "On its way",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "404", description = "not-found: no such EVSE, token, session or reservation")
    @APIResponse(responseCode = "409", description = "session-not-running, charging-refused, quote-not-valid")
    @APIResponse(responseCode = "422", description = "validation-failed, connector-required")
    public Body send(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, @Valid @NotNull NewCommand command) {
        Caller.SignedIn by = caller.get();
        UUID id = idempotency.once(by.userId(), idempotencyKey, command, () -> carryOut(command, by));
        return Body.of(commands.get(id, by.scope()));
    }

    private UUID carryOut(NewCommand command, Caller.SignedIn by) {
        Fields given = new Fields();
        return switch (command.type()) {
            case START_SESSION -> {
                UUID token = given.need("tokenId", command.tokenId());
                String evse = given.need("evseId", command.evseId());
                given.check();
                yield starting.start(
                        Objects.requireNonNull(token),
                        Objects.requireNonNull(evse),
                        command.connectorId(),
                        command.quoteId(),
                        by);
            }
            case RESERVE_NOW -> {
                UUID token = given.need("tokenId", command.tokenId());
                String evse = given.need("evseId", command.evseId());
                Instant until = given.need("reservedUntil", command.reservedUntil());
                given.check();
                yield charging.reserve(
                        Objects.requireNonNull(token),
                        Objects.requireNonNull(evse),
                        command.connectorId(),
                        Objects.requireNonNull(until),
                        by);
            }
            case CANCEL_RESERVATION -> {
                UUID reservation = given.need("reservationCommandId", command.reservationCommandId());
                given.check();
                yield charging.cancelReservation(Objects.requireNonNull(reservation), by);
            }
            case UNLOCK_CONNECTOR -> {
                String evse = given.need("evseId", command.evseId());
                given.check();
                yield charging.unlock(Objects.requireNonNull(evse), command.connectorId(), by);
            }
            case STOP_SESSION -> {
                UUID session = given.need("sessionId", command.sessionId());
                given.check();
                yield charging.stop(Objects.requireNonNull(session), by);
            }
            case SET_CHARGING_PREFERENCES -> {
                UUID session = given.need("sessionId", command.sessionId());
                var preferences = given.need("preferences", command.preferences());
                given.check();
                yield charging.steer(
                        Objects.requireNonNull(session),
                        command.type(),
                        Objects.requireNonNull(preferences).toOcpi(),
                        by);
            }
            case SET_CHARGING_PROFILE -> {
                UUID session = given.need("sessionId", command.sessionId());
                var profile = given.need("profile", command.profile());
                given.check();
                yield charging.steer(
                        Objects.requireNonNull(session),
                        command.type(),
                        Objects.requireNonNull(profile).toOcpi(),
                        by);
            }
            case GET_CHARGING_PROFILE, CLEAR_CHARGING_PROFILE -> {
                UUID session = given.need("sessionId", command.sessionId());
                given.check();
                yield charging.steer(Objects.requireNonNull(session), command.type(), null, by);
            }
        };
    }

    /// Names everything that is missing at once.
    private static final class Fields {
        private final List<Violation> missing = new ArrayList<>();

        <T> @Nullable T need(String field, @Nullable T value) {
            if (value == null) {
                missing.add(new Violation(field, "validation.required"));
            }
            return value;
        }

        void check() {
            if (!missing.isEmpty()) {
                throw ProblemException.invalid(missing);
            }
        }
    }
}
