package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.listing.Page;
import dev.voltaire.reimbursement.HomeEnergyPrice;
import dev.voltaire.reimbursement.HomeEnergyPriceProofs;
import dev.voltaire.reimbursement.HomeEnergyPrices;
import dev.voltaire.reimbursement.Reimbursements;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// What the signed-in driver pays for a kWh at home.
@Path("/api/v1/me/home-energy-prices")
@Tag(name = "Me")
@Authenticated
@RunOnVirtualThread
public class OwnHomeEnergyPriceResource {
    private final SignedInCaller caller;
    private final HomeEnergyPrices prices;
    private final HomeEnergyPriceProofs proofs;
    private final Reimbursements reimbursements;

    @Inject
    OwnHomeEnergyPriceResource(
            SignedInCaller caller,
            HomeEnergyPrices prices,
            HomeEnergyPriceProofs proofs,
            Reimbursements reimbursements) {
        this.caller = caller;
        this.prices = prices;
        this.proofs = proofs;
        this.reimbursements = reimbursements;
    }

    @GET
    @Operation(summary = "Own home energy prices", description = "Sort: validFrom, pricePerKwh, enteredAt.")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "PROPOSED, CONFIRMED, REFUSED")
    public Page<HomeEnergyPriceBody> list(@BeanParam ListParameters parameters) {
        return reimbursements
                .pricesOfDriver(parameters.toRequest(), caller.get().userId())
                .map(HomeEnergyPriceBody::ofOwn);
    }

    @POST
    @Operation(
            summary = "Propose a price, with the proof to follow",
            description = "It counts once somebody of the employer has confirmed it.")
    @APIResponse(
            responseCode = "201",
            description = "Proposed",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = HomeEnergyPriceBody.class)))
    @APIResponse(responseCode = "403", description = "access-denied: a cap is the employer's")
    @APIResponse(responseCode = "404", description = "not-found: no own profile with this id")
    @APIResponse(responseCode = "422", description = "validation-failed; no-statutory-rate; rate-not-per-kwh")
    public RestResponse<HomeEnergyPriceBody> propose(@Valid @NotNull HomeEnergyPriceBody.Request request) {
        HomeEnergyPrice price = prices.propose(request.entry(), caller.get());
        return RestResponse.ResponseBuilder.<HomeEnergyPriceBody>create(RestResponse.Status.CREATED)
                .entity(HomeEnergyPriceBody.ofOwn(price))
                .location(URI.create("/api/v1/me/home-energy-prices/" + price.id() + "/proofs"))
                .build();
    }

    @GET
    @Path("/{id}/proofs")
    @Operation(summary = "The documents of an own price, oldest first")
    @APIResponse(
            responseCode = "200",
            description = "All",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = HomeEnergyPriceProofs.Proof.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public List<HomeEnergyPriceProofs.Proof> proofs(@RestPath UUID id) {
        return proofs.of(prices.own(id, caller.get()));
    }

    @POST
    @Path("/{id}/proofs")
    @Consumes({"application/pdf", "image/png", "image/jpeg"})
    @ResponseStatus(201)
    @Operation(summary = "Upload the contract or bill", description = "At most 4 MB, five documents a price.")
    @APIResponse(
            responseCode = "201",
            description = "Kept as it is",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = HomeEnergyPriceProofs.Proof.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "413", description = "body-too-large")
    @APIResponse(responseCode = "415", description = "unsupported-media-type: by its first bytes")
    public List<HomeEnergyPriceProofs.Proof> prove(
            @RestPath UUID id,
            @QueryParam("fileName") @DefaultValue("proof") String fileName,
            @NotNull byte[] document) {
        return proofs.add(prices.own(id, caller.get()), fileName, document, caller.get());
    }

    @GET
    @Path("/{id}/proofs/{proofId}")
    @Produces({"application/pdf", "image/png", "image/jpeg"})
    @Operation(summary = "An own document, as it was uploaded")
    @APIResponse(responseCode = "200", description = "The document")
    @APIResponse(responseCode = "404", description = "not-found")
    public RestResponse<InputStream> proof(@RestPath UUID id, @RestPath UUID proofId) {
        return Download.of(proofs.content(prices.own(id, caller.get()), proofId));
    }
}
