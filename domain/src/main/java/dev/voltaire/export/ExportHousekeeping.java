package dev.voltaire.export;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// Throws files away when their time is over.
@ApplicationScoped
class ExportHousekeeping implements RecurringJob {
    private final ExportJobs jobs;

    @Inject
    ExportHousekeeping(ExportJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public String name() {
        return "export-housekeeping";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.ofHours(1);
    }

    @Override
    public void run() {
        jobs.expire();
    }
}
