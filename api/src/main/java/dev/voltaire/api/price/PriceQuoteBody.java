package dev.voltaire.api.price;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.Reference;
import dev.voltaire.price.PricePart;
import dev.voltaire.price.PriceQuote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What charging will cost, with every component and whose share it is (AFIR Art. 5(5)). Amounts are before tax unless
/// they say otherwise. A quote never changes.
@Schema(name = "PriceQuote")
public record PriceQuoteBody(
        UUID id,
        Reference profile,
        @Nullable String evseId,
        String connectorId,
        @Nullable String powerType,
        String countryCode,
        String partyId,

        @Schema(description = "The charge that was assumed") BigDecimal kwh,

        int minutes,
        List<PriceValues.Line> lines,
        @Schema(description = "Of the operator") Amount operatorTotal,

        @Schema(description = "Our margin, or the whole price where our own tariff holds")
        Amount providerTotal,

        @Schema(description = "For roaming") Amount roamingTotal,
        Amount totalExclVat,

        @Schema(description = "With the standard rate of the unit's country. Absent when unknown") @Nullable
        Amount totalInclVat,

        @Schema(description = "The operator's tariff; absent where our own holds") @Nullable
        String tariffId,

        @Nullable UUID tariffPlanId,

        @Schema(description = "How the operator's currency was converted") @Nullable
        Exchange exchange,

        @Schema(description = "What paying at the charger would cost, when its operator has stated a tariff for that")
        @Nullable
        AdHoc adHoc,

        @Schema(description = "How the tariff engine came to it, line by line", implementation = Object.class)
        JsonNode working,

        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant usedAt,

        @Schema(description = "What was charged in the end") @Nullable
        Outcome outcome) {

    @Schema(name = "PriceQuoteExchange")
    public record Exchange(String from, BigDecimal rate, String on, String source) {}

    @Schema(name = "AdHocPrice")
    public record AdHoc(
            String tariffId,
            @Nullable Amount totalExclVat,
            @Nullable Amount totalInclVat) {}

    /// @param expected what the quote's terms make of what was really used
    /// @param deviation charged minus expected
    @Schema(name = "PriceQuoteOutcome")
    public record Outcome(
            UUID mspCdrId,
            @Nullable Amount expected,
            @Nullable Amount charged,
            @Nullable Amount deviation,
            Instant comparedAt) {
        static Outcome of(String currency, PriceQuote.Outcome outcome) {
            return new Outcome(
                    outcome.mspCdrId(),
                    PriceValues.maybe(currency, outcome.expected()),
                    PriceValues.maybe(currency, outcome.charged()),
                    PriceValues.maybe(currency, outcome.deviation()),
                    outcome.comparedAt());
        }
    }

    static PriceQuoteBody of(PriceQuote quote, @Nullable BigDecimal vatPercent) {
        String currency = quote.currency();
        PriceQuote.Exchange exchange = quote.exchange();
        PriceQuote.AdHoc adHoc = quote.adHoc();
        PriceQuote.Outcome outcome = quote.outcome();
        return new PriceQuoteBody(
                quote.id(),
                new Reference(quote.profileId(), quote.profileName()),
                quote.place().evseId(),
                quote.place().connectorId(),
                quote.place().powerType(),
                quote.place().countryCode(),
                quote.place().partyId(),
                quote.kwh(),
                quote.minutes(),
                PriceValues.lines(currency, quote.lines()),
                PriceValues.amount(currency, quote.of(PricePart.OPERATOR)),
                PriceValues.amount(currency, quote.of(PricePart.PROVIDER)),
                PriceValues.amount(currency, quote.of(PricePart.ROAMING)),
                PriceValues.amount(currency, quote.total()),
                vatPercent == null ? null : PriceValues.withVat(currency, quote.total(), vatPercent),
                quote.tariffId(),
                quote.planId(),
                exchange == null
                        ? null
                        : new Exchange(exchange.from(), exchange.rate(), exchange.on(), exchange.source()),
                adHoc == null
                        ? null
                        : new AdHoc(
                                adHoc.tariffId(),
                                PriceValues.maybe(adHoc.currency(), adHoc.exclVat()),
                                PriceValues.maybe(adHoc.currency(), adHoc.inclVat())),
                quote.working(),
                quote.createdAt(),
                quote.expiresAt(),
                quote.usedAt(),
                outcome == null ? null : Outcome.of(currency, outcome));
    }
}
