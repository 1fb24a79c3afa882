package dev.voltaire.ocpp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Slows down guessing: after ten wrong passwords from one address for one identity, a minute of waiting. Counted per
/// pair, so that one misconfigured charger behind a shared address does not lock out its neighbours.
final class FailedAttempts {
    static final int ALLOWED = 10;
    static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int REMEMBERED = 50_000;

    private record Pair(String address, String identity) {}

    private record Failures(int count, Instant since) {}

    private final Clock clock;
    private final Map<Pair, Failures> failures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    FailedAttempts(Clock clock) {
        this.clock = clock;
    }

    synchronized Optional<Duration> mustWait(String address, String identity) {
        Failures known = failures.get(new Pair(address, identity));
        if (known == null || known.count() < ALLOWED) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), known.since().plus(WINDOW));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    synchronized void failed(String address, String identity) {
        Instant now = clock.instant();
        failures.merge(
                new Pair(address, identity),
                new Failures(1, now),
                (old, _) -> old.since().plus(WINDOW).isBefore(now)
                        ? new Failures(1, now)
                        : new Failures(old.count() + 1, old.count() + 1 >= ALLOWED ? now : old.since()));
    }

    synchronized void succeeded(String address, String identity) {
        failures.remove(new Pair(address, identity));
    }
}
