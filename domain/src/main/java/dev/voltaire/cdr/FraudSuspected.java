package dev.voltaire.cdr;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A CDR shows that a token is used by somebody else.
public record FraudSuspected(UUID cpoCdrId, UUID tokenId) implements OutboxEvent {}
