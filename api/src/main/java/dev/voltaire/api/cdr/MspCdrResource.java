package dev.voltaire.api.cdr;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.IfMatch;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.cdr.ApprovalAction;
import dev.voltaire.cdr.CdrDetails;
import dev.voltaire.cdr.MspCdrApproval;
import dev.voltaire.cdr.MspCdrDetail;
import dev.voltaire.cdr.MspCdrs;
import dev.voltaire.listing.Page;
import dev.voltaire.price.PriceQuotes;
import dev.voltaire.vat.VatDeciding;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// What customers are charged for their sessions.
@Path("/api/v1/msp-cdrs")
@Tag(name = "CDRs")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class MspCdrResource {
    private final SignedInCaller caller;
    private final MspCdrs cdrs;
    private final CdrDetails details;
    private final MspCdrApproval approval;
    private final VatDeciding vat;
    private final PriceQuotes quotes;

    @Inject
    MspCdrResource(
            SignedInCaller caller,
            MspCdrs cdrs,
            CdrDetails details,
            MspCdrApproval approval,
            VatDeciding vat,
            PriceQuotes quotes) {
        this.quotes = quotes;
        this.caller = caller;
        this.cdrs = cdrs;
        this.details = details;
        this.approval = approval;
        this.vat = vat;
    }

    @GET
    @Operation(
            summary = "List MSP CDRs",
            description = "Sort: startedAt, endedAt, energyKwh, total, approvalState, cdrId, evseId, invoice, "
                    + "priceCalculated. Newest first. `q` looks in CDR id, EVSE id, place and invoice reference.")
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
    @Parameter(name = "partyId", in = ParameterIn.QUERY)
    @Parameter(name = "evseId", in = ParameterIn.QUERY)
    @Parameter(name = "startFrom", in = ParameterIn.QUERY)
    @Parameter(name = "startTo", in = ParameterIn.QUERY, description = "Exclusive")
    @Parameter(name = "endFrom", in = ParameterIn.QUERY)
    @Parameter(name = "endTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<MspCdrBody> list(@BeanParam ListParameters parameters) {
        return cdrs.list(parameters.toRequest(), caller.get().scope()).map(MspCdrBody::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One MSP CDR, in its current version")
    @APIResponseSchema(MspCdrDetailBody.class)
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    public RestResponse<MspCdrDetailBody> get(@RestPath UUID id) {
        MspCdrDetail cdr = details.ofMspCdr(id, caller.get().scope());
        return Versioned.ok(body(cdr), cdr.revision());
    }

    @GET
    @Path("/{id}/versions")
    @Operation(summary = "The versions of an MSP CDR, oldest first")
    @APIResponse(
            responseCode = "200",
            description = "All",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = MspCdrDetailBody.Version.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public List<MspCdrDetailBody.Version> versions(@RestPath UUID id) {
        UUID seen = details.ofMspCdr(id, caller.get().scope()).id();
        return details.versions(seen).stream().map(MspCdrDetailBody.Version::of).toList();
    }

    @GET
    @Path("/{id}/versions/{version}")
    @Operation(summary = "One version of an MSP CDR")
    @APIResponseSchema(MspCdrDetailBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public MspCdrDetailBody version(@RestPath UUID id, @RestPath int version) {
        return body(details.ofMspCdr(id, version, caller.get().scope()));
    }

    @POST
    @Path("/{id}/approve")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Operation(summary = "Charge it on")
    @APIResponseSchema(MspCdrDetailBody.class)
    @APIResponse(responseCode = "409", description = "wrong-state")
    public RestResponse<MspCdrDetailBody> approve(
            @RestPath UUID id, @BeanParam IfMatch seen, @Valid @NotNull ApprovalRequest request) {
        return act(id, ApprovalAction.APPROVE, request, seen);
    }

    @POST
    @Path("/{id}/reject")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Operation(summary = "Do not charge it on")
    @APIResponseSchema(MspCdrDetailBody.class)
    @APIResponse(responseCode = "409", description = "wrong-state: invoiced or disputed")
    public RestResponse<MspCdrDetailBody> reject(
            @RestPath UUID id, @BeanParam IfMatch seen, @Valid @NotNull ApprovalRequest request) {
        return act(id, ApprovalAction.REJECT, request, seen);
    }

    @POST
    @Path("/{id}/reopen")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Operation(summary = "Decide again")
    @APIResponseSchema(MspCdrDetailBody.class)
    @APIResponse(responseCode = "409", description = "wrong-state: invoiced, disputed or undecided")
    public RestResponse<MspCdrDetailBody> reopen(
            @RestPath UUID id, @BeanParam IfMatch seen, @Valid @NotNull ApprovalRequest request) {
        return act(id, ApprovalAction.REOPEN, request, seen);
    }

    private RestResponse<MspCdrDetailBody> act(UUID id, ApprovalAction action, ApprovalRequest request, IfMatch seen) {
        approval.act(id, action, request.note(), seen.version(), caller.get());
        return get(id);
    }

    /// Before an invoice there is only the simple rule to go by.
    private MspCdrDetailBody body(MspCdrDetail cdr) {
        BigDecimal percent = cdr.vatPercent() == null ? standardRate(cdr) : cdr.vatPercent();
        return MspCdrDetailBody.of(
                cdr, percent, quotes.ofMspCdr(cdr.id(), caller.get().scope()).orElse(null));
    }

    private @Nullable BigDecimal standardRate(MspCdrDetail cdr) {
        Instant charged = cdr.stated().endedAt() == null
                ? cdr.versionCreatedAt()
                : cdr.stated().endedAt();
        return vat.table()
                .rate(cdr.unitCountry(), charged.atZone(ZoneOffset.UTC).toLocalDate())
                .orElse(null);
    }
}
