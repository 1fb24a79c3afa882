package dev.voltaire.api.price;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.Caller;
import dev.voltaire.price.PriceQuotes;
import dev.voltaire.price.PriceQuoting;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.vat.VatDeciding;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// What charging will cost the driver who asks.
@Path("/api/v1/me/price-quotes")
@Tag(name = "Me")
@Authenticated
@RunOnVirtualThread
public class OwnPriceQuoteResource {
    private final SignedInCaller caller;
    private final ProfileRepository profiles;
    private final PriceQuoting quoting;
    private final PriceQuotes quotes;
    private final VatDeciding vat;

    @Inject
    OwnPriceQuoteResource(
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
    @Path("/{id}")
    @Operation(summary = "An own price quote, with what was charged in the end")
    @APIResponseSchema(PriceQuoteBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public PriceQuoteBody get(@RestPath UUID id) {
        return PriceQuoteResource.body(quotes.ownedBy(caller.get().userId(), id), vat.table());
    }

    @POST
    @Operation(
            summary = "Ask what charging will cost",
            description =
                    "For the active profile unless another own one is named. All components, with the operator's, "
                            + "our own and the roaming part told apart. Name the quote when starting.")
    @APIResponse(
            responseCode = "201",
            description = "Given and kept",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = PriceQuoteBody.class)))
    @APIResponse(responseCode = "404", description = "not-found: no such EVSE or connector, or no profile")
    @APIResponse(responseCode = "409", description = "price-not-available: no tariff or no exchange rate")
    @APIResponse(responseCode = "422", description = "validation-failed, connector-required")
    public RestResponse<PriceQuoteBody> ask(@Valid @NotNull PriceQuoteRequest request) {
        Caller.SignedIn driver = caller.get();
        Profile profile = QuarkusTransaction.requiringNew().call(() -> own(request, driver));
        UUID id = quoting.quote(request.wish(), profile, driver);
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, get(id))
                .location(URI.create("/api/v1/me/price-quotes/" + id))
                .build();
    }

    private Profile own(PriceQuoteRequest request, Caller.SignedIn driver) {
        UUID named = request.profileId();
        return PriceQuoteResource.loaded(
                named == null
                        ? profiles.activeOf(driver.userId()).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND))
                        : profiles.ownedBy(driver.userId(), named));
    }
}
