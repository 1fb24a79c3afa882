package dev.voltaire.job;

import com.github.kagkarlsson.scheduler.task.schedule.Schedule;

/// Work that recurs: a CDI bean. It runs on one worker node at a time, may be cut off by a crash and then runs again,
/// so each step commits on its own and can be repeated.
public interface RecurringJob {

    /// Stable across releases.
    String name();

    Schedule schedule();

    void run();
}
