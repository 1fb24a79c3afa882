package dev.voltaire.api.authentication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How many requests each program has in a minute, so that one that runs wild does not slow down everybody. Counted on
/// each node by itself.
@ApplicationScoped
class ProgramBudget {
    private static final long WINDOW_SECONDS = 60;

    private final int requestsPerMinute;
    private final Clock clock;
    private final Map<UUID, Spent> spent = new ConcurrentHashMap<>();

    private record Spent(long window, int requests) {}

    /// @param remaining negative when there was none left
    /// @param resetSeconds until the budget is full again
    record Balance(int limit, int remaining, long resetSeconds) {
        boolean isOverdrawn() {
            return remaining < 0;
        }
    }

    @Inject
    ProgramBudget(
            Clock clock,
            @ConfigProperty(name = "voltaire.api-clients.requests-per-minute", defaultValue = "600")
                    int requestsPerMinute) {
        this.clock = clock;
        this.requestsPerMinute = requestsPerMinute;
    }

    Balance spend(UUID program) {
        long now = clock.instant().getEpochSecond();
        long window = now / WINDOW_SECONDS;
        Spent present = spent.merge(
                program,
                new Spent(window, 1),
                (before, first) -> before.window() == window ? new Spent(window, before.requests() + 1) : first);
        return new Balance(
                requestsPerMinute, requestsPerMinute - present.requests(), WINDOW_SECONDS - now % WINDOW_SECONDS);
    }
}
