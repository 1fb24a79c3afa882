package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.listing.Page;
import dev.voltaire.reimbursement.Reimbursements;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What drivers get back for charging at home.
@Path("/api/v1/reimbursements")
@Tag(name = "Reimbursements")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class ReimbursementResource {
    private final SignedInCaller caller;
    private final Reimbursements reimbursements;

    @Inject
    ReimbursementResource(SignedInCaller caller, Reimbursements reimbursements) {
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
}
