package dev.voltaire.identity;

import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalTime;

/// Forgets refresh tokens that have expired.
@ApplicationScoped
class SessionHousekeeping implements RecurringJob {
    private final RefreshTokenRepository refreshTokens;
    private final Clock clock;

    @Inject
    SessionHousekeeping(RefreshTokenRepository refreshTokens, Clock clock) {
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "session-housekeeping";
    }

    @Override
    public Schedule schedule() {
        return new Daily(LocalTime.of(3, 10));
    }

    @Override
    public void run() {
        QuarkusTransaction.requiringNew().run(() -> refreshTokens.deleteExpired(clock.instant()));
    }
}
