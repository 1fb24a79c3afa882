package dev.voltaire.payment;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// A link is to be mailed. The token is nowhere else; the row goes with the mail.
public record PaymentLinkCreated(UUID linkId, String token) implements OutboxEvent {
    @Override
    public String toString() {
        return "PaymentLinkCreated[linkId=" + linkId + "]";
    }
}
