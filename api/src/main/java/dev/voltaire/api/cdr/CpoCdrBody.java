package dev.voltaire.api.cdr;

import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.Reference;
import dev.voltaire.cdr.CdrOrigin;
import dev.voltaire.cdr.CostComponent;
import dev.voltaire.cdr.CostTable;
import dev.voltaire.cdr.CpoCdrDetail;
import dev.voltaire.cdr.CpoCdrs;
import dev.voltaire.cdr.Finding;
import dev.voltaire.cdr.StatedCdr;
import dev.voltaire.cdr.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A CPO CDR on its page: what the operator stated, what we calculate, in its currency and in the base currency.
@Schema(name = "CpoCdr")
public record CpoCdrBody(
        UUID id,
        String cdrId,
        CdrOrigin origin,
        @Nullable Reference partner,
        @Nullable Reference invoice,
        @Nullable UUID sessionId,
        @Nullable String sessionReference,
        @Nullable UUID mspCdrId,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long durationSeconds,
        @Nullable BigDecimal energyKwh,
        @Nullable String remark,
        boolean credit,
        @Nullable String creditReference,
        @Nullable String invoiceReference,
        boolean homeChargingCompensation,
        Instant receivedAt,
        StatedCdrBody.Location location,
        StatedCdrBody.Authorization authorization,
        List<Cost> costs,
        Cost total,

        @Schema(description = "How the calculated costs came into the base currency; absent when no rate was known")
        @Nullable
        Exchange exchange,

        @Nullable Verdict verdict,
        @Nullable Amount difference,

        @Schema(description = "PASS, SUSPICIOUS, REJECTED; absent until assessed") @Nullable
        String plausibility,

        List<Finding> findings) {

    /// One row of the cost table; the component is absent in the total.
    @Schema(name = "CpoCdrCost")
    public record Cost(
            @Nullable CostComponent component, Price received, Price calculatedLocal, Price calculatedBase) {}

    /// An amount, or why there is none.
    @Schema(name = "CpoCdrPrice")
    public record Price(@Nullable Amount amount, @Nullable Missing reason) {
        static Price of(@Nullable Amount amount) {
            return new Price(amount, amount == null ? Missing.PRICE_NOT_AVAILABLE : null);
        }
    }

    @Schema(name = "MissingPriceReason")
    public enum Missing {
        PRICE_NOT_AVAILABLE
    }

    /// Units of the base currency for one unit of the CDR's, as published on a day.
    @Schema(name = "CdrExchange")
    public record Exchange(String currency, BigDecimal rate, String on, String source) {}

    /// A row of the list. `verdict` and `plausibility` are absent until the record has been assessed.
    @Schema(name = "CpoCdrSummary")
    public record Summary(
            UUID id,
            CdrOrigin origin,
            String countryCode,
            String partyId,
            String cdrId,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String evseId,
            @Nullable String locationName,
            @Nullable BigDecimal energyKwh,
            @Nullable Amount total,
            boolean credit,
            Instant receivedAt,
            @Nullable Verdict verdict,
            @Nullable String plausibility,
            @Nullable UUID mspCdrId,
            @Nullable Reference invoice) {
        static Summary of(CpoCdrs.Summary row) {
            return new Summary(
                    row.id(),
                    row.origin(),
                    row.countryCode(),
                    row.partyId(),
                    row.cdrId(),
                    row.startedAt(),
                    row.endedAt(),
                    row.evseId(),
                    row.locationName(),
                    row.energyKwh(),
                    CdrValues.amount(row.currency(), row.totalCost()),
                    row.credit(),
                    row.receivedAt(),
                    row.verdict(),
                    row.plausibility(),
                    row.mspCdrId(),
                    CdrValues.reference(row.invoiceId(), row.invoiceReference()));
        }
    }

    static CpoCdrBody of(CpoCdrDetail cdr) {
        StatedCdr stated = cdr.stated();
        CostTable.Conversion exchange = cdr.exchange();
        String base = exchange == null ? null : exchange.currency();
        CostTable table = cdr.costs();
        return new CpoCdrBody(
                cdr.id(),
                stated.cdrId(),
                stated.origin(),
                CdrValues.reference(cdr.partnerId(), stated.place().operatorName()),
                CdrValues.reference(cdr.mspInvoiceId(), cdr.mspInvoiceReference()),
                cdr.sessionId(),
                stated.sessionReference(),
                cdr.mspCdrId(),
                stated.startedAt(),
                stated.endedAt(),
                stated.durationSeconds(),
                stated.energyKwh(),
                stated.remark(),
                stated.credit(),
                cdr.creditReference(),
                cdr.invoiceReference(),
                cdr.homeChargingCompensation(),
                cdr.receivedAt(),
                StatedCdrBody.Location.of(stated),
                StatedCdrBody.Authorization.of(stated.authorisation()),
                Arrays.stream(CostComponent.values())
                        .filter(component -> component != CostComponent.ADDITIONAL)
                        .map(component -> cost(component, table, cdr.currency(), base))
                        .toList(),
                cost(null, table, cdr.currency(), base),
                exchange == null
                        ? null
                        : new Exchange(exchange.currency(), exchange.rate(), exchange.on(), exchange.source()),
                cdr.verdict(),
                CdrValues.amount(cdr.currency(), cdr.difference()),
                cdr.plausibility(),
                cdr.findings());
    }

    private static Cost cost(
            @Nullable CostComponent component,
            @Nullable CostTable table,
            @Nullable String currency,
            @Nullable String base) {
        CostTable.Row row = table == null ? null : table.row(component);
        return new Cost(
                component,
                Price.of(CdrValues.amount(currency, row == null ? null : row.received())),
                Price.of(CdrValues.amount(currency, row == null ? null : row.calculatedLocal())),
                Price.of(CdrValues.amount(base, row == null ? null : row.calculatedBase())));
    }
}
