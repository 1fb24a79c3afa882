package dev.voltaire.partner;

import dev.voltaire.outbox.OutboxEvent;
import dev.voltaire.value.PartyId;
import java.util.UUID;

/// A party behind a hub can be reached, for the first time or again. Nobody replays what it and we missed of each
/// other.
public record PartyReachable(UUID partnerId, PartyId party) implements OutboxEvent {}
