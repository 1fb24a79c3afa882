package dev.voltaire.payment;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A provider told us something; it is stored.
record PaymentEventReceived(UUID eventId) implements OutboxEvent {}
