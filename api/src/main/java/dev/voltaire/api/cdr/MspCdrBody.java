package dev.voltaire.api.cdr;

import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.Reference;
import dev.voltaire.cdr.ApprovalAction;
import dev.voltaire.cdr.ApprovalState;
import dev.voltaire.cdr.MspCdrs;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A row of the list of MSP CDRs; the total is before tax and absent while there is no price.
@Schema(name = "MspCdrSummary")
public record MspCdrBody(
        UUID id,
        String cdrId,
        UUID cpoCdrId,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        ApprovalState approvalState,
        @Nullable Reference invoice,
        @Nullable String evseId,
        @Nullable String locationName,
        @Nullable BigDecimal energyKwh,
        boolean priceCalculated,
        @Nullable Amount total,
        int version,
        boolean credit,
        boolean billable,
        Reference orgUnit,
        @Nullable Reference profile,
        @Nullable UUID sessionId,
        Set<ApprovalAction> allowedActions) {

    public static MspCdrBody of(MspCdrs.Summary row) {
        return new MspCdrBody(
                row.id(),
                row.cdrId(),
                row.cpoCdrId(),
                row.startedAt(),
                row.endedAt(),
                row.approvalState(),
                CdrValues.reference(row.invoiceId(), row.invoiceReference()),
                row.evseId(),
                row.locationName(),
                row.energyKwh(),
                row.priceCalculated(),
                CdrValues.amount(row.currency(), row.total()),
                row.version(),
                row.credit(),
                row.billable(),
                new Reference(row.unitId(), row.unitLabel()),
                CdrValues.reference(row.profileId(), row.profileName()),
                row.sessionId(),
                row.approvalState().allowed(row.invoiceId() != null));
    }
}
