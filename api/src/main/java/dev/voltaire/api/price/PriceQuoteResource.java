package dev.voltaire.api.price;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.Caller;
import dev.voltaire.listing.Page;
import dev.voltaire.price.PriceQuote;
import dev.voltaire.price.PriceQuotes;
import dev.voltaire.price.PriceQuoting;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.vat.VatDeciding;
import dev.voltaire.vat.VatTable;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
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

/// What charging will cost the drivers of one's units.
@Path("/api/v1/price-quotes")
@Tag(name = "Price quotes")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class PriceQuoteResource {
    private final SignedInCaller caller;
    private final ProfileRepository profiles;
    private final PriceQuoting quoting;
    private final PriceQuotes quotes;
    private final VatDeciding vat;

    @Inject
    PriceQuoteResource(
            SignedInCaller caller,
            ProfileRepository profiles,
            PriceQuoting quoting,
            PriceQuotes quotes,
            VatDeciding vat) {
        this.caller = caller;
        this.profiles = profiles;
        this.quoting = quoting;
        this.quotes = quotes;
        this.vat = vat;
    }

    @GET
    @Operation(summary = "Price quotes given", description = "Newest first. Sort: createdAt, total, deviation.")
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY)
    @Parameter(name = "evseId", in = ParameterIn.QUERY)
    @Parameter(name = "used", in = ParameterIn.QUERY, description = "true, false: charging was started with it")
    @Parameter(name = "createdFrom", in = ParameterIn.QUERY)
    @Parameter(name = "createdTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<PriceQuoteBody> list(@BeanParam ListParameters parameters) {
        VatTable rates = vat.table();
        return quotes.list(parameters.toRequest(), caller.get().scope()).map(quote -> body(quote, rates));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A price quote, with what was charged in the end")
    @APIResponseSchema(PriceQuoteBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public PriceQuoteBody get(@RestPath UUID id) {
        return body(quotes.get(id, caller.get().scope()), vat.table());
    }

    @POST
    @Operation(
            summary = "Ask what charging will cost a driver",
            description =
                    "All components, with the operator's, our own and the roaming part told apart. The quote is kept "
                            + "and can be named when charging is started.")
    @APIResponse(
            responseCode = "201",
            description = "Given and kept",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = PriceQuoteBody.class)))
    @APIResponse(responseCode = "404", description = "not-found: no such profile, EVSE or connector")
    @APIResponse(responseCode = "409", description = "price-not-available: no tariff or no exchange rate")
    @APIResponse(responseCode = "422", description = "validation-failed, connector-required")
    public RestResponse<PriceQuoteBody> ask(@Valid @NotNull PriceQuoteRequest request) {
        Caller.SignedIn by = caller.get();
        UUID profileId = request.profileId();
        if (profileId == null) {
            throw ProblemException.invalid(List.of(new Violation("profileId", "validation.required")));
        }
        Profile profile = QuarkusTransaction.requiringNew().call(() -> loaded(profiles.get(profileId, by.scope())));
        UUID id = quoting.quote(request.wish(), profile, by);
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, get(id))
                .location(URI.create("/api/v1/price-quotes/" + id))
                .build();
    }

    /// With its unit, which is read when it is asked for.
    static Profile loaded(Profile profile) {
        profile.organisationUnit().id();
        return profile;
    }

    static PriceQuoteBody body(PriceQuote quote, VatTable rates) {
        return PriceQuoteBody.of(
                quote,
                rates.rate(
                                quote.unitCountry(),
                                quote.createdAt().atZone(ZoneOffset.UTC).toLocalDate())
                        .orElse(null));
    }
}
