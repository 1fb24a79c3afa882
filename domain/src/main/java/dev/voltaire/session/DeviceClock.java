package dev.voltaire.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The time a record counts at: the device's own when its clock is usable, otherwise when we received it. Offline
/// messages may be old; a clock that is ahead or was never set is not usable.
record DeviceClock(Instant at, boolean reliable) {
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration OLDEST = Duration.ofDays(180);

    static DeviceClock read(@Nullable Instant deviceTime, Instant receivedAt) {
        if (deviceTime == null) {
            return new DeviceClock(receivedAt, true);
        }
        boolean usable = !deviceTime.isAfter(receivedAt.plus(AHEAD)) && deviceTime.isAfter(receivedAt.minus(OLDEST));
        return usable ? new DeviceClock(deviceTime, true) : new DeviceClock(receivedAt, false);
    }
}
