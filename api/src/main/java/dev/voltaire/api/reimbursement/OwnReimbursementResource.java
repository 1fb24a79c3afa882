package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.listing.Page;
import dev.voltaire.reimbursement.Purpose;
import dev.voltaire.reimbursement.Reimbursements;
import dev.voltaire.reimbursement.SessionPurposes;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
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

/// What the signed-in driver gets back for charging at home.
@Path("/api/v1/me/reimbursements")
@Tag(name = "Me")
@Authenticated
@RunOnVirtualThread
public class OwnReimbursementResource {
    private final SignedInCaller caller;
    private final Reimbursements reimbursements;
    private final SessionPurposes purposes;

    @Inject
    OwnReimbursementResource(SignedInCaller caller, Reimbursements reimbursements, SessionPurposes purposes) {
        this.caller = caller;
        this.reimbursements = reimbursements;
        this.purposes = purposes;
    }

    /// What a session was for.
    @Schema(name = "SessionPurposeRequest")
    public record PurposeRequest(
            @NotNull Purpose purpose,
            @Nullable @Size(max = 500) String note) {}

    @GET
    @Operation(summary = "Own reimbursements", description = "Sort: startedAt, kwh, amount, status. Newest first.")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "PRICE_MISSING, IN_REVIEW, PRICED, NOT_ELIGIBLE")
    @Parameter(name = "sessionId", in = ParameterIn.QUERY)
    @Parameter(name = "startFrom", in = ParameterIn.QUERY)
    @Parameter(name = "startTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<ReimbursementBody> list(@BeanParam ListParameters parameters) {
        return reimbursements
                .ofDriver(parameters.toRequest(), caller.get().userId())
                .map(ReimbursementBody::of);
    }

    @PUT
    @Path("/sessions/{sessionId}/purpose")
    @Operation(
            summary = "Say what an own home session was for",
            description = "For as many days after the session as the agreement gives. What was paid before is taken "
                    + "back, or paid after all, by a line of its own.")
    @APIResponseSchema(
            value = SessionPurposes.Assigned[].class,
            responseCode = "200",
            responseDescription = "All that was said, newest first")
    @APIResponse(responseCode = "404", description = "not-found: not the driver's, or without an agreement")
    @APIResponse(responseCode = "409", description = "purpose-is-final")
    public List<SessionPurposes.Assigned> assign(@RestPath UUID sessionId, @Valid @NotNull PurposeRequest request) {
        return purposes.assignOwn(sessionId, request.purpose(), request.note(), caller.get());
    }
}
