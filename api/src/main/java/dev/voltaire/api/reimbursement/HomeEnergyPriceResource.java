package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.reimbursement.HomeEnergyPrice;
import dev.voltaire.reimbursement.HomeEnergyPrices;
import dev.voltaire.reimbursement.PriceSource;
import dev.voltaire.reimbursement.Reimbursements;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;

/// What a kWh at home costs a driver, by day.
@Path("/api/v1/home-energy-prices")
@Tag(name = "Reimbursements")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class HomeEnergyPriceResource {
    private static final BigDecimal HIGHEST_PRICE = new BigDecimal(100);
    private static final int PRICE_DECIMALS = 4;

    private final SignedInCaller caller;
    private final HomeEnergyPrices prices;
    private final Reimbursements reimbursements;

    @Inject
    HomeEnergyPriceResource(SignedInCaller caller, HomeEnergyPrices prices, Reimbursements reimbursements) {
        this.caller = caller;
        this.prices = prices;
        this.reimbursements = reimbursements;
    }

    /// The price has up to four decimals. Without `chargerId` it holds wherever the driver charges at home;
    /// `validUntil` is exclusive and may be absent.
    @Schema(name = "HomeEnergyPriceRequest")
    public record Request(
            @NotNull UUID profileId,
            @Nullable UUID chargerId,
            @NotNull Amount pricePerKwh,
            @NotNull PriceSource source,
            @NotNull LocalDate validFrom,
            @Nullable LocalDate validUntil,
            @Nullable @Size(max = 500) String note) {

        HomeEnergyPrices.Entry entry() {
            if (validUntil != null && !validFrom.isBefore(validUntil)) {
                throw new ProblemException(Problem.INVALID_PARAMETER, "validUntil");
            }
            try {
                BigDecimal price = new BigDecimal(pricePerKwh.amount());
                if (price.signum() < 0 || price.compareTo(HIGHEST_PRICE) > 0 || price.scale() > PRICE_DECIMALS) {
                    throw new ProblemException(Problem.INVALID_PARAMETER, "pricePerKwh");
                }
                CurrencyUnit currency = CurrencyUnit.of(pricePerKwh.currency());
                return new HomeEnergyPrices.Entry(
                        profileId, chargerId, price, currency, source, validFrom, validUntil, note);
            } catch (NumberFormatException | IllegalCurrencyException unreadable) {
                throw ProblemException.because(unreadable, Problem.INVALID_PARAMETER, "pricePerKwh");
            }
        }
    }

    /// A price and the days it holds.
    @Schema(name = "HomeEnergyPrice")
    public record Body(
            UUID id,
            Reference profile,
            @Nullable UUID chargerId,
            Amount pricePerKwh,
            PriceSource source,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            @Nullable String note,
            String enteredBy,
            Instant enteredAt) {

        static Body of(HomeEnergyPrice price) {
            return new Body(
                    price.id(),
                    new Reference(price.profileId(), price.profileName()),
                    price.chargerId(),
                    Amount.of(BigMoney.of(CurrencyUnit.of(price.currency()), price.pricePerKwh())),
                    price.source(),
                    price.validFrom(),
                    price.validUntil(),
                    price.note(),
                    price.enteredBy(),
                    price.enteredAt());
        }
    }

    @GET
    @Operation(
            summary = "List home energy prices",
            description = "Sort: validFrom, pricePerKwh, enteredAt. Newest first.")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "chargerId", in = ParameterIn.QUERY)
    @Parameter(name = "source", in = ParameterIn.QUERY)
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return reimbursements
                .prices(parameters.toRequest(), caller.get().scope())
                .map(Body::of);
    }

    @POST
    @Operation(
            summary = "Enter a price",
            description = "An open price that began earlier ends where the new one begins. Lines that waited for this "
                    + "price get their amount.")
    @APIResponse(
            responseCode = "201",
            description = "Entered",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(
            responseCode = "409",
            description = "already-exists: another price holds on one of the days; "
                    + "wrong-state: a day after validFrom is priced already")
    public RestResponse<Body> enter(@Valid @NotNull Request request) {
        HomeEnergyPrice price = prices.enter(request.entry(), caller.get());
        return RestResponse.ResponseBuilder.<Body>create(RestResponse.Status.CREATED)
                .entity(Body.of(price))
                .location(URI.create("/api/v1/home-energy-prices?profileId=" + price.profileId()))
                .build();
    }
}
