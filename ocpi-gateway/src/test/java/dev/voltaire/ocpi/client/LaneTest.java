package dev.voltaire.ocpi.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.partner.PartnerSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final HandClock clock = new HandClock();
    private final Lane lane = new Lane(PartnerSettings.STANDARD, clock);

    @Test
    void aPartnerThatKeepsFailingIsLeftAloneAndThenTriedOnce() throws InterruptedException {
        // given
        fail(5);

        // then
        assertThat(lane.enter()).isFalse();
        clock.pass(Duration.ofSeconds(5));
        assertThat(lane.enter()).isTrue();
        assertThat(lane.enter()).isFalse();
        lane.failed();
        clock.pass(Duration.ofSeconds(9));
        assertThat(lane.isClosed()).isTrue();
        clock.pass(Duration.ofSeconds(1));
        assertThat(lane.enter()).isTrue();
        lane.succeeded();
        assertThat(lane.enter()).isTrue();
        assertThat(lane.enter()).isTrue();
    }

    @Test
    void failuresUnderWayWhenTheLaneClosesDoNotLengthenThePause() {
        fail(16);

        assertThat(lane.closedUntil()).isEqualTo(clock.instant().plusSeconds(5));
    }

    @Test
    void aPartnerThatAsksForLessIsLeftAloneForThatLong() {
        lane.slowDown(Duration.ofSeconds(60));
        lane.slowDown(Duration.ofSeconds(10));

        assertThat(lane.closedUntil()).isEqualTo(clock.instant().plusSeconds(60));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            lane.failed();
        }
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-05-01T08:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
