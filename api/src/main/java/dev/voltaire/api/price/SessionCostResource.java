package dev.voltaire.api.price;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.price.Pricing;
import dev.voltaire.price.SessionEstimate;
import dev.voltaire.price.SessionEstimates;
import dev.voltaire.price.WorkedPrice;
import dev.voltaire.session.SessionList;
import dev.voltaire.session.SessionStatus;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What a session costs so far.
@Path("/api/v1/sessions/{id}/cost-estimate")
@Tag(name = "Sessions")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class SessionCostResource {
    private final SignedInCaller caller;
    private final SessionList sessions;
    private final SessionEstimates estimates;

    @Inject
    SessionCostResource(SignedInCaller caller, SessionList sessions, SessionEstimates estimates) {
        this.caller = caller;
        this.sessions = sessions;
        this.estimates = estimates;
    }

    /// An estimate, before tax: what counts is the CDR. Without a total, `unavailable` says why.
    @Schema(name = "SessionCostEstimate")
    public record Estimate(
            @Schema(description = "Always true") boolean estimate,
            SessionStatus status,

            @Schema(description = "The operator's last report")
            Instant asOf,

            BigDecimal kwh,
            List<PriceValues.Line> lines,
            @Nullable Amount totalExclVat,

            @Schema(description = "The operator's tariff; absent where our own holds") @Nullable
            String tariffId,

            @Schema(description = "How the tariff engine came to it, line by line", implementation = Object.class)
            @Nullable
            JsonNode working,

            @Schema(description = "Why there is no price: none is guessed")
            Pricing.@Nullable Reason unavailable) {
        static Estimate of(SessionEstimate session) {
            return switch (session.pricing()) {
                case Pricing.Priced(WorkedPrice price) -> {
                    String currency = price.currency().getCode();
                    yield new Estimate(
                            true,
                            session.status(),
                            session.asOf(),
                            session.kwh(),
                            PriceValues.lines(currency, price.lines()),
                            PriceValues.amount(currency, price.total()),
                            price.tariffId(),
                            price.working(),
                            null);
                }
                case Pricing.NotAvailable(Pricing.Reason reason) ->
                    new Estimate(
                            true, session.status(), session.asOf(), session.kwh(), List.of(), null, null, null, reason);
            };
        }
    }

    @GET
    @Operation(
            summary = "What a session costs so far",
            description = "By the operator's tariff and the customer's plan, from what the operator reported last. An "
                    + "estimate until the CDR comes.")
    @APIResponseSchema(Estimate.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public Estimate get(@RestPath UUID id) {
        return Estimate.of(estimates.of(sessions.get(id, caller.get().scope()).id()));
    }
}
