package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.listing.Page;
import dev.voltaire.reimbursement.rate.StatutoryRate;
import dev.voltaire.reimbursement.rate.StatutoryRates;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
import org.jspecify.annotations.Nullable;

/// Rates that authorities let employers use without proof.
@Path("/api/v1/statutory-rates")
@Tag(name = "Reimbursements")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class StatutoryRateResource {
    private final SignedInCaller caller;
    private final StatutoryRates rates;

    @Inject
    StatutoryRateResource(SignedInCaller caller, StatutoryRates rates) {
        this.caller = caller;
        this.rates = rates;
    }

    /// A rate and the days it holds. Only rates per kWh price energy.
    @Schema(name = "StatutoryRate")
    public record Rate(
            UUID id,
            String country,
            @Nullable String region,
            StatutoryRate.Unit unit,
            Amount rate,
            LocalDate validFrom,

            @Schema(description = "Exclusive; absent while open") @Nullable
            LocalDate validUntil,

            String source,
            String enteredBy,
            Instant enteredAt) {

        static Rate of(StatutoryRate rate) {
            return new Rate(
                    rate.id(),
                    rate.country(),
                    rate.region(),
                    rate.unit(),
                    Amount.of(BigMoney.of(CurrencyUnit.of(rate.currency()), rate.rate())),
                    rate.validFrom(),
                    rate.validUntil(),
                    rate.source(),
                    rate.enteredBy(),
                    rate.enteredAt());
        }
    }

    /// A rate of a law or circular, with the days it holds.
    @Schema(name = "StatutoryRateRequest")
    public record Request(
            @NotNull @Pattern(regexp = "[A-Z]{2}") String country,

            @Schema(description = "ISO 3166-2", examples = "BE-VLG")
            @Nullable
            @Pattern(regexp = "[A-Z]{2}-[A-Z0-9]{1,3}")
            String region,

            StatutoryRate.@NotNull Unit unit,
            @NotNull Amount rate,
            @NotNull LocalDate validFrom,
            @Nullable LocalDate validUntil,
            @NotBlank @Size(max = 200) String source) {

        StatutoryRates.Entry entry() {
            return new StatutoryRates.Entry(
                    country,
                    region,
                    unit,
                    HomeEnergyPriceBody.price(rate, "rate"),
                    HomeEnergyPriceBody.currency(rate, "rate"),
                    validFrom,
                    validUntil,
                    source);
        }
    }

    @GET
    @Operation(summary = "List statutory rates", description = "Sort: validFrom, country, region, rate.")
    @Parameter(name = "country", in = ParameterIn.QUERY)
    @Parameter(name = "region", in = ParameterIn.QUERY)
    @Parameter(name = "unit", in = ParameterIn.QUERY, description = "KWH, MILE, KILOMETRE")
    public Page<Rate> list(@BeanParam ListParameters parameters) {
        return rates.list(parameters.toRequest()).map(Rate::of);
    }

    @GET
    @Path("/gaps")
    @Operation(summary = "Days that no rate covers", description = "From the first rate of a table on.")
    public List<StatutoryRates.Gap> gaps() {
        return rates.gaps();
    }

    @POST
    @RolesAllowed("PLATFORM_OPERATOR")
    @Operation(
            summary = "Enter a statutory rate",
            description = "An open rate that began earlier ends where the new one begins. Lines that waited for the "
                    + "rate get their amount soon after.")
    @APIResponse(
            responseCode = "201",
            description = "Entered",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Rate.class)))
    @APIResponse(responseCode = "409", description = "already-exists: another rate holds on one of the days")
    @APIResponse(responseCode = "422", description = "validation-failed")
    public RestResponse<Rate> enter(@Valid @NotNull Request request) {
        StatutoryRate rate = rates.enter(request.entry(), caller.get());
        return RestResponse.ResponseBuilder.<Rate>create(RestResponse.Status.CREATED)
                .entity(Rate.of(rate))
                .location(URI.create("/api/v1/statutory-rates?country=" + rate.country()))
                .build();
    }
}
