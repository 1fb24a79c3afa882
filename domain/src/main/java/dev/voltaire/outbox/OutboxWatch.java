package dev.voltaire.outbox;

import dev.voltaire.outbox.OutboxRepository.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the metrics say of the backlog, counted now and then by a worker and not by whoever reads the metrics.
@ApplicationScoped
class OutboxWatch {
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(15);
    private static final Backlog NONE = new Backlog(0, 0, null);

    private final OutboxRepository repository;
    private final Clock clock;
    private volatile Backlog backlog = NONE;
    private volatile Instant countedAt = Instant.EPOCH;

    @Inject
    OutboxWatch(OutboxRepository repository, Clock clock, MeterRegistry metrics) {
        this.repository = repository;
        this.clock = clock;
        Gauge.builder("voltaire.outbox.waiting", () -> backlog.waiting())
                .description("Consequences not carried out yet, failing ones included")
                .register(metrics);
        Gauge.builder("voltaire.outbox.failing", () -> backlog.failing())
                .description("Consequences that failed at least once and are being retried")
                .register(metrics);
        Gauge.builder("voltaire.outbox.delay", this::delaySeconds)
                .description("For how long the longest-due consequence has been due")
                .baseUnit("seconds")
                .register(metrics);
    }

    void countNowAndThen() {
        Instant now = clock.instant();
        if (Duration.between(countedAt, now).compareTo(BETWEEN_COUNTS) >= 0) {
            countedAt = now;
            backlog = repository.backlog(now);
        }
    }

    private double delaySeconds() {
        @Nullable Instant due = backlog.dueSince();
        return due == null
                ? 0
                : Math.max(0, Duration.between(due, clock.instant()).toSeconds());
    }
}
