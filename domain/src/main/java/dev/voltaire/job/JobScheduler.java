package dev.voltaire.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.quarkus.arc.All;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Runs the recurring jobs on worker nodes.
@ApplicationScoped
class JobScheduler {
    private static final int THREADS = 4;

    private final DataSource dataSource;
    private final List<RecurringJob> jobs;
    private final Roles roles;
    private @Nullable Scheduler scheduler;

    @Inject
    JobScheduler(DataSource dataSource, @All List<RecurringJob> jobs, Roles roles) {
        this.dataSource = dataSource;
        this.jobs = jobs;
        this.roles = roles;
    }

    void start(@Observes StartupEvent started) {
        if (!roles.has(Role.WORKER)) {
            return;
        }
        List<RecurringTask<Void>> tasks = jobs.stream().map(JobScheduler::task).toList();
        Scheduler running = Scheduler.create(dataSource)
                .startTasks(tasks)
                .threads(THREADS)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(Duration.ofSeconds(5))
                .shutdownMaxWait(Duration.ofSeconds(10))
                .build();
        running.start();
        scheduler = running;
    }

    void stop(@Observes ShutdownEvent stopped) {
        if (scheduler != null) {
            scheduler.stop();
        }
    }

    private static RecurringTask<Void> task(RecurringJob job) {
        return Tasks.recurring(job.name(), job.schedule()).execute((instance, context) -> withRequestContext(job));
    }

    private static void withRequestContext(RecurringJob job) {
        ManagedContext context = Arc.container().requestContext();
        context.activate();
        try {
            job.run();
        } finally {
            context.terminate();
        }
    }
}
