package dev.voltaire.exchange;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes note of every message without making it wait: what is said goes into a bounded queue and is stored in batches.
/// A server that cannot keep up loses notes, never time; what was agreed is stored by the use cases, not here.
@ApplicationScoped
public class MessageLog {
    private static final Logger LOG = Logger.getLogger(MessageLog.class);
    private static final int CAPACITY = 50_000;
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int BATCH = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final MessageRepository messages;
    private final ArrayBlockingQueue<Exchange> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private volatile boolean stopping;
    private @Nullable Thread writer;

    @Inject
    MessageLog(MessageRepository messages) {
        this.messages = messages;
    }

    void start(@Observes StartupEvent started) {
        writer = Thread.ofVirtual().name("ocpi-message-log").start(this::write);
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stopping = true;
        Thread active = writer;
        if (active != null) {
            active.join(LONGEST_STOP);
        }
    }

    /// Never blocks.
    public void keep(Exchange exchange) {
        int size = exchange.size();
        if (bytes.addAndGet(size) > MOST_BYTES || !waiting.offer(exchange)) {
            bytes.addAndGet(-size);
            dropped.increment();
        }
    }

    private void write() {
        List<Exchange> batch = new ArrayList<>(BATCH);
        while (!stopping || !waiting.isEmpty()) {
            try {
                Exchange first = waiting.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                if (waiting.size() < BATCH / 10 && !stopping) {
                    Thread.sleep(PAUSE);
                }
                waiting.drainTo(batch, BATCH - 1);
                store(batch);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                batch.forEach(exchange -> bytes.addAndGet(-exchange.size()));
                batch.clear();
            }
        }
    }

    private void store(List<Exchange> batch) throws InterruptedException {
        try {
            messages.store(batch);
        } catch (RuntimeException unreachable) {
            LOG.warnf(unreachable, "Messages could not be noted, lost=%d", batch.size());
            Thread.sleep(PAUSE);
        }
        long lost = dropped.sumThenReset();
        if (lost > 0) {
            LOG.warnf("Messages were not noted because there were too many at once, lost=%d", lost);
        }
    }
}
