package dev.voltaire.payment;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// Money is to be given back by its provider.
record RefundRequested(UUID paymentId) implements OutboxEvent {}
