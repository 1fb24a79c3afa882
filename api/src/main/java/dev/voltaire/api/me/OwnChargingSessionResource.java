package dev.voltaire.api.me;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.command.SteeringBody;
import dev.voltaire.api.http.Amount;
import dev.voltaire.command.RemoteCharging;
import dev.voltaire.command.RemoteSessions;
import dev.voltaire.command.RoamingCommand;
import dev.voltaire.idempotency.Idempotency;
import dev.voltaire.identity.Caller;
import dev.voltaire.price.QuotedStart;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Charging at partners from the app, without a card.
@Path("/api/v1/me/charging-sessions")
@Tag(name = "Me")
@Authenticated
@RunOnVirtualThread
public class OwnChargingSessionResource {
    private final SignedInCaller caller;
    private final RemoteCharging charging;
    private final QuotedStart starting;
    private final RemoteSessions sessions;
    private final Idempotency idempotency;

    @Inject
    OwnChargingSessionResource(
            SignedInCaller caller,
            RemoteCharging charging,
            QuotedStart starting,
            RemoteSessions sessions,
            Idempotency idempotency) {
        this.caller = caller;
        this.charging = charging;
        this.starting = starting;
        this.sessions = sessions;
        this.idempotency = idempotency;
    }

    @Schema(name = "OwnChargingStart")
    public record Start(
            @Schema(description = "As printed on the charger", examples = "NL*RBC*E0042*1") @NotBlank @Size(max = 48)
            String evseId,

            @Schema(description = "Where the charger cannot tell which one is meant") @Size(max = 36) @Nullable
            String connectorId,

            @Schema(description = "The price quote the driver was shown") @Nullable
            UUID quoteId) {}

    @Schema(name = "OwnChargingSession", description = "A start from the app and the session it led to")
    public record Body(
            UUID id,

            @Schema(description = "A session may begin after TIMED_OUT or REFUSED; then it is CHARGING")
            RemoteSessions.State state,

            @Nullable String message,
            Instant requestedAt,
            @Nullable UUID sessionId,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable BigDecimal kwh,
            @Nullable Amount totalCost,
            List<String> allowedActions) {
        static Body of(RemoteSessions.Started started) {
            BigDecimal total = started.totalCost();
            String currency = started.currency();
            return new Body(
                    started.id(),
                    started.state(),
                    started.message(),
                    started.requestedAt(),
                    started.sessionId(),
                    started.startedAt(),
                    started.endedAt(),
                    started.kwh(),
                    total == null || currency == null ? null : new Amount(total.toPlainString(), currency),
                    started.state() == RemoteSessions.State.CHARGING ? List.of("stop", "prefer") : List.of());
        }
    }

    @GET
    @Transactional
    @Operation(summary = "Own starts from the app, newest first")
    public List<Body> list() {
        return sessions.ofDriver(caller.get().userId()).stream().map(Body::of).toList();
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "How an own start fares")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public Body get(@RestPath UUID id) {
        return Body.of(sessions.ofDriver(id, caller.get().userId()));
    }

    @POST
    @Transactional
    @ResponseStatus(202)
    @Operation(
            summary = "Start charging at a partner's charger",
            description =
                    "With the virtual token of the own profile. Read the state until it is CHARGING. Repeating the"
                            + " call with the same Idempotency-Key starts nothing new.")
    @APIResponse(
            responseCode = "202",
            description = "On its way",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "404", description = "not-found: no such EVSE or connector, or no active token")
    @APIResponse(responseCode = "409", description = "charging-refused: blocked, expired, no credit; quote-not-valid")
    @APIResponse(responseCode = "422", description = "validation-failed, connector-required")
    public Body start(@HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, @Valid @NotNull Start start) {
        Caller.SignedIn driver = caller.get();
        UUID id = idempotency.once(
                driver.userId(),
                idempotencyKey,
                start,
                () -> starting.startOwn(start.evseId(), start.connectorId(), start.quoteId(), driver));
        return Body.of(sessions.ofDriver(id, driver.userId()));
    }

    @POST
    @Path("/{id}/stop")
    @Transactional
    @ResponseStatus(202)
    @Operation(
            summary = "Stop an own session",
            description = "By the id of the start or of the session. It has stopped when the partner reports its end.")
    @APIResponse(responseCode = "202", description = "On its way")
    @APIResponse(responseCode = "404", description = "not-found: nothing has begun")
    @APIResponse(responseCode = "409", description = "session-not-running")
    public void stop(@RestPath UUID id) {
        charging.stopOwn(id, caller.get());
    }

    @PUT
    @Path("/{id}/preferences")
    @Transactional
    @ResponseStatus(202)
    @Operation(summary = "Say how an own session should charge", description = "Cheap, fast, green, or until when.")
    @APIResponse(responseCode = "202", description = "On its way")
    @APIResponse(responseCode = "404", description = "not-found: nothing has begun")
    @APIResponse(responseCode = "409", description = "session-not-running")
    public void prefer(@RestPath UUID id, @Valid @NotNull SteeringBody.Preferences preferences) {
        charging.steerOwn(id, RoamingCommand.Type.SET_CHARGING_PREFERENCES, preferences.toOcpi(), caller.get());
    }
}
