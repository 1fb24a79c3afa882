package dev.voltaire.api.cdr;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.cdr.CdrDetails;
import dev.voltaire.cdr.MspCdrs;
import dev.voltaire.listing.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// What customers are charged for their sessions.
@Path("/api/v1/msp-cdrs")
@Tag(name = "CDRs")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class MspCdrResource {
    private final SignedInCaller caller;
    private final MspCdrs cdrs;
    private final CdrDetails details;

    @Inject
    MspCdrResource(SignedInCaller caller, MspCdrs cdrs, CdrDetails details) {
        this.caller = caller;
        this.cdrs = cdrs;
        this.details = details;
    }

    @GET
    @Operation(
            summary = "List MSP CDRs",
            description = "Sort: startedAt, endedAt, energyKwh, total, approvalState. Newest first.")
    @Parameter(name = "approvalState", in = ParameterIn.QUERY, description = "PENDING, APPROVED, REJECTED, DISPUTED")
    @Parameter(name = "priceCalculated", in = ParameterIn.QUERY, description = "true, false")
    @Parameter(name = "credit", in = ParameterIn.QUERY, description = "true, false")
    @Parameter(name = "billable", in = ParameterIn.QUERY, description = "true, false")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "tokenId", in = ParameterIn.QUERY)
    @Parameter(name = "sessionId", in = ParameterIn.QUERY)
    @Parameter(name = "invoiceId", in = ParameterIn.QUERY)
    @Parameter(name = "cpoCdrId", in = ParameterIn.QUERY)
    @Parameter(name = "startFrom", in = ParameterIn.QUERY)
    @Parameter(name = "startTo", in = ParameterIn.QUERY, description = "Exclusive")
    @Parameter(name = "endFrom", in = ParameterIn.QUERY)
    @Parameter(name = "endTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<MspCdrBody> list(@BeanParam ListParameters parameters) {
        return cdrs.list(parameters.toRequest(), caller.get().scope()).map(MspCdrBody::of);
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "One MSP CDR, in its current version")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    public String get(@RestPath UUID id) {
        return details.ofMspCdr(id, 0, caller.get().scope());
    }

    @GET
    @Path("/{id}/versions/{version}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "One version of an MSP CDR")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "404", description = "not-found")
    public String version(@RestPath UUID id, @RestPath int version) {
        return details.ofMspCdr(id, version, caller.get().scope());
    }
}
