package dev.voltaire.identity;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// So many attempts within a sliding window, per person, address or whatever guesses. On each node by itself, which
/// multiplies the attempts by the number of nodes: still too few to guess.
///
/// @param <K> who attempts
public final class AttemptLimit<K> {
    private static final int MOST_KEYS = 100_000;

    private final int attempts;
    private final Duration window;
    private final Clock clock;
    private final Map<K, Deque<Instant>> recent = new ConcurrentHashMap<>();

    public AttemptLimit(int attempts, Duration window, Clock clock) {
        this.attempts = attempts;
        this.window = window;
        this.clock = clock;
    }

    /// @throws ProblemException TOO_MANY_REQUESTS when the window is full
    public void mustHaveRoom(K key) {
        Instant now = clock.instant();
        recent.computeIfPresent(key, (same, earlier) -> withoutOld(earlier, now));
        Deque<Instant> counted = recent.get(key);
        if (counted != null && counted.size() >= attempts) {
            throw new ProblemException(Problem.TOO_MANY_REQUESTS);
        }
    }

    /// Counts one more.
    ///
    /// @throws ProblemException TOO_MANY_REQUESTS when the window is full
    public void count(K key) {
        Instant now = clock.instant();
        if (recent.size() > MOST_KEYS) {
            recent.clear();
        }
        recent.compute(key, (same, earlier) -> {
            Deque<Instant> counted = earlier == null ? new ArrayDeque<>() : withoutOld(earlier, now);
            if (counted == null) {
                counted = new ArrayDeque<>();
            }
            if (counted.size() >= attempts) {
                throw new ProblemException(Problem.TOO_MANY_REQUESTS);
            }
            counted.addLast(now);
            return counted;
        });
    }

    /// After a success.
    public void forget(K key) {
        recent.remove(key);
    }

    /// Null when none is left, which removes the key.
    private @Nullable Deque<Instant> withoutOld(Deque<Instant> earlier, Instant now) {
        while (!earlier.isEmpty() && !earlier.getFirst().plus(window).isAfter(now)) {
            earlier.removeFirst();
        }
        return earlier.isEmpty() ? null : earlier;
    }
}
