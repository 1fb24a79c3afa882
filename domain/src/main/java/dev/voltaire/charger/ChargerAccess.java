package dev.voltaire.charger;

import java.util.Set;
import java.util.UUID;

/// What must be known of a charger to open its socket and to authorise at it, read by its identity.
public record ChargerAccess(
        UUID id,
        String identity,
        UUID organisationUnitId,
        Set<UUID> allowedProfileIds,
        Registration registration,
        int minimumSecurity,
        ChargerPassword password,
        Quirks quirks) {}
