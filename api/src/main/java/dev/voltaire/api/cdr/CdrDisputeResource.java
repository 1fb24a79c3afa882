package dev.voltaire.api.cdr;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.IfMatch;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.cdr.dispute.CdrDispute;
import dev.voltaire.cdr.dispute.CdrDisputes;
import dev.voltaire.cdr.dispute.DisputeState;
import dev.voltaire.listing.Page;
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
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Disputes with operators about their CDRs. While one lasts, the CDR is not invoiced.
@Path("/api/v1/cdr-disputes")
@Tag(name = "CDRs")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class CdrDisputeResource {
    private final SignedInCaller caller;
    private final CdrDisputes disputes;

    @Inject
    CdrDisputeResource(SignedInCaller caller, CdrDisputes disputes) {
        this.caller = caller;
        this.disputes = disputes;
    }

    /// `expectedTotal` is what it should cost before tax, in the currency of the CDR.
    @Schema(name = "CdrDisputeRequest")
    public record Opening(
            @NotNull UUID mspCdrId,
            @NotBlank @Size(max = 1000) String reason,
            @Nullable BigDecimal expectedTotal) {}

    @Schema(name = "CdrDisputeNote")
    public record Note(@Nullable @Size(max = 1000) String note) {}

    @Schema(name = "CdrDisputeAcceptance")
    public record Acceptance(
            @NotNull UUID creditCpoCdrId,
            @Nullable @Size(max = 1000) String note) {}

    /// A dispute.
    @Schema(name = "CdrDispute")
    public record Body(
            UUID id,
            Reference cpoCdr,
            UUID mspCdrId,
            @Nullable Reference partner,
            DisputeState state,
            String reason,
            @Nullable Amount received,
            @Nullable Amount expected,
            @Nullable UUID creditCpoCdrId,
            Instant openedAt,
            Instant changedAt,
            Set<DisputeState> allowedActions) {
        static Body of(CdrDispute dispute) {
            return new Body(
                    dispute.id(),
                    new Reference(dispute.cpoCdrId(), dispute.cdrId()),
                    dispute.mspCdrId(),
                    CdrValues.reference(dispute.partnerId(), dispute.partnerName()),
                    dispute.state(),
                    dispute.reason(),
                    CdrValues.amount(dispute.currency(), dispute.receivedTotal()),
                    CdrValues.amount(dispute.currency(), dispute.expectedTotal()),
                    dispute.creditCpoCdrId(),
                    dispute.openedAt(),
                    dispute.changedAt(),
                    dispute.state().next());
        }
    }

    @GET
    @Operation(
            summary = "List disputes",
            description = "Sort: openedAt, changedAt, state. Newest first. By partnerId it is the partner's log.")
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "OPEN, SENT, ACCEPTED, REJECTED")
    @Parameter(name = "partnerId", in = ParameterIn.QUERY)
    @Parameter(name = "cpoCdrId", in = ParameterIn.QUERY)
    @Parameter(name = "mspCdrId", in = ParameterIn.QUERY)
    @Parameter(name = "openedFrom", in = ParameterIn.QUERY)
    @Parameter(name = "openedTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return disputes.list(parameters.toRequest()).map(Body::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One dispute")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public RestResponse<Body> get(@RestPath UUID id) {
        return versioned(id);
    }

    @GET
    @Path("/{id}/entries")
    @Operation(summary = "What happened in a dispute, oldest first")
    public List<CdrDispute.Entry> entries(@RestPath UUID id) {
        return disputes.entries(disputes.get(id).id());
    }

    @POST
    @Operation(summary = "Open a dispute about a CDR")
    @APIResponse(
            responseCode = "201",
            description = "Opened",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "404", description = "not-found: no such MSP CDR")
    @APIResponse(responseCode = "409", description = "wrong-state: disputed already")
    public RestResponse<Body> open(@Valid @NotNull Opening opening) {
        UUID id = disputes.open(opening.mspCdrId(), opening.reason(), opening.expectedTotal(), caller.get());
        CdrDispute dispute = disputes.get(id);
        return Versioned.created(Body.of(dispute), dispute.revision(), URI.create("/api/v1/cdr-disputes/" + id));
    }

    @POST
    @Path("/{id}/send")
    @Operation(summary = "Say that the operator was told")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "409", description = "wrong-state")
    public RestResponse<Body> send(@RestPath UUID id, @BeanParam IfMatch seen, @Valid @NotNull Note note) {
        disputes.send(id, note.note(), seen.version(), caller.get());
        return versioned(id);
    }

    @POST
    @Path("/{id}/accept")
    @Operation(
            summary = "Say that the operator took the CDR back with a credit CDR",
            description = "Happens by itself when the credit CDR arrives.")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "409", description = "wrong-state")
    public RestResponse<Body> accept(
            @RestPath UUID id, @BeanParam IfMatch seen, @Valid @NotNull Acceptance acceptance) {
        disputes.accept(id, acceptance.creditCpoCdrId(), acceptance.note(), seen.version(), caller.get());
        return versioned(id);
    }

    @POST
    @Path("/{id}/reject")
    @Operation(summary = "Say that the operator stands by its CDR")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "409", description = "wrong-state")
    public RestResponse<Body> reject(@RestPath UUID id, @BeanParam IfMatch seen, @Valid @NotNull Note note) {
        disputes.reject(id, note.note(), seen.version(), caller.get());
        return versioned(id);
    }

    private RestResponse<Body> versioned(UUID id) {
        CdrDispute dispute = disputes.get(id);
        return Versioned.ok(Body.of(dispute), dispute.revision());
    }
}
