package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.listing.Page;
import dev.voltaire.reimbursement.HomeEnergyPrice;
import dev.voltaire.reimbursement.HomeEnergyPriceProofs;
import dev.voltaire.reimbursement.HomeEnergyPrices;
import dev.voltaire.reimbursement.Reimbursements;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
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
import java.time.LocalDate;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// What a kWh at home costs a driver, by day.
@Path("/api/v1/home-energy-prices")
@Tag(name = "Reimbursements")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class HomeEnergyPriceResource {
    private final SignedInCaller caller;
    private final HomeEnergyPrices prices;
    private final HomeEnergyPriceProofs proofs;
    private final Reimbursements reimbursements;

    @Inject
    HomeEnergyPriceResource(
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
    @Operation(
            summary = "List home energy prices",
            description = "Sort: validFrom, pricePerKwh, enteredAt. Newest first.")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "chargerId", in = ParameterIn.QUERY)
    @Parameter(name = "source", in = ParameterIn.QUERY)
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "PROPOSED, CONFIRMED, REFUSED")
    public Page<HomeEnergyPriceBody> list(@BeanParam ListParameters parameters) {
        return reimbursements
                .prices(parameters.toRequest(), caller.get().scope())
                .map(HomeEnergyPriceBody::of);
    }

    @GET
    @Path("/gaps")
    @Operation(summary = "Days on which a driver has no price", description = "Sessions of those days wait for one.")
    @APIResponse(
            responseCode = "200",
            description = "All",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = HomeEnergyPrices.Gap.class)))
    @APIResponse(responseCode = "400", description = "invalid-parameter: the range is empty")
    @APIResponse(responseCode = "404", description = "not-found: no such driver")
    public List<HomeEnergyPrices.Gap> gaps(
            @QueryParam("profileId") @NotNull UUID profileId,
            @QueryParam("chargerId") @Nullable UUID chargerId,
            @QueryParam("from") @NotNull LocalDate from,
            @QueryParam("until") @NotNull @Parameter(description = "Exclusive") LocalDate until) {
        return prices.gaps(profileId, chargerId, from, until, caller.get());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One price")
    @APIResponseSchema(HomeEnergyPriceBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public HomeEnergyPriceBody get(@RestPath UUID id) {
        return HomeEnergyPriceBody.of(prices.get(id, caller.get()));
    }

    @POST
    @Operation(
            summary = "Enter a price",
            description =
                    "An open price that began earlier ends where the new one begins; caps count apart from prices. "
                            + "Lines that waited for this price get their amount soon after.")
    @APIResponse(
            responseCode = "201",
            description = "Entered",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = HomeEnergyPriceBody.class)))
    @APIResponse(
            responseCode = "409",
            description = "already-exists: another price holds on one of the days; "
                    + "wrong-state: a day after validFrom is priced already; price-method-fixed-for-year")
    @APIResponse(
            responseCode = "422",
            description = "validation-failed; no-statutory-rate; rate-not-per-kwh: the country's rate is for distance")
    public RestResponse<HomeEnergyPriceBody> enter(@Valid @NotNull HomeEnergyPriceBody.Request request) {
        HomeEnergyPrice price = prices.enter(request.entry(), caller.get());
        return RestResponse.ResponseBuilder.<HomeEnergyPriceBody>create(RestResponse.Status.CREATED)
                .entity(HomeEnergyPriceBody.of(price))
                .location(URI.create("/api/v1/home-energy-prices/" + price.id()))
                .build();
    }

    @POST
    @Path("/{id}/confirm")
    @Operation(summary = "Confirm a price that the driver proposed")
    @APIResponse(
            responseCode = "200",
            description = "It counts from its first day on",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = HomeEnergyPriceBody.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "wrong-state, already-exists, price-method-fixed-for-year")
    public HomeEnergyPriceBody confirm(@RestPath UUID id, @Valid @NotNull DecisionNote decision) {
        return HomeEnergyPriceBody.of(prices.confirm(id, decision.note(), caller.get()));
    }

    @POST
    @Path("/{id}/refuse")
    @Operation(summary = "Refuse a price that the driver proposed")
    @APIResponse(
            responseCode = "200",
            description = "Refused",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = HomeEnergyPriceBody.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "wrong-state")
    public HomeEnergyPriceBody refuse(@RestPath UUID id, @Valid @NotNull DecisionNote decision) {
        return HomeEnergyPriceBody.of(prices.refuse(id, decision.note(), caller.get()));
    }

    @GET
    @Path("/{id}/proofs")
    @Operation(summary = "The documents that prove a price, oldest first")
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
        return proofs.of(prices.get(id, caller.get()));
    }

    @POST
    @Path("/{id}/proofs")
    @Consumes({"application/pdf", "image/png", "image/jpeg"})
    @ResponseStatus(201)
    @Operation(summary = "Upload a document that proves a price", description = "At most 4 MB, five documents a price.")
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
        return proofs.add(prices.get(id, caller.get()), fileName, document, caller.get());
    }

    @GET
    @Path("/{id}/proofs/{proofId}")
    @Produces({"application/pdf", "image/png", "image/jpeg"})
    @Operation(summary = "A document, as it was uploaded", description = "Always a download.")
    @APIResponse(responseCode = "200", description = "The document")
    @APIResponse(responseCode = "404", description = "not-found")
    public RestResponse<InputStream> proof(@RestPath UUID id, @RestPath UUID proofId) {
        return Download.of(proofs.content(prices.get(id, caller.get()), proofId));
    }
}
