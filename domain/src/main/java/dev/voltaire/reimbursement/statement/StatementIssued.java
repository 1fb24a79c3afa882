package dev.voltaire.reimbursement.statement;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A month of a driver was closed.
public record StatementIssued(UUID statementId) implements OutboxEvent {}
