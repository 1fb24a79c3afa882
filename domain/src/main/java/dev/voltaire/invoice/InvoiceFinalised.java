package dev.voltaire.invoice;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// An invoice has its number: its documents can be made.
public record InvoiceFinalised(UUID invoiceId) implements OutboxEvent {}
