package dev.voltaire.spending;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A policy as it was entered. With a profile or a token it is for that one; otherwise for the unit and those below it.
///
/// @param eachProfile the budget is for every profile apart, not for all of the unit together
public record SpendingPolicy(
        UUID id,
        int revision,
        String name,
        UUID unitId,
        String unitName,
        @Nullable UUID profileId,
        @Nullable String profileName,
        @Nullable UUID tokenId,
        @Nullable String visualNumber,
        boolean eachProfile,
        String currency,
        PolicyTerms terms,
        Instant createdAt,
        String createdBy,
        @Nullable Instant endedAt) {}
