package dev.voltaire.token;

import dev.voltaire.message.Language;
import dev.voltaire.value.ContractId;
import dev.voltaire.value.TokenUid;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A token as partners and chargers see it. `valid` is OCPI's: it works at the instant of the question, as far as the
/// token, its profile, its user and its organisation unit are concerned.
public record KnownToken(
        UUID id,
        TokenUid uid,
        TokenType type,
        ContractId contractId,
        String visualNumber,
        TokenStatus status,
        boolean valid,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        Whitelist whitelist,
        @Nullable Language language,
        @Nullable UUID profileId,
        @Nullable UUID organisationUnitId,
        long version,
        Instant lastUpdated) {}
