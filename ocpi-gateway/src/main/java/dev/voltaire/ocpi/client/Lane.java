package dev.voltaire.ocpi.client;

import dev.voltaire.partner.PartnerSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The traffic to one partner: at most so many requests at once and in a second, none for a while after it kept
/// failing, then one that shows whether it is back. A partner that is slow or dead holds up its own lane only.
final class Lane {
    private static final int FAILURES_TO_CLOSE = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(40);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Clock clock;
    private final PartnerSettings settings;
    private final Semaphore places;
    private Instant nextSlot;
    private State state = new Open();
    private int failures;
    private Duration pause = FIRST_PAUSE;

    Lane(PartnerSettings settings, Clock clock) {
        this.clock = clock;
        this.settings = settings;
        this.places = new Semaphore(settings.concurrentRequests(), true);
        this.nextSlot = clock.instant();
    }

    private sealed interface State {}

    private record Open() implements State {}

    /// No request before `until`.
    private record Closed(Instant until) implements State {}

    /// One request is under way; unless it says otherwise, no second one before `until`.
    private record Probing(Instant until) implements State {}

    boolean hasSettings(PartnerSettings current) {
        return settings.equals(current);
    }

    /// Until when the partner is left alone; in the past when it may be tried now.
    synchronized Instant closedUntil() {
        return switch (state) {
            case Open open -> Instant.MIN;
            case Closed(Instant until) -> until;
            case Probing(Instant until) -> until;
        };
    }

    boolean isClosed() {
        return clock.instant().isBefore(closedUntil());
    }

    /// Waits for a place and a slot, and takes them. False when none comes in time or the partner kept failing
    /// meanwhile.
    boolean enter() throws InterruptedException {
        if (!places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        if (!admit()) {
            places.release();
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
        state = new Open();
    }

    /// After several failures in a row the lane closes, each time for longer. What was under way when it closed and
    /// fails too changes nothing.
    synchronized void failed() {
        failures++;
        switch (state) {
            case Open open -> {
                if (failures >= FAILURES_TO_CLOSE) {
                    close();
                }
            }
            case Closed closed -> {}
            case Probing probing -> close();
        }
    }

    /// The partner asked for less (HTTP 429).
    synchronized void slowDown(Duration asked) {
        Instant until = clock.instant().plus(asked);
        if (until.isAfter(closedUntil())) {
            state = new Closed(until);
        }
    }

    private void close() {
        state = new Closed(clock.instant().plus(pause));
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private synchronized boolean admit() {
        if (isClosed()) {
            return false;
        }
        if (!(state instanceof Open)) {
            state = new Probing(clock.instant().plus(LONGEST_PROBE));
        }
        return true;
    }

    private synchronized Duration takeSlot() {
        Instant now = clock.instant();
        Instant slot = nextSlot.isBefore(now) ? now : nextSlot;
        nextSlot = slot.plus(Duration.ofSeconds(1).dividedBy(settings.requestsPerSecond()));
        return Duration.between(now, slot);
    }
}
