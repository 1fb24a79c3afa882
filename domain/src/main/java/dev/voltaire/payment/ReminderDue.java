package dev.voltaire.payment;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A customer is to be reminded of an invoice.
///
/// @param step from 1
public record ReminderDue(UUID invoiceId, int step) implements OutboxEvent {}
