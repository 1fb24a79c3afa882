package dev.voltaire.session;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A person has decided what counts of a home session.
public record SessionReviewed(UUID sessionId) implements OutboxEvent {}
