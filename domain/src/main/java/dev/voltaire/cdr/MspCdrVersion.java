package dev.voltaire.cdr;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One immutable version of an MSP CDR; the invoice is the one it is pinned to.
public record MspCdrVersion(
        int version,
        boolean current,
        VersionReason reason,
        String currency,
        Map<CostComponent, BigDecimal> costs,
        @Nullable BigDecimal totalExclVat,
        Instant createdAt,
        @Nullable UUID invoiceId,
        @Nullable String invoiceReference) {}
