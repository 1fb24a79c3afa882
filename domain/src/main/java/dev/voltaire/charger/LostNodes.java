package dev.voltaire.charger;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/// Takes nodes that crashed out of the connection registry: their chargers are not online.
@ApplicationScoped
class LostNodes implements RecurringJob {
    private final ChargerPresence presence;
    private final Clock clock;

    @Inject
    LostNodes(ChargerPresence presence, Clock clock) {
        this.presence = presence;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "charger-lost-nodes";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.ofSeconds(10);
    }

    @Override
    public void run() {
        presence.release(null, clock.instant());
    }
}
