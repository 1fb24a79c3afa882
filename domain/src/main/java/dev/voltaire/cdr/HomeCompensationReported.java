package dev.voltaire.cdr;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// An operator's CDR, or a credit of one, says that the driver charged at home; it has been assessed.
public record HomeCompensationReported(UUID cpoCdrId) implements OutboxEvent {}
