package dev.voltaire.reimbursement;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// Somebody said what a home session was for.
public record SessionPurposeAssigned(UUID sessionId) implements OutboxEvent {}
