package dev.voltaire.partner;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A partner is to be told of other tokens than before, or in another way.
public record PartnerAdjusted(UUID partnerId) implements OutboxEvent {}
