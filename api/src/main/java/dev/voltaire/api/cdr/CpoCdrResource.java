package dev.voltaire.api.cdr;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.cdr.CdrDetails;
import dev.voltaire.cdr.CpoCdrs;
import dev.voltaire.listing.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// What operators report.
@Path("/api/v1/cpo-cdrs")
@Tag(name = "CDRs")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class CpoCdrResource {
    private final SignedInCaller caller;
    private final CpoCdrs cdrs;
    private final CdrDetails details;

    @Inject
    CpoCdrResource(SignedInCaller caller, CpoCdrs cdrs, CdrDetails details) {
        this.caller = caller;
        this.cdrs = cdrs;
        this.details = details;
    }

    @GET
    @Operation(
            summary = "List CPO CDRs",
            description = "Sort: startedAt, endedAt, receivedAt, energyKwh. Last received first. Records of nobody's "
                    + "token are visible to the platform operator only.")
    @Parameter(name = "origin", in = ParameterIn.QUERY, description = "ROAMING, HOME")
    @Parameter(name = "partyId", in = ParameterIn.QUERY)
    @Parameter(name = "partnerId", in = ParameterIn.QUERY)
    @Parameter(name = "verdict", in = ParameterIn.QUERY, description = "OK, MISMATCH, NOT_VERIFIABLE")
    @Parameter(name = "plausibility", in = ParameterIn.QUERY, description = "PASS, SUSPICIOUS, REJECTED")
    @Parameter(name = "credit", in = ParameterIn.QUERY, description = "true, false")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "tokenId", in = ParameterIn.QUERY)
    @Parameter(name = "startFrom", in = ParameterIn.QUERY)
    @Parameter(name = "startTo", in = ParameterIn.QUERY, description = "Exclusive")
    @Parameter(name = "endFrom", in = ParameterIn.QUERY)
    @Parameter(name = "endTo", in = ParameterIn.QUERY, description = "Exclusive")
    @Parameter(name = "receivedFrom", in = ParameterIn.QUERY)
    @Parameter(name = "receivedTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<CpoCdrBody.Summary> list(@BeanParam ListParameters parameters) {
        return cdrs.list(parameters.toRequest(), caller.get().scope()).map(CpoCdrBody.Summary::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One CPO CDR, with its costs received and calculated")
    @APIResponseSchema(CpoCdrBody.class)
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    public CpoCdrBody get(@RestPath UUID id) {
        return CpoCdrBody.of(details.ofCpoCdr(id, caller.get().scope()));
    }
}
