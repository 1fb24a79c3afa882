package dev.voltaire.cdr;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A CPO CDR and what we make of it; what follows from the assessment is absent until it has been made.
public record CpoCdrDetail(
        UUID id,
        StatedCdr stated,
        @Nullable UUID partnerId,
        Instant receivedAt,
        @Nullable String currency,
        @Nullable BigDecimal totalCost,
        @Nullable String creditReference,
        @Nullable String invoiceReference,
        boolean homeChargingCompensation,
        @Nullable UUID sessionId,
        @Nullable UUID mspCdrId,
        @Nullable UUID mspInvoiceId,
        @Nullable String mspInvoiceReference,
        @Nullable CostTable costs,
        CostTable.@Nullable Conversion exchange,
        @Nullable Verdict verdict,
        @Nullable BigDecimal difference,
        @Nullable String plausibility,
        List<Finding> findings) {}
