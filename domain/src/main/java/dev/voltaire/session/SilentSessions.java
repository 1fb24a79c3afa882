package dev.voltaire.session;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import dev.voltaire.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Ends home sessions whose charger has fallen silent with their last reading, flagged for review. The real end, when
/// it comes after all, replaces the assumed one.
@ApplicationScoped
class SilentSessions implements RecurringJob {
    private static final int BATCH = 100;

    private final HomeSessionRepository sessions;
    private final Outbox outbox;
    private final Clock clock;
    private final Duration silence;

    /// @param silence since the last message of the session
    @Inject
    SilentSessions(
            HomeSessionRepository sessions,
            Outbox outbox,
            Clock clock,
            @ConfigProperty(name = "voltaire.session.silence", defaultValue = "48H") Duration silence) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.clock = clock;
        this.silence = silence;
    }

    @Override
    public String name() {
        return "silent-home-sessions";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.ofMinutes(10);
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        while (closeSome(now) == BATCH) {
            // the rest after a long failure
        }
    }

    private int closeSome(Instant now) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<UUID> closed = sessions.closeSilent(now.minus(silence), now, BATCH);
            closed.forEach(session -> outbox.publish(new HomeSessionCompleted(session)));
            return closed.size();
        });
    }
}
