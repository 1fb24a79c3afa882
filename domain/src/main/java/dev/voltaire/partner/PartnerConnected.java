package dev.voltaire.partner;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A partner finished the credentials exchange, for the first time, again, or with other endpoints.
public record PartnerConnected(UUID partnerId) implements OutboxEvent {}
