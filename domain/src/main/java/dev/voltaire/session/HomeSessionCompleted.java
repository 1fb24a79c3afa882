package dev.voltaire.session;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A home session has its final energy. Published again when a late message corrects a session that had been closed
/// without one: the session as it is now is what counts.
public record HomeSessionCompleted(UUID sessionId) implements OutboxEvent {}
