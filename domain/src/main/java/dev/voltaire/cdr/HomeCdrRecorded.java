package dev.voltaire.cdr;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A home session has its CDR. A session corrected later has another one, which replaces what the first one said.
public record HomeCdrRecorded(UUID cpoCdrId, UUID sessionId) implements OutboxEvent {}
