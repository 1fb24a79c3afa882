package dev.voltaire.exchange;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// Somebody wants a message of a partner taken in again.
public record ReplayRequested(UUID replayId) implements OutboxEvent {}
