package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.listing.Page;
import dev.voltaire.reimbursement.IneligibilityReason;
import dev.voltaire.reimbursement.ReimbursementStatus;
import dev.voltaire.reimbursement.Reimbursements;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// What drivers get back for charging at home.
@Path("/api/v1/reimbursements")
@Tag(name = "Reimbursements")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class ReimbursementResource {
    private final SignedInCaller caller;
    private final Reimbursements reimbursements;

    @Inject
    ReimbursementResource(SignedInCaller caller, Reimbursements reimbursements) {
        this.caller = caller;
        this.reimbursements = reimbursements;
    }

    /// One line: price and amount are absent until the price of that day is known, `reason` says why nothing is paid.
    @Schema(name = "Reimbursement")
    public record Body(
            UUID id,
            UUID orgUnitId,
            @Nullable Reference profile,
            Reference charger,
            UUID sessionId,
            UUID cpoCdrId,
            boolean correction,
            Instant startedAt,
            Instant endedAt,
            LocalDate chargedOn,
            BigDecimal kwh,
            ReimbursementStatus status,
            @Nullable IneligibilityReason reason,
            @Nullable Amount pricePerKwh,
            @Nullable Amount amount) {

        static Body of(Reimbursements.Line line) {
            return new Body(
                    line.id(),
                    line.organisationUnitId(),
                    line.profileId() == null
                            ? null
                            : new Reference(line.profileId(), Objects.requireNonNullElse(line.profileName(), "")),
                    new Reference(line.chargerId(), line.chargerName()),
                    line.sessionId(),
                    line.cpoCdrId(),
                    line.correction(),
                    line.startedAt(),
                    line.endedAt(),
                    line.chargedOn(),
                    line.kwh(),
                    line.status(),
                    line.reason(),
                    amount(line.currency(), line.pricePerKwh(), false),
                    amount(line.currency(), line.amount(), true));
        }

        private static @Nullable Amount amount(
                @Nullable String currency, @Nullable BigDecimal amount, boolean inMinorUnits) {
            if (currency == null || amount == null) {
                return null;
            }
            BigMoney money = BigMoney.of(CurrencyUnit.of(currency), amount);
            return Amount.of(inMinorUnits ? money.withCurrencyScale() : money);
        }
    }

    @GET
    @Operation(
            summary = "List reimbursements",
            description = "Sort: startedAt, kwh, amount, status. Newest first. A line in PRICE_MISSING gets its amount "
                    + "when the driver's price of that day is entered.")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "PRICE_MISSING, PRICED, NOT_ELIGIBLE")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "chargerId", in = ParameterIn.QUERY)
    @Parameter(name = "sessionId", in = ParameterIn.QUERY)
    @Parameter(name = "invoiceId", in = ParameterIn.QUERY)
    @Parameter(name = "startFrom", in = ParameterIn.QUERY)
    @Parameter(name = "startTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return reimbursements.list(parameters.toRequest(), caller.get().scope()).map(Body::of);
    }
}
