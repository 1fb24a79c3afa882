package dev.voltaire.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes the dispatcher of this node when something was published here. Other nodes find it by polling.
@ApplicationScoped
class OutboxSignal {
    private final Semaphore pending = new Semaphore(0);

    void wake() {
        pending.release();
    }

    /// Returns after a wake-up or when the time is over. Wake-ups that came together count as one.
    void await(Duration longest) throws InterruptedException {
        if (pending.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            pending.drainPermits();
        }
    }
}
