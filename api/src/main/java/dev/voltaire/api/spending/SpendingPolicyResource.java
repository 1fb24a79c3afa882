package dev.voltaire.api.spending;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.MergePatch;
import dev.voltaire.api.http.Reference;
import dev.voltaire.api.http.Tagged;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.spending.PolicyPlace;
import dev.voltaire.spending.PolicyTerms;
import dev.voltaire.spending.PowerType;
import dev.voltaire.spending.SpendingPeriod;
import dev.voltaire.spending.SpendingPolicies;
import dev.voltaire.spending.SpendingPolicy;
import dev.voltaire.spending.SpendingUsage;
import dev.voltaire.value.ExpectedVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// How much may be spent, and where and when charging is allowed.
@Path("/api/v1/spending-policies")
@Tag(name = "Spending policies")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class SpendingPolicyResource {
    private final SignedInCaller caller;
    private final SpendingPolicies policies;
    private final SpendingUsage usage;
    private final MergePatch patches;

    @Inject
    SpendingPolicyResource(SignedInCaller caller, SpendingPolicies policies, SpendingUsage usage, MergePatch patches) {
        this.caller = caller;
        this.policies = policies;
        this.usage = usage;
        this.patches = patches;
    }

    @Schema(name = "SpendingPolicy", description = "All policies that hold for somebody must allow a charge")
    public record Body(
            UUID id,
            String name,
            Reference orgUnit,
            @Nullable Reference profile,
            @Nullable Reference token,
            boolean eachProfile,
            PolicyPlace place,
            @Nullable SpendingPeriod period,
            @Nullable Amount budget,
            @Nullable Amount perSession,
            @Nullable Integer sessionsPerDay,
            String timeZone,
            Set<DayOfWeek> weekdays,
            @Nullable LocalTime from,
            @Nullable LocalTime until,
            Set<String> countries,
            Set<String> operators,
            Set<PowerType> powerTypes,
            Instant createdAt,
            String createdBy,
            @Nullable Instant endedAt,
            List<String> allowedActions,
            @JsonIgnore int revision)
            implements Tagged {
        static Body of(SpendingPolicy policy) {
            PolicyTerms terms = policy.terms();
            return new Body(
                    policy.id(),
                    policy.name(),
                    new Reference(policy.unitId(), policy.unitName()),
                    reference(policy.profileId(), policy.profileName()),
                    reference(policy.tokenId(), policy.visualNumber()),
                    policy.eachProfile(),
                    terms.place(),
                    terms.period(),
                    amount(policy.currency(), terms.budget()),
                    amount(policy.currency(), terms.perSession()),
                    terms.sessionsPerDay(),
                    terms.zone().getId(),
                    terms.weekdays(),
                    terms.from(),
                    terms.until(),
                    terms.countries(),
                    terms.operators(),
                    terms.powerTypes(),
                    policy.createdAt(),
                    policy.createdBy(),
                    policy.endedAt(),
                    policy.endedAt() == null ? List.of("edit", "end") : List.of(),
                    policy.revision());
        }

        private static @Nullable Reference reference(@Nullable UUID id, @Nullable String label) {
            return id == null ? null : new Reference(id, Objects.requireNonNullElse(label, ""));
        }
    }

    /// How much of a budget somebody has used in the present period.
    @Schema(name = "SpendingUsage")
    public record Used(
            @Schema(description = "A token, a profile or a unit")
            Reference holder,

            Instant periodStart,
            Amount spent,

            @Schema(description = "The part that is estimated: sessions whose CDR has not come")
            Amount estimated,

            @Schema(description = "Sessions nobody knows the price of: they count nothing yet")
            int sessionsWithoutPrice,

            Amount remaining,
            int percent) {
        static Used of(SpendingUsage.Used used, SpendingPolicy policy) {
            BigDecimal budget = Objects.requireNonNull(policy.terms().budget());
            return new Used(
                    new Reference(used.holderId(), used.label()),
                    used.periodStart(),
                    money(policy.currency(), used.spent()),
                    money(policy.currency(), used.estimated()),
                    used.withoutPrice(),
                    money(policy.currency(), budget.subtract(used.spent()).max(BigDecimal.ZERO)),
                    used.spent()
                            .movePointRight(2)
                            .divide(budget, 0, RoundingMode.DOWN)
                            .intValue());
        }
    }

    @GET
    @Operation(summary = "List spending policies", description = "Newest first. Sort: name, createdAt, budget.")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY)
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "tokenId", in = ParameterIn.QUERY)
    @Parameter(name = "inForce", in = ParameterIn.QUERY, description = "true, false: has not ended")
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return policies.list(parameters.toRequest(), caller.get().scope()).map(Body::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A spending policy")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public Body get(@RestPath UUID id) {
        return Body.of(policies.get(id, caller.get().scope()));
    }

    @GET
    @Path("/{id}/usage")
    @Operation(
            summary = "How much of a budget is used in the present period",
            description = "Those who spent most first, at most 1,000. Empty without a budget.")
    @APIResponse(
            responseCode = "200",
            description = "By holder",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Used.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public List<Used> usage(@RestPath UUID id) {
        SpendingPolicy policy = policies.get(id, caller.get().scope());
        return usage.of(policy.id()).stream().map(used -> Used.of(used, policy)).toList();
    }

    @POST
    @RolesAllowed({"ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
    @Operation(summary = "Enter a spending policy", description = "It holds at once, also for the present period.")
    @APIResponse(
            responseCode = "201",
            description = "Entered",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "422", description = "validation-failed")
    public RestResponse<Body> enter(@Valid @NotNull SpendingPolicyRequest request) {
        UUID id = policies.enter(request.entry(), caller.get());
        return Versioned.created(get(id), URI.create("/api/v1/spending-policies/" + id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    @RolesAllowed({"ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
    @Operation(summary = "Change a spending policy", description = "Whom it is for stays.")
    @RequestBody(content = @Content(schema = @Schema(implementation = SpendingPolicyRequest.class)))
    @APIResponseSchema(value = Body.class, responseCode = "200", responseDescription = "Changed")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "wrong-state: it has ended")
    @APIResponse(responseCode = "412", description = "edit-conflict")
    @APIResponse(responseCode = "422", description = "validation-failed")
    @APIResponse(responseCode = "428", description = "precondition-required: If-Match is missing")
    public Body change(@RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull JsonNode patch) {
        ExpectedVersion expected = Versioned.expected(ifMatch);
        SpendingPolicy present = policies.get(id, caller.get().scope());
        SpendingPolicyRequest before = SpendingPolicyRequest.of(present);
        SpendingPolicyRequest change = patches.merge(SpendingPolicyRequest.class, before, patch);
        if (!Objects.equals(change.orgUnitId(), before.orgUnitId())
                || !Objects.equals(change.profileId(), before.profileId())
                || !Objects.equals(change.tokenId(), before.tokenId())) {
            throw ProblemException.invalid(List.of(new Violation("orgUnitId", "validation.cannot-change")));
        }
        ZoneId zone = change.check();
        policies.change(
                id,
                change.name(),
                Boolean.TRUE.equals(change.eachProfile()),
                change.terms(zone == null ? present.terms().zone() : zone),
                expected,
                caller.get());
        return get(id);
    }

    @POST
    @Path("/{id}/end")
    @RolesAllowed({"ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
    @Operation(summary = "End a spending policy", description = "It limits nobody any more.")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "wrong-state: it has ended")
    @APIResponse(responseCode = "412", description = "edit-conflict")
    @APIResponse(responseCode = "428", description = "precondition-required: If-Match is missing")
    public Body end(@RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        policies.end(id, Versioned.expected(ifMatch), caller.get());
        return get(id);
    }

    private static @Nullable Amount amount(String currency, @Nullable BigDecimal amount) {
        return amount == null ? null : money(currency, amount);
    }

    private static Amount money(String currency, BigDecimal amount) {
        return new Amount(amount.setScale(2, RoundingMode.HALF_UP).toPlainString(), currency);
    }
}
