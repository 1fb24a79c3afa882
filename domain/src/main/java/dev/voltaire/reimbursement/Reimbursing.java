package dev.voltaire.reimbursement;

import dev.voltaire.cdr.HomeCdrRecorded;
import dev.voltaire.outbox.OutboxHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;

/// Pays back what a home session used. Sessions that do not count are recorded with the reason.
@ApplicationScoped
class Reimbursing implements OutboxHandler<HomeCdrRecorded> {
    private static final int AT_ONCE = 50;

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
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public void handle(HomeCdrRecorded event) {
        handleAll(List.of(event));
    }

    @Override
    public void handleAll(List<HomeCdrRecorded> events) {
        settling.settleSessions(
                events.stream().map(HomeCdrRecorded::sessionId).collect(Collectors.toSet()), Cause.CORRECTED);
    }
}
