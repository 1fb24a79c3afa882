package dev.voltaire.token;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// Something that partners know of a token changed; `version` is the token's version after the change.
public record TokenChanged(UUID tokenId, long version) implements OutboxEvent {}
