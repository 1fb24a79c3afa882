package dev.voltaire.charger;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What must be known of a charger to open its socket and to authorise at it, read by its identity.
///
/// @param nextPassword sent to the charger, which has not said whether it took it
/// @param moves whether it has accepted to move to a higher security profile
public record ChargerAccess(
        UUID id,
        String identity,
        UUID organisationUnitId,
        Set<UUID> allowedProfileIds,
        Registration registration,
        int minimumSecurity,
        ChargerPassword password,
        @Nullable ChargerPassword nextPassword,
        boolean moves,
        @Nullable Integer startDelayMillis,
        Quirks quirks) {}
