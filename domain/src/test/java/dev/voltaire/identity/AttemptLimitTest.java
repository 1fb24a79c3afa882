package dev.voltaire.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.voltaire.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {
    private Instant now = Instant.parse("2026-05-01T08:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final AttemptLimit<String> limit = new AttemptLimit<>(3, Duration.ofMinutes(10), clock);

    @Test
    void oneTooManyIsRefusedAndOthersAreNot() {
        attempt(3, "198.51.100.1");

        assertThatThrownBy(() -> limit.count("198.51.100.1")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> limit.mustHaveRoom("198.51.100.1")).isInstanceOf(ProblemException.class);
        assertThatCode(() -> limit.count("198.51.100.2")).doesNotThrowAnyException();
    }

    @Test
    void theWindowSlides() {
        attempt(1, "a");
        now = now.plus(Duration.ofMinutes(6));
        attempt(2, "a");
        now = now.plus(Duration.ofMinutes(5));

        assertThatCode(() -> limit.count("a")).doesNotThrowAnyException();
        assertThatThrownBy(() -> limit.count("a")).isInstanceOf(ProblemException.class);
    }

    @Test
    void aSuccessForgetsWhatWasBefore() {
        attempt(3, "a");

        limit.forget("a");

        assertThatCode(() -> limit.mustHaveRoom("a")).doesNotThrowAnyException();
    }

    private void attempt(int times, String key) {
        for (int i = 0; i < times; i++) {
            limit.count(key);
        }
    }
}
