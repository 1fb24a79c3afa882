package dev.voltaire.api.cdr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.cdr.plan.ConnectorGroup;
import dev.voltaire.cdr.plan.PlanTerms;
import dev.voltaire.cdr.plan.TariffPlan;
import dev.voltaire.cdr.plan.TariffPlans;
import dev.voltaire.listing.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
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

/// What customers pay: the operator's price with a markup, or a tariff of our own.
@Path("/api/v1/tariff-plans")
@Tag(name = "Tariff plans")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class TariffPlanResource {
    private final SignedInCaller caller;
    private final TariffPlans plans;

    @Inject
    TariffPlanResource(SignedInCaller caller, TariffPlans plans) {
        this.caller = caller;
        this.plans = plans;
    }

    @Schema(name = "TariffPlanEnd", description = "`validUntil` is exclusive")
    public record End(@NotNull Instant validUntil) {}

    @Schema(name = "TariffPlanKind")
    public enum Kind {
        MARKUP,
        OWN_TARIFF
    }

    /// A plan. Without an organisation unit it is for everyone who has no plan of their own.
    @Schema(name = "TariffPlan")
    public record Body(
            UUID id,
            String name,
            @Nullable Reference orgUnit,
            @Nullable Reference partnerGroup,
            @Nullable ConnectorGroup connectorGroup,
            Kind kind,
            String currency,
            @Nullable BigDecimal percent,
            @Nullable Amount perKwh,
            @Nullable Amount perSession,

            @Schema(description = "What roaming costs the customer, told apart from the margin (AFIR Art. 5(5))")
            @Nullable
            Amount roamingPerKwh,

            @Nullable Amount roamingPerSession,

            @Schema(description = "The own tariff, as an OCPI Tariff object") @Nullable
            JsonNode tariff,

            Instant validFrom,
            @Nullable Instant validUntil,
            Instant createdAt,
            String createdBy) {
        static Body of(TariffPlan plan) {
            PlanTerms.Markup markup = plan.terms() instanceof PlanTerms.Markup terms ? terms : null;
            return new Body(
                    plan.id(),
                    plan.name(),
                    CdrValues.reference(plan.unitId(), plan.unitName()),
                    CdrValues.reference(plan.partnerGroupId(), plan.partnerGroupName()),
                    plan.connectorGroup(),
                    markup == null ? Kind.OWN_TARIFF : Kind.MARKUP,
                    plan.currency(),
                    markup == null ? null : markup.percent(),
                    markup == null ? null : CdrValues.amount(plan.currency(), markup.perKwh()),
                    markup == null ? null : CdrValues.amount(plan.currency(), markup.perSession()),
                    markup == null
                            ? null
                            : CdrValues.amount(plan.currency(), markup.roaming().perKwh()),
                    markup == null
                            ? null
                            : CdrValues.amount(plan.currency(), markup.roaming().perSession()),
                    plan.tariff(),
                    plan.validFrom(),
                    plan.validUntil(),
                    plan.createdAt(),
                    plan.createdBy());
        }
    }

    @GET
    @Operation(summary = "List tariff plans", description = "Sort: name, validFrom, createdAt. Newest first.")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY)
    @Parameter(name = "partnerGroupId", in = ParameterIn.QUERY)
    @Parameter(name = "connectorGroup", in = ParameterIn.QUERY, description = "AC, DC")
    @Parameter(name = "kind", in = ParameterIn.QUERY, description = "MARKUP, OWN_TARIFF")
    @Parameter(name = "currency", in = ParameterIn.QUERY)
    @Parameter(name = "inForceAt", in = ParameterIn.QUERY, description = "An instant")
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return plans.list(parameters.toRequest(), caller.get().scope()).map(Body::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One tariff plan")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    public RestResponse<Body> get(@RestPath UUID id) {
        TariffPlan plan = plans.get(id, caller.get().scope());
        return Versioned.ok(Body.of(plan), plan.revision());
    }

    @POST
    @RolesAllowed("PLATFORM_OPERATOR")
    @Operation(
            summary = "Enter a tariff plan",
            description = "The nearest unit's plan goes before those above it and the one for everyone; among them the "
                    + "one for a group of partners, then the one for AC or DC. A margin never depends on the country "
                    + "of the charge point (EU 2023/1804, Art. 5(5)).")
    @APIResponse(
            responseCode = "201",
            description = "Entered",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "409", description = "already-exists: another plan of this kind holds at some time")
    @APIResponse(responseCode = "422", description = "validation-failed; margin-by-country")
    public RestResponse<Body> enter(@Valid @NotNull TariffPlanRequest request) {
        UUID id = plans.enter(request.entry(), caller.get());
        TariffPlan plan = plans.get(id, caller.get().scope());
        return Versioned.created(Body.of(plan), plan.revision(), URI.create("/api/v1/tariff-plans/" + id));
    }

    @POST
    @Path("/{id}/end")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Operation(
            summary = "End a tariff plan",
            description = "What was priced with it stays so until it is rated again, see rerating-runs.")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "412", description = "edit-conflict")
    public RestResponse<Body> end(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull End end) {
        plans.end(id, end.validUntil(), Versioned.expected(ifMatch), caller.get());
        return get(id);
    }
}
