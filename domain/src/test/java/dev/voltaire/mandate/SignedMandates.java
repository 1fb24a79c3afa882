package dev.voltaire.mandate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Mandates as somebody signed them.
public final class SignedMandates {
    private SignedMandates() {}

    public static Mandate of(String holder, String reference, Mandate.Scheme scheme, @Nullable String bic) {
        return new Mandate(
                UUID.randomUUID(),
                reference,
                new Mandate.Signed(scheme, holder, "DE89370400440532013000", bic, LocalDate.parse("2026-01-15")),
                "test",
                Instant.parse("2026-01-15T09:00:00Z"));
    }
}
