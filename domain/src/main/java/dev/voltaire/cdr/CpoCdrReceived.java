package dev.voltaire.cdr;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// An operator's CDR was stored.
public record CpoCdrReceived(UUID cpoCdrId) implements OutboxEvent {}
