package dev.voltaire.cdr;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.session.HomeSessionCompleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;

/// A home session that has its energy gets its CDR.
@ApplicationScoped
class HomeCdrRecording implements OutboxHandler<HomeSessionCompleted> {
    private static final int AT_ONCE = 50;

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
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public void handle(HomeSessionCompleted event) {
        handleAll(List.of(event));
    }

    @Override
    public void handleAll(List<HomeSessionCompleted> events) {
        cdrs.record(events.stream().map(HomeSessionCompleted::sessionId).collect(Collectors.toSet()));
    }
}
