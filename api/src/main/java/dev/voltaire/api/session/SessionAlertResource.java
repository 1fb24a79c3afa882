package dev.voltaire.api.session;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.listing.Page;
import dev.voltaire.session.SessionAlert;
import dev.voltaire.session.SessionAlerts;
import dev.voltaire.session.SessionStatus;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Sessions somebody should ask an operator about.
@Path("/api/v1/session-alerts")
@Tag(name = "Sessions")
@RolesAllowed({"SUPPORT_AGENT", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class SessionAlertResource {
    private final SignedInCaller caller;
    private final SessionAlerts alerts;

    @Inject
    SessionAlertResource(SignedInCaller caller, SessionAlerts alerts) {
        this.caller = caller;
        this.alerts = alerts;
    }

    @Schema(name = "SessionAlert", description = "A session that goes on for ever, or ended and has no CDR")
    public record Body(
            UUID id,
            SessionAlert.Kind kind,

            @Schema(description = "Labelled as the partner calls it")
            Reference session,

            SessionStatus sessionStatus,
            Instant sessionStartedAt,
            Instant sessionLastUpdated,
            @Nullable Reference partner,
            Instant noticedAt,
            @Nullable Instant resolvedAt,
            SessionAlert.@Nullable Resolution resolution,
            @Nullable String resolvedBy,
            @Nullable String note,
            List<String> allowedActions) {
        static Body of(SessionAlert alert) {
            UUID partner = alert.partnerId();
            return new Body(
                    alert.id(),
                    alert.kind(),
                    new Reference(alert.sessionId(), Objects.requireNonNullElse(alert.externalId(), "")),
                    alert.sessionStatus(),
                    alert.sessionStartedAt(),
                    alert.sessionLastUpdated(),
                    partner == null
                            ? null
                            : new Reference(partner, Objects.requireNonNullElse(alert.partnerName(), "")),
                    alert.noticedAt(),
                    alert.resolvedAt(),
                    alert.resolution(),
                    alert.resolvedBy(),
                    alert.note(),
                    alert.resolvedAt() == null ? List.of("dismiss") : List.of());
        }
    }

    @Schema(name = "SessionAlertDismissal")
    public record Dismissal(@NotBlank @Size(max = 500) String note) {}

    @GET
    @Operation(
            summary = "Sessions that need somebody",
            description = "Newest first. Sort: noticedAt, resolvedAt, kind. They settle by themselves when the session "
                    + "ends or its CDR comes.")
    @Parameter(name = "kind", in = ParameterIn.QUERY, description = "STALE, WITHOUT_CDR")
    @Parameter(name = "open", in = ParameterIn.QUERY, description = "true, false")
    @Parameter(name = "partnerId", in = ParameterIn.QUERY)
    @Parameter(name = "sessionId", in = ParameterIn.QUERY)
    @Parameter(name = "noticedFrom", in = ParameterIn.QUERY)
    @Parameter(name = "noticedTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return alerts.list(parameters.toRequest(), caller.get().scope()).map(Body::of);
    }

    @POST
    @Path("/{id}/dismiss")
    @Operation(summary = "Nothing will come of it", description = "It is not pointed out again.")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "wrong-state: resolved already")
    @APIResponse(responseCode = "422", description = "validation-failed")
    public Body dismiss(@RestPath UUID id, @Valid @NotNull Dismissal dismissal) {
        alerts.dismiss(id, dismissal.note(), caller.get());
        return Body.of(alerts.get(id, caller.get().scope()));
    }
}
