package dev.voltaire.api.session;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.reimbursement.Purpose;
import dev.voltaire.reimbursement.SessionPurposes;
import dev.voltaire.session.Resolution;
import dev.voltaire.session.SessionList;
import dev.voltaire.session.SessionReviewing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What people decide about home sessions. The sessions to look at are listed by `GET /sessions?toReview=true`.
@Path("/api/v1/sessions/{id}")
@Tag(name = "Sessions")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class SessionReviewResource {
    private final SessionList sessions;
    private final SessionReviewing reviewing;
    private final SessionPurposes purposes;
    private final SignedInCaller caller;

    @Inject
    SessionReviewResource(
            SessionList sessions, SessionReviewing reviewing, SessionPurposes purposes, SignedInCaller caller) {
        this.sessions = sessions;
        this.reviewing = reviewing;
        this.purposes = purposes;
        this.caller = caller;
    }

    /// `kwh` goes with ADJUSTED only: the energy that counts.
    @Schema(name = "SessionResolutionRequest")
    public record Request(
            @NotNull Resolution resolution,
            @Nullable BigDecimal kwh,
            @NotBlank @Size(max = 500) String reason) {}

    /// What a session was for.
    @Schema(name = "SessionPurposeDecision")
    public record PurposeDecision(
            @NotNull Purpose purpose,
            @Nullable @Size(max = 500) String note) {}

    @GET
    @Path("/resolutions")
    @Operation(summary = "What was decided about a session, newest first")
    @APIResponse(
            responseCode = "200",
            description = "All",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(type = SchemaType.ARRAY, implementation = SessionReviewing.Resolved.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public List<SessionReviewing.Resolved> resolutions(@RestPath UUID id) {
        reachable(id);
        return reviewing.resolutions(id);
    }

    @POST
    @Path("/resolutions")
    @ResponseStatus(201)
    @Operation(
            summary = "Decide what counts of a home session",
            description =
                    "The session keeps what its charger said. Money that followed is corrected by lines of its own.")
    @APIResponse(
            responseCode = "201",
            description = "Decided; all decisions, newest first",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(type = SchemaType.ARRAY, implementation = SessionReviewing.Resolved.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "wrong-state: it runs, or was not at home")
    @APIResponse(responseCode = "422", description = "validation-failed: kwh with ADJUSTED")
    public List<SessionReviewing.Resolved> resolve(@RestPath UUID id, @Valid @NotNull Request request) {
        reachable(id);
        return reviewing.resolve(
                id, new SessionReviewing.Decision(request.resolution(), request.kwh(), request.reason()), caller.get());
    }

    @GET
    @Path("/purposes")
    @Operation(summary = "What a session was said to be for, newest first")
    @APIResponse(
            responseCode = "200",
            description = "All",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = SessionPurposes.Assigned.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public List<SessionPurposes.Assigned> purposes(@RestPath UUID id) {
        reachable(id);
        return purposes.of(id);
    }

    @PUT
    @Path("/purpose")
    @Operation(summary = "Say what a home session was for, at any time after it")
    @APIResponseSchema(
            value = SessionPurposes.Assigned[].class,
            responseCode = "200",
            responseDescription = "All that was said, newest first")
    @APIResponse(responseCode = "404", description = "not-found: also without an agreement")
    public List<SessionPurposes.Assigned> assign(@RestPath UUID id, @Valid @NotNull PurposeDecision decision) {
        reachable(id);
        return purposes.assign(id, decision.purpose(), decision.note(), caller.get());
    }

    private void reachable(UUID id) {
        sessions.get(id, caller.get().scope());
    }
}
