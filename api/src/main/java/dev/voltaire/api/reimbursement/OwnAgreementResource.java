package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.listing.Page;
import dev.voltaire.reimbursement.agreement.Agreement;
import dev.voltaire.reimbursement.agreement.AgreementRepository;
import dev.voltaire.reimbursement.agreement.Agreements;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
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

/// The signed-in driver's agreements on charging at home.
@Path("/api/v1/me/reimbursement-agreements")
@Tag(name = "Me")
@Authenticated
@RunOnVirtualThread
public class OwnAgreementResource {
    private final SignedInCaller caller;
    private final Agreements agreements;
    private final AgreementRepository repository;

    @Inject
    OwnAgreementResource(SignedInCaller caller, Agreements agreements, AgreementRepository repository) {
        this.caller = caller;
        this.agreements = agreements;
        this.repository = repository;
    }

    @GET
    @Operation(summary = "Own reimbursement agreements", description = "Sort: requestedAt, startsOn, state.")
    @Parameter(name = "state", in = ParameterIn.QUERY)
    public Page<AgreementBody.Row> list(@BeanParam ListParameters parameters) {
        return repository
                .ofDriver(parameters.toRequest(), caller.get().userId())
                .map(AgreementBody.Row::of);
    }

    @POST
    @Transactional
    @Operation(summary = "Ask to be paid back for charging at home", description = "The employer decides.")
    @APIResponse(
            responseCode = "201",
            description = "Asked for",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AgreementBody.class)))
    @APIResponse(responseCode = "403", description = "access-denied: UNIT is the employer's to offer")
    @APIResponse(responseCode = "404", description = "not-found: no own profile or token, or no charger to use")
    @APIResponse(responseCode = "409", description = "already-exists: another one for the charger is undecided")
    public RestResponse<AgreementBody> request(@Valid @NotNull AgreementBody.Request request) {
        Agreement agreement =
                agreements.request(request.profileId(), request.terms().terms(), caller.get());
        return Versioned.created(
                AgreementBody.ofOwn(agreement),
                agreement.version(),
                URI.create("/api/v1/me/reimbursement-agreements/" + agreement.id()));
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One own agreement")
    @APIResponseSchema(AgreementBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public RestResponse<AgreementBody> get(@RestPath UUID id) {
        return answer(repository.ownedBy(caller.get().userId(), id));
    }

    @POST
    @Path("/{id}/accept")
    @Transactional
    @Operation(summary = "Accept what the employer offers or approved", description = "It is active from then on.")
    @APIResponse(
            responseCode = "200",
            description = "Active",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AgreementBody.class)))
    @APIResponse(responseCode = "404", description = "not-found: also a charger that is not the driver's to use")
    @APIResponse(responseCode = "409", description = "wrong-state; charger-missing; already-exists")
    public RestResponse<AgreementBody> accept(@RestPath UUID id, @Valid @NotNull AgreementBody.Acceptance acceptance) {
        return answer(agreements.accept(id, acceptance.chargerId(), caller.get()));
    }

    @POST
    @Path("/{id}/leave")
    @Transactional
    @Operation(summary = "Decline an offer, take back a request, or end an active agreement today")
    @APIResponse(
            responseCode = "200",
            description = "Rejected or ended",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AgreementBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state")
    public RestResponse<AgreementBody> leave(@RestPath UUID id) {
        return answer(agreements.leave(id, caller.get()));
    }

    private static RestResponse<AgreementBody> answer(Agreement agreement) {
        return Versioned.ok(AgreementBody.ofOwn(agreement), agreement.version());
    }
}
