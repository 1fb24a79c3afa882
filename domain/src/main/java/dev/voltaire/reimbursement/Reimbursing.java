package dev.voltaire.reimbursement;

import dev.voltaire.cdr.HomeCdrRecorded;
import dev.voltaire.outbox.OutboxHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// Pays back what a home session used. Sessions that do not count are recorded with the reason.
@ApplicationScoped
class Reimbursing implements OutboxHandler<HomeCdrRecorded> {
    private final Settling settling;

    @Inject
    Reimbursing(Settling settling) {
        this.settling = settling;
    }

    @Override
    public Class<HomeCdrRecorded> eventType() {
        return HomeCdrRecorded.class;
    }

    @Override
    public String name() {
        return "reimbursing";
    }

    @Override
    public void handle(HomeCdrRecorded event) {
        settling.settleSession(event.sessionId(), Cause.CORRECTED);
    }
}
