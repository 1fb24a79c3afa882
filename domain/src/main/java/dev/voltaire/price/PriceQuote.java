package dev.voltaire.price;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a driver was told.
///
/// @param kwh and `minutes`: the charge that was assumed
/// @param total before tax, in `currency`
/// @param working of the tariff engine
/// @param exchange how the operator's currency was converted; absent where nothing was
/// @param adHoc what paying at the charger would cost by the operator's own tariff for that, when it has stated one
/// @param outcome once the CDR is rated
public record PriceQuote(
        UUID id,
        UUID unitId,
        String unitCountry,
        UUID profileId,
        String profileName,
        QuotedPlace place,
        BigDecimal kwh,
        int minutes,
        String currency,
        BigDecimal total,
        List<PriceLine> lines,
        JsonNode working,
        @Nullable String tariffId,
        @Nullable UUID planId,
        @Nullable Exchange exchange,
        @Nullable AdHoc adHoc,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable Outcome outcome) {

    public PriceQuote {
        lines = List.copyOf(lines);
    }

    /// @param on ISO date of the published rate
    public record Exchange(String from, BigDecimal rate, String on, String source) {}

    /// In the operator's currency; either side of the tax may be unknown.
    public record AdHoc(
            String tariffId,
            String currency,
            @Nullable BigDecimal exclVat,
            @Nullable BigDecimal inclVat) {}

    /// @param expected what the quote's terms make of what was really used
    /// @param charged at first; re-rating may have changed it since
    /// @param deviation charged minus expected
    public record Outcome(
            UUID mspCdrId,
            @Nullable BigDecimal expected,
            @Nullable BigDecimal charged,
            @Nullable BigDecimal deviation,
            Instant comparedAt) {}

    public BigDecimal of(PricePart part) {
        return lines.stream()
                .filter(line -> line.part() == part)
                .map(PriceLine::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
