package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.listing.Page;
import dev.voltaire.reimbursement.Reimbursements;
import dev.voltaire.reimbursement.RoamingHomeReviewing;
import dev.voltaire.session.Resolution;
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
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What drivers get back for charging at home.
@Path("/api/v1/reimbursements")
@Tag(name = "Reimbursements")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class ReimbursementResource {
    private final SignedInCaller caller;
    private final Reimbursements reimbursements;
    private final RoamingHomeReviewing reviewing;

    @Inject
    ReimbursementResource(SignedInCaller caller, Reimbursements reimbursements, RoamingHomeReviewing reviewing) {
        this.reviewing = reviewing;
        this.caller = caller;
        this.reimbursements = reimbursements;
    }

    @GET
    @Operation(
            summary = "List reimbursements",
            description = "Sort: startedAt, kwh, amount, status. Newest first. A line in PRICE_MISSING gets its amount "
                    + "when the driver's price of that day is entered.")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "PRICE_MISSING, IN_REVIEW, PRICED, NOT_ELIGIBLE")
    @Parameter(name = "reason", in = ParameterIn.QUERY, description = "Why nothing is paid")
    @Parameter(name = "agreementId", in = ParameterIn.QUERY)
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "chargerId", in = ParameterIn.QUERY)
    @Parameter(name = "sessionId", in = ParameterIn.QUERY)
    @Parameter(name = "invoiceId", in = ParameterIn.QUERY)
    @Parameter(name = "startFrom", in = ParameterIn.QUERY)
    @Parameter(name = "startTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<ReimbursementBody> list(@BeanParam ListParameters parameters) {
        return reimbursements.list(parameters.toRequest(), caller.get().scope()).map(ReimbursementBody::of);
    }

    /// `kwh` goes with ADJUSTED only: the energy that counts.
    @Schema(name = "HomeCdrResolutionRequest")
    public record ResolutionRequest(
            @NotNull Resolution resolution,
            @Nullable BigDecimal kwh,
            @NotBlank @Size(max = 500) String reason) {}

    @POST
    @Path("/{id}/resolutions")
    @Operation(
            summary = "Decide what counts of a line that waits for review",
            description = "For lines of a charger that another operator runs; others are decided on with their session"
                    + " (`POST /sessions/{id}/resolutions`). A further line says what it comes to.")
    @APIResponse(responseCode = "204", description = "Decided")
    @APIResponse(responseCode = "403", description = "own-reimbursement: somebody else has to decide")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "wrong-state: a line of a session")
    @APIResponse(responseCode = "422", description = "validation-failed: kwh with ADJUSTED")
    public void resolve(@RestPath UUID id, @Valid @NotNull ResolutionRequest request) {
        reviewing.decide(
                id,
                new RoamingHomeReviewing.Decision(request.resolution(), request.kwh(), request.reason()),
                caller.get());
    }
}
