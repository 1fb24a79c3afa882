package dev.voltaire.reimbursement;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.session.SessionReviewed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// Settles a session as the person who looked at it decided.
@ApplicationScoped
class ReviewTaken implements OutboxHandler<SessionReviewed> {
    private final Settling settling;

    @Inject
    ReviewTaken(Settling settling) {
        this.settling = settling;
    }

    @Override
    public Class<SessionReviewed> eventType() {
        return SessionReviewed.class;
    }

    @Override
    public String name() {
        return "reimbursing-reviewed";
    }

    @Override
    public void handle(SessionReviewed event) {
        settling.settleSession(event.sessionId(), Cause.REVIEWED);
    }
}
