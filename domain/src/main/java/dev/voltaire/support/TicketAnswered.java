package dev.voltaire.support;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// The support team wrote something that the person who opened the ticket is to read.
public record TicketAnswered(UUID ticketId, UUID messageId) implements OutboxEvent {}
