package dev.voltaire.invoice;

import dev.voltaire.value.PartyId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// What the customer quotes beside the number: `NL-EUR-20240908085708-NLVLT-4079`, with six hexadecimal digits behind
/// it when two invoices of a unit share the second. Not the legal number.
public final class InvoiceReference {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final int SUFFIX = 6;

    private InvoiceReference() {}

    /// @param country of the customer, ISO 3166-1 alpha-2
    /// @param collidesAs the invoice's id when the reference without a suffix is taken
    static String of(
            String country,
            CurrencyUnit currency,
            Instant finalisedAt,
            PartyId provider,
            long unitNumber,
            @Nullable UUID collidesAs) {
        String reference = "%s-%s-%s-%s%s-%d"
                .formatted(
                        country,
                        currency.getCode(),
                        SECOND.format(finalisedAt.atOffset(ZoneOffset.UTC)),
                        provider.countryCode(),
                        provider.partyId(),
                        unitNumber);
        return collidesAs == null ? reference : reference + "-" + lastDigits(collidesAs);
    }

    /// The end of a UUIDv7 is random, its beginning is the time.
    private static String lastDigits(UUID id) {
        String digits = id.toString();
        return digits.substring(digits.length() - SUFFIX);
    }
}
