package dev.voltaire.cdr;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// An operator took a CDR of its own back, in full or in part.
public record CpoCdrCredited(UUID creditCpoCdrId, UUID creditedCpoCdrId) implements OutboxEvent {}
