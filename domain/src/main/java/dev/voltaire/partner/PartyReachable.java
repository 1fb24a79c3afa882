package dev.voltaire.partner;

import dev.voltaire.outbox.OutboxEvent;
import dev.voltaire.value.PartyId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A party behind a hub can be reached, for the first time or again. Nobody replays what it and we missed of each
/// other.
///
/// @param awaySince when the hub said that it could not be reached; absent for a party that is new
public record PartyReachable(
        UUID partnerId, PartyId party, @Nullable Instant awaySince) implements OutboxEvent {}
