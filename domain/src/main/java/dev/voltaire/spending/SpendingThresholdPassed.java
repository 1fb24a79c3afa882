package dev.voltaire.spending;

import dev.voltaire.outbox.OutboxEvent;
import java.time.Instant;
import java.util.UUID;

/// A holder has spent this share, in percent, of a budget.
public record SpendingThresholdPassed(UUID policyId, UUID holderId, Instant periodStart, int threshold)
        implements OutboxEvent {}
