package dev.voltaire.reimbursement.statement;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// The employer takes the cost: the driver is to be paid and the company charged (`reimbursement_debit`).
public record StatementApproved(UUID statementId) implements OutboxEvent {}
