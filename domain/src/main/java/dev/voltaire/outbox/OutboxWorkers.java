package dev.voltaire.outbox;

import dev.voltaire.job.Role;
import dev.voltaire.job.Roles;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// The threads of a worker node that carry out consequences: woken by what is published here, polling for the rest.
@ApplicationScoped
class OutboxWorkers {
    private static final Logger LOG = Logger.getLogger(OutboxWorkers.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final OutboxDispatcher dispatcher;
    private final OutboxSignal signal;
    private final OutboxWatch watch;
    private final Roles roles;
    private final int threads;
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean stopping;

    @Inject
    OutboxWorkers(
            OutboxDispatcher dispatcher,
            OutboxSignal signal,
            OutboxWatch watch,
            Roles roles,
            @ConfigProperty(name = "voltaire.outbox.threads", defaultValue = "4") int threads) {
        this.dispatcher = dispatcher;
        this.signal = signal;
        this.watch = watch;
        this.roles = roles;
        this.threads = threads;
    }

    void start(@Observes StartupEvent started) {
        if (!roles.has(Role.WORKER)) {
            return;
        }
        workers.add(Thread.ofVirtual().name("outbox-watch").start(this::watch));
        for (int i = 1; i <= threads; i++) {
            // of the platform: a handler may compute for long, and virtual threads give way to no other before they
            // wait
            workers.add(Thread.ofPlatform().daemon().name("outbox-" + i).start(this::work));
        }
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stopping = true;
        workers.forEach(worker -> signal.wake());
        for (Thread worker : workers) {
            worker.join(LONGEST_STOP);
        }
    }

    private void work() {
        while (!stopping) {
            try {
                while (!stopping && dispatcher.carryOutNext()) {
                    // drain what is due; a colleague may take the next one at the same time
                    signal.wake();
                }
                if (!stopping) {
                    signal.await(POLL);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException unreachable) {
                // the database is away: nothing is lost, the rows wait there
                LOG.warn("Outbox cannot be read and will be retried", unreachable);
                pause();
            }
        }
    }

    private void watch() {
        while (!stopping) {
            try {
                watch.countNowAndThen();
            } catch (RuntimeException unreachable) {
                LOG.debug("The outbox cannot be counted and will be again", unreachable);
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
