package dev.voltaire.audit;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// Links new audit events into the chain. The scheduler lets only one node do it at a time.
@ApplicationScoped
class AuditChain implements RecurringJob {
    private static final int BATCH = 500;

    private final AuditRepository repository;

    @Inject
    AuditChain(AuditRepository repository) {
        this.repository = repository;
    }

    @Override
    public String name() {
        return "audit-chain";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.ofSeconds(5);
    }

    @Override
    public void run() {
        while (QuarkusTransaction.requiringNew().call(() -> repository.chain(BATCH)) == BATCH) {
            // the rest of a burst
        }
    }
}
