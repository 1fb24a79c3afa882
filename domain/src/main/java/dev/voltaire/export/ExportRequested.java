package dev.voltaire.export;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// Somebody waits for a file.
public record ExportRequested(UUID exportId) implements OutboxEvent {}
