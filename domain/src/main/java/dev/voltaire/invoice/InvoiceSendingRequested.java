package dev.voltaire.invoice;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// An invoice is to be mailed.
///
/// @param requestId tells one sending from the next
public record InvoiceSendingRequested(UUID invoiceId, String recipient, UUID requestId, String actor)
        implements OutboxEvent {}
