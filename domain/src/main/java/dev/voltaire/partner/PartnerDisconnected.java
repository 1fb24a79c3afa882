package dev.voltaire.partner;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A partner was unregistered by either side: all automated traffic with it ends.
public record PartnerDisconnected(UUID partnerId) implements OutboxEvent {}
