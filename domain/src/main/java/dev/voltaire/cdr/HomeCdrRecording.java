package dev.voltaire.cdr;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.session.HomeSessionCompleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// A home session that has its energy gets its CDR.
@ApplicationScoped
class HomeCdrRecording implements OutboxHandler<HomeSessionCompleted> {
    private final HomeCdrs cdrs;

    @Inject
    HomeCdrRecording(HomeCdrs cdrs) {
        this.cdrs = cdrs;
    }

    @Override
    public Class<HomeSessionCompleted> eventType() {
        return HomeSessionCompleted.class;
    }

    @Override
    public String name() {
        return "home-cdr-recording";
    }

    @Override
    public void handle(HomeSessionCompleted event) {
        cdrs.record(event.sessionId());
    }
}
