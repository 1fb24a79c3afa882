package dev.voltaire.api.subscription;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.listing.Page;
import dev.voltaire.subscription.SubscriptionFee;
import dev.voltaire.subscription.SubscriptionFees;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What profiles owe for the periods that are over.
@Path("/api/v1/subscription-fees")
@Tag(name = "Subscriptions")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class SubscriptionFeeResource {
    private final SignedInCaller caller;
    private final SubscriptionFees fees;

    @Inject
    SubscriptionFeeResource(SignedInCaller caller, SubscriptionFees fees) {
        this.caller = caller;
        this.fees = fees;
    }

    /// A fee, excluding VAT. `days` of `daysInPeriod` were covered; a waived fee is zero.
    @Schema(name = "SubscriptionFee")
    public record Body(
            UUID id,
            UUID subscriptionId,
            Reference profile,
            LocalDate periodStart,
            @Schema(description = "Exclusive") LocalDate periodEnd,
            int days,
            int daysInPeriod,
            Amount price,
            Amount amount,
            boolean waived,
            LocalDate dueOn,
            @Nullable UUID invoiceId) {

        static Body of(SubscriptionFee fee) {
            return new Body(
                    fee.id(),
                    fee.subscriptionId(),
                    new Reference(fee.profileId(), fee.profileName()),
                    fee.periodStart(),
                    fee.periodEnd(),
                    fee.days(),
                    fee.daysInPeriod(),
                    Amount.of(fee.price()),
                    Amount.of(fee.amount()),
                    fee.waived(),
                    fee.dueOn(),
                    fee.invoiceId());
        }
    }

    @GET
    @Operation(
            summary = "List subscription fees",
            description = "Written down every night for the periods that are over. Sort: dueOn, periodStart, profile,"
                    + " amount.")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "subscriptionId", in = ParameterIn.QUERY)
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "invoiceId", in = ParameterIn.QUERY)
    @Parameter(name = "invoiced", in = ParameterIn.QUERY)
    @Parameter(name = "waived", in = ParameterIn.QUERY)
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return fees.list(parameters.toRequest(), caller.get().scope()).map(Body::of);
    }
}
