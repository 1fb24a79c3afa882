package dev.voltaire.identity;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A user is to receive a link by mail. The secret of the link is made when the mail is, so it is stored nowhere.
public record AccountLinkRequested(UUID userId, AccountLink.Purpose purpose) implements OutboxEvent {}
