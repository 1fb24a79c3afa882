package dev.voltaire.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutboxDispatcherTest {

    @Test
    void retriesBackOffFromASecondToAnHour() {
        assertThat(OutboxDispatcher.backOff(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(OutboxDispatcher.backOff(5)).isEqualTo(Duration.ofSeconds(16));
        assertThat(OutboxDispatcher.backOff(100)).isEqualTo(Duration.ofHours(1));
    }
}
