package dev.voltaire.ocpi.client;

import dev.voltaire.partner.PartnerSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The traffic to one partner: at most so many requests at once and in a second, none for a while after it kept
/// failing. A partner that is slow or dead holds up its own lane only.
final class Lane {
    private static final int FAILURES_TO_OPEN = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Clock clock;
    private final PartnerSettings settings;
    private final Semaphore places;
    private Instant nextSlot;
    private Instant closedUntil = Instant.MIN;
    private int failures;
    private Duration pause = FIRST_PAUSE;

    Lane(PartnerSettings settings, Clock clock) {
        this.clock = clock;
        this.settings = settings;
        this.places = new Semaphore(settings.concurrentRequests(), true);
        this.nextSlot = clock.instant();
    }

    boolean hasSettings(PartnerSettings current) {
        return settings.equals(current);
    }

    /// Whether the partner is being left alone after failures.
    synchronized boolean isClosed() {
        return clock.instant().isBefore(closedUntil);
    }

    synchronized Instant closedUntil() {
        return closedUntil;
    }

    /// Waits for a place and a slot. False when none comes in time.
    boolean enter() throws InterruptedException {
        if (!places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        Duration wait = takeSlot();
        if (wait.isPositive()) {
            Thread.sleep(wait);
        }
        return true;
    }

    void leave() {
        places.release();
    }

    synchronized void succeeded() {
        failures = 0;
        pause = FIRST_PAUSE;
        closedUntil = Instant.MIN;
    }

    /// After several failures in a row the lane closes, each time for longer; one more attempt after each pause.
    synchronized void failed() {
        failures++;
        if (failures >= FAILURES_TO_OPEN && !clock.instant().isBefore(closedUntil)) {
            closedUntil = clock.instant().plus(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /// The partner asked for less (HTTP 429).
    synchronized void slowDown(Duration asked) {
        Instant until = clock.instant().plus(asked);
        if (until.isAfter(closedUntil)) {
            closedUntil = until;
        }
    }

    private synchronized Duration takeSlot() {
        Instant now = clock.instant();
        Instant slot = nextSlot.isBefore(now) ? now : nextSlot;
        nextSlot = slot.plus(Duration.ofSeconds(1).dividedBy(settings.requestsPerSecond()));
        return Duration.between(now, slot);
    }
}
