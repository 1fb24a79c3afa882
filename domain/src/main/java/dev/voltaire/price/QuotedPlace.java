package dev.voltaire.price;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The connector a quote is for.
///
/// @param evseId as printed on the charger
/// @param kw what it can deliver, when known
/// @param tariffIds as its operator calls them
public record QuotedPlace(
        UUID partnerId,
        String countryCode,
        String partyId,
        String locationId,
        String evseUid,
        @Nullable String evseId,
        String connectorId,
        @Nullable String powerType,
        @Nullable BigDecimal kw,
        ZoneId zone,
        List<String> tariffIds) {}
