package dev.voltaire.reimbursement;

import dev.voltaire.outbox.OutboxHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// Settles a session by what it was for.
@ApplicationScoped
class PurposeTaken implements OutboxHandler<SessionPurposeAssigned> {
    private final Settling settling;

    @Inject
    PurposeTaken(Settling settling) {
        this.settling = settling;
    }

    @Override
    public Class<SessionPurposeAssigned> eventType() {
        return SessionPurposeAssigned.class;
    }

    @Override
    public String name() {
        return "reimbursing-purpose";
    }

    @Override
    public void handle(SessionPurposeAssigned event) {
        settling.settleSession(event.sessionId(), Cause.PURPOSE_CHANGED);
    }
}
