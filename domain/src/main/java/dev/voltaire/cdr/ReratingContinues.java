package dev.voltaire.cdr;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A re-rating has more to do.
public record ReratingContinues(UUID runId) implements OutboxEvent {}
