package dev.voltaire.cdr;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A CDR was rated whose driver may have been told a price before.
public record QuotedCdrRated(UUID cpoCdrId) implements OutboxEvent {}
