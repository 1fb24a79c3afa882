package dev.voltaire.tariff.store;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A tariff as a partner sent it.
///
/// @param startsAt the beginning of its own validity, where it names one
/// @param contentHash over everything but the time of update
/// @param raw its JSON
public record ReceivedTariff(
        UUID partnerId,
        String countryCode,
        String partyId,
        String tariffId,
        @Nullable String currency,
        @Nullable String type,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        Instant lastUpdated,
        byte[] contentHash,
        String raw) {
    public ReceivedTariff {
        countryCode = countryCode.toUpperCase(Locale.ROOT);
        partyId = partyId.toUpperCase(Locale.ROOT);
    }

    String key() {
        return tariffId.toLowerCase(Locale.ROOT);
    }
}
