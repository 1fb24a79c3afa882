package dev.voltaire.command;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A command waits to be carried to its partner.
public record RoamingCommandRequested(UUID commandId) implements OutboxEvent {}
