package dev.voltaire.api.reimbursement;

import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.Reference;
import dev.voltaire.reimbursement.Cause;
import dev.voltaire.reimbursement.IneligibilityReason;
import dev.voltaire.reimbursement.PriceSource;
import dev.voltaire.reimbursement.ReimbursementStatus;
import dev.voltaire.reimbursement.Reimbursements;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// One line: price and amount are absent until the price of that day is known, `reason` says why nothing is paid or why
/// it is taken back, `cause` why the line was added.
@Schema(name = "Reimbursement")
record ReimbursementBody(
        UUID id,
        UUID orgUnitId,
        @Nullable Reference profile,

        @Schema(description = "Absent for a charger that another operator runs") @Nullable
        Reference charger,

        String place,
        @Nullable UUID sessionId,
        UUID cpoCdrId,
        @Nullable UUID agreementId,
        boolean correction,
        Cause cause,
        Instant startedAt,
        Instant endedAt,
        LocalDate chargedOn,
        BigDecimal kwh,
        ReimbursementStatus status,
        @Nullable IneligibilityReason reason,
        @Nullable PriceSource priceSource,
        @Nullable Amount pricePerKwh,
        @Nullable Amount amount,
        Instant createdAt) {

    static ReimbursementBody of(Reimbursements.Line line) {
        return new ReimbursementBody(
                line.id(),
                line.organisationUnitId(),
                line.profileId() == null
                        ? null
                        : new Reference(line.profileId(), Objects.requireNonNullElse(line.profileName(), "")),
                line.chargerId() == null ? null : new Reference(line.chargerId(), line.chargerName()),
                line.chargerName(),
                line.sessionId(),
                line.cpoCdrId(),
                line.agreementId(),
                line.correction(),
                line.cause(),
                line.startedAt(),
                line.endedAt(),
                line.chargedOn(),
                line.kwh(),
                line.status(),
                line.reason(),
                line.priceSource(),
                amount(line.currency(), line.pricePerKwh(), false),
                amount(line.currency(), line.amount(), true),
                line.createdAt());
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
