package dev.voltaire.command;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/// Gives up on commands whose result never came: partners do not repeat a lost result.
@ApplicationScoped
class CommandTimer implements RecurringJob {
    private final RoamingCommands commands;

    @Inject
    CommandTimer(RoamingCommands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "roaming-command-timer";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.of(Duration.ofSeconds(5));
    }

    @Override
    public void run() {
        commands.expire();
    }
}
