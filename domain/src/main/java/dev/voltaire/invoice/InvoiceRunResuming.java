package dev.voltaire.invoice;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.identity.Caller;
import dev.voltaire.job.RecurringJob;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/// Continues runs whose node went away.
@ApplicationScoped
class InvoiceRunResuming implements RecurringJob {
    private static final Duration SURELY_OVER = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final InvoiceRunRepository runs;
    private final Invoicing invoicing;
    private final Clock clock;

    @Inject
    InvoiceRunResuming(InvoiceRunRepository runs, Invoicing invoicing, Clock clock) {
        this.runs = runs;
        this.invoicing = invoicing;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "invoice-run-resuming";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.of(PAUSE);
    }

    @Override
    public void run() {
        QuarkusTransaction.requiringNew()
                .call(() -> runs.unfinished(clock.instant().minus(SURELY_OVER)))
                .forEach(begun -> invoicing.resume(begun.id(), Caller.SYSTEM));
    }
}
