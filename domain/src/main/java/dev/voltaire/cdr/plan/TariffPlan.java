package dev.voltaire.cdr.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A plan as it was entered. Its terms never change; it can only end.
///
/// @param unitId absent: for everyone who has no plan of their own
/// @param tariff the own tariff as an OCPI Tariff object
/// @param validUntil exclusive
public record TariffPlan(
        UUID id,
        int revision,
        String name,
        @Nullable UUID unitId,
        @Nullable String unitName,
        @Nullable UUID partnerGroupId,
        @Nullable String partnerGroupName,
        @Nullable ConnectorGroup connectorGroup,
        String currency,
        PlanTerms terms,
        @Nullable JsonNode tariff,
        Instant validFrom,
        @Nullable Instant validUntil,
        Instant createdAt,
        String createdBy) {}
