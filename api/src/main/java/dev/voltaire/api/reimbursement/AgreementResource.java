package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.IfMatch;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.listing.Page;
import dev.voltaire.reimbursement.agreement.Agreement;
import dev.voltaire.reimbursement.agreement.AgreementRepository;
import dev.voltaire.reimbursement.agreement.Agreements;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
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

/// Agreements with drivers on paying back what they charge at home.
@Path("/api/v1/reimbursement-agreements")
@Tag(name = "Reimbursements")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class AgreementResource {
    private final SignedInCaller caller;
    private final Agreements agreements;
    private final AgreementRepository repository;

    @Inject
    AgreementResource(SignedInCaller caller, Agreements agreements, AgreementRepository repository) {
        this.caller = caller;
        this.agreements = agreements;
        this.repository = repository;
    }

    @GET
    @Operation(
            summary = "List reimbursement agreements",
            description = "Sort: requestedAt, startsOn, state, profile. Newest first.")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "REQUESTED, APPROVED, ACTIVE, ENDED, REJECTED")
    @Parameter(name = "origin", in = ParameterIn.QUERY, description = "INVITED, REQUESTED")
    @Parameter(name = "target", in = ParameterIn.QUERY, description = "TOKEN, PROFILE, UNIT")
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "chargerId", in = ParameterIn.QUERY)
    @Parameter(name = "requestedFrom", in = ParameterIn.QUERY)
    @Parameter(name = "requestedTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<AgreementBody.Row> list(@BeanParam ListParameters parameters) {
        return repository.list(parameters.toRequest(), caller.get().scope()).map(AgreementBody.Row::of);
    }

    @POST
    @Transactional
    @Operation(summary = "Offer a driver an agreement", description = "It becomes active when the driver accepts it.")
    @APIResponse(
            responseCode = "201",
            description = "Offered",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AgreementBody.class)))
    @APIResponse(responseCode = "404", description = "not-found: no such driver, charger or token")
    @APIResponse(responseCode = "409", description = "already-exists: another one for the charger is undecided")
    public RestResponse<AgreementBody> invite(@Valid @NotNull AgreementBody.Request request) {
        Agreement agreement =
                agreements.invite(request.profileId(), request.terms().terms(), caller.get());
        return Versioned.created(
                AgreementBody.of(agreement),
                agreement.version(),
                URI.create("/api/v1/reimbursement-agreements/" + agreement.id()));
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One agreement")
    @APIResponseSchema(AgreementBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public RestResponse<AgreementBody> get(@RestPath UUID id) {
        return answer(repository.get(id, caller.get().scope()));
    }

    @POST
    @Path("/{id}/approve")
    @Transactional
    @Operation(summary = "Approve what a driver asked for", description = "The driver accepts it then.")
    @APIResponse(
            responseCode = "200",
            description = "Approved",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AgreementBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state")
    public RestResponse<AgreementBody> approve(
            @RestPath UUID id, @BeanParam IfMatch seen, @Valid @NotNull AgreementBody.Approval approval) {
        AgreementBody.Terms terms = approval.terms();
        return answer(agreements.approve(
                id, seen.version(), terms == null ? null : terms.terms(), approval.note(), caller.get()));
    }

    @POST
    @Path("/{id}/reject")
    @Transactional
    @Operation(summary = "Reject a request, or take back an offer")
    @APIResponse(
            responseCode = "200",
            description = "Rejected",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AgreementBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state")
    public RestResponse<AgreementBody> reject(
            @RestPath UUID id, @BeanParam IfMatch seen, @Valid @NotNull DecisionNote decision) {
        return answer(agreements.reject(id, seen.version(), decision.note(), caller.get()));
    }

    @POST
    @Path("/{id}/activate")
    @Transactional
    @Operation(
            summary = "Activate an approved agreement for a driver who agreed on paper",
            description = "Sessions since its first day are paid back too.")
    @APIResponse(
            responseCode = "200",
            description = "Active",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AgreementBody.class)))
    @APIResponse(
            responseCode = "409",
            description = "wrong-state; charger-missing; already-exists: another agreement counts there")
    public RestResponse<AgreementBody> activate(
            @RestPath UUID id, @BeanParam IfMatch seen, @Valid @NotNull AgreementBody.Acceptance acceptance) {
        return answer(agreements.activate(id, seen.version(), acceptance.chargerId(), caller.get()));
    }

    @POST
    @Path("/{id}/end")
    @Transactional
    @Operation(
            summary = "End an agreement",
            description = "What was paid for days from then on is taken back by lines of its own.")
    @APIResponse(
            responseCode = "200",
            description = "Ended",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AgreementBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state")
    public RestResponse<AgreementBody> end(
            @RestPath UUID id, @BeanParam IfMatch seen, @Valid @NotNull AgreementBody.End end) {
        return answer(agreements.end(id, seen.version(), end.endsOn(), caller.get()));
    }

    private static RestResponse<AgreementBody> answer(Agreement agreement) {
        return Versioned.ok(AgreementBody.of(agreement), agreement.version());
    }
}
