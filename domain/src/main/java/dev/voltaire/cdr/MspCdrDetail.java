package dev.voltaire.cdr;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An MSP CDR in one of its versions.
///
/// @param vatRule by which it was decided how this version is taxed, once it is invoiced; with category and percent
public record MspCdrDetail(
        UUID id,
        int revision,
        StatedCdr stated,
        String cdrId,
        boolean credit,
        UUID cpoCdrId,
        @Nullable UUID sessionId,
        @Nullable UUID invoiceId,
        @Nullable String invoiceReference,
        ApprovalState approvalState,
        @Nullable String approvalNote,
        Instant approvalChangedAt,
        @Nullable String approvalChangedBy,
        boolean billable,
        @Nullable UUID creditsMspCdrId,
        UUID unitId,
        String unitLabel,
        String unitCountry,
        @Nullable UUID profileId,
        @Nullable String profileName,
        UUID tokenId,
        @Nullable String visualNumber,
        int currentVersion,
        int version,
        VersionReason reason,
        String currency,
        Map<CostComponent, BigDecimal> costs,
        @Nullable BigDecimal totalExclVat,
        Instant versionCreatedAt,
        @Nullable UUID planId,
        @Nullable String planName,
        @Nullable String vatRule,
        @Nullable String vatCategory,
        @Nullable BigDecimal vatPercent) {}
