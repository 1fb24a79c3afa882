package dev.voltaire.api.cdr;

import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.Reference;
import dev.voltaire.cdr.ApprovalAction;
import dev.voltaire.cdr.ApprovalState;
import dev.voltaire.cdr.CostComponent;
import dev.voltaire.cdr.MspCdrDetail;
import dev.voltaire.cdr.MspCdrVersion;
import dev.voltaire.cdr.StatedCdr;
import dev.voltaire.cdr.VersionReason;
import dev.voltaire.price.PriceQuote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An MSP CDR on its page, in one of its versions.
@Schema(name = "MspCdr")
public record MspCdrDetailBody(
        UUID id,
        String cdrId,
        int version,
        int currentVersion,
        VersionReason versionReason,
        Instant versionCreatedAt,
        UUID cpoCdrId,
        @Nullable UUID sessionId,
        @Nullable String sessionReference,
        @Nullable Reference invoice,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long durationSeconds,
        @Nullable BigDecimal energyKwh,
        @Nullable String remark,
        ApprovalState approvalState,
        @Nullable String approvalNote,
        Instant approvalChangedAt,
        @Nullable String approvalChangedBy,
        boolean credit,
        @Nullable UUID creditsMspCdrId,
        boolean billable,
        boolean priceCalculated,
        List<Cost> costs,
        @Nullable Amount totalExclVat,

        @Schema(
                description =
                        "Taxed as on its invoice; before there is one, with the standard rate of the unit's country. "
                                + "Absent when unknown")
        @Nullable
        Amount totalInclVat,

        @Schema(description = "How its invoice taxes it") @Nullable
        Vat vat,

        @Nullable Reference tariffPlan,

        @Schema(description = "What the driver was told before, when charging was started with a price quote") @Nullable
        Quoted quote,

        Reference orgUnit,
        @Nullable Reference profile,
        Reference token,
        StatedCdrBody.Authorization authorization,
        StatedCdrBody.Location location,
        Set<ApprovalAction> allowedActions) {

    /// A component without an amount was not charged.
    @Schema(name = "MspCdrCost")
    public record Cost(CostComponent component, @Nullable Amount amount) {}

    /// A decision about tax, with the rule that made it.
    @Schema(name = "MspCdrVat")
    public record Vat(
            @Schema(examples = "ELECTRICITY_REVERSE_CHARGE") String rule, String category, BigDecimal percent) {}

    /// The price quote beside what was charged.
    ///
    /// @param expected what the quote's terms make of what was really used
    /// @param deviation this version's total minus what was expected
    @Schema(name = "MspCdrQuote")
    public record Quoted(
            UUID id,
            BigDecimal assumedKwh,
            @Nullable Amount quoted,
            @Nullable Amount expected,
            @Nullable Amount deviation) {
        static Quoted of(PriceQuote quote, @Nullable BigDecimal charged) {
            PriceQuote.Outcome outcome = quote.outcome();
            BigDecimal expected = outcome == null ? null : outcome.expected();
            return new Quoted(
                    quote.id(),
                    quote.kwh(),
                    CdrValues.amount(quote.currency(), quote.total()),
                    CdrValues.amount(quote.currency(), expected),
                    expected == null || charged == null
                            ? null
                            : CdrValues.amount(quote.currency(), charged.subtract(expected)));
        }
    }

    /// A version in the selector; the invoice is the one it is pinned to.
    @Schema(name = "MspCdrVersion")
    public record Version(
            int version,
            boolean current,
            VersionReason reason,
            List<Cost> costs,
            @Nullable Amount totalExclVat,
            Instant createdAt,
            @Nullable Reference invoice) {
        static Version of(MspCdrVersion version) {
            return new Version(
                    version.version(),
                    version.current(),
                    version.reason(),
                    costRows(version.currency(), version.costs()),
                    CdrValues.amount(version.currency(), version.totalExclVat()),
                    version.createdAt(),
                    CdrValues.reference(version.invoiceId(), version.invoiceReference()));
        }
    }

    static MspCdrDetailBody of(MspCdrDetail cdr, @Nullable BigDecimal vatPercent, @Nullable PriceQuote quote) {
        StatedCdr stated = cdr.stated();
        BigDecimal net = cdr.totalExclVat();
        return new MspCdrDetailBody(
                cdr.id(),
                cdr.cdrId(),
                cdr.version(),
                cdr.currentVersion(),
                cdr.reason(),
                cdr.versionCreatedAt(),
                cdr.cpoCdrId(),
                cdr.sessionId(),
                stated.sessionReference(),
                CdrValues.reference(cdr.invoiceId(), cdr.invoiceReference()),
                stated.startedAt(),
                stated.endedAt(),
                stated.durationSeconds(),
                stated.energyKwh(),
                stated.remark(),
                cdr.approvalState(),
                cdr.approvalNote(),
                cdr.approvalChangedAt(),
                cdr.approvalChangedBy(),
                cdr.credit(),
                cdr.creditsMspCdrId(),
                cdr.billable(),
                net != null,
                costRows(cdr.currency(), cdr.costs()),
                CdrValues.amount(cdr.currency(), net),
                net == null || vatPercent == null
                        ? null
                        : CdrValues.rounded(cdr.currency(), net.add(net.multiply(vatPercent.movePointLeft(2)))),
                vat(cdr),
                CdrValues.reference(cdr.planId(), cdr.planName()),
                quote == null ? null : Quoted.of(quote, net),
                new Reference(cdr.unitId(), cdr.unitLabel()),
                CdrValues.reference(cdr.profileId(), cdr.profileName()),
                new Reference(cdr.tokenId(), cdr.visualNumber() == null ? "" : cdr.visualNumber()),
                StatedCdrBody.Authorization.of(stated.authorisation()),
                StatedCdrBody.Location.of(stated),
                cdr.approvalState().allowed(cdr.invoiceId() != null));
    }

    private static @Nullable Vat vat(MspCdrDetail cdr) {
        String rule = cdr.vatRule();
        String category = cdr.vatCategory();
        BigDecimal percent = cdr.vatPercent();
        return rule == null || category == null || percent == null ? null : new Vat(rule, category, percent);
    }

    private static List<Cost> costRows(String currency, Map<CostComponent, BigDecimal> costs) {
        return Arrays.stream(CostComponent.values())
                .map(component -> new Cost(component, CdrValues.amount(currency, costs.get(component))))
                .toList();
    }
}
