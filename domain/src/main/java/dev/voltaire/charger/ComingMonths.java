package dev.voltaire.charger;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// Creates the months of the charger tables well before they begin, so that no row falls into a default partition: a
/// month that has rows there can no longer be split off.
@ApplicationScoped
class ComingMonths implements RecurringJob {
    static final int AHEAD = 12;
    private static final List<String> TABLES = List.of("charger_event", "charger_message", "meter_value");

    private final Sql sql;
    private final Clock clock;

    @Inject
    ComingMonths(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "charger-coming-months";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.of(Duration.ofHours(12));
    }

    @Override
    public void run() {
        prepare(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1));
    }

    void prepare(LocalDate firstMonth) {
        for (String table : TABLES) {
            sql.query(
                    "SELECT ensure_month_partitions(?::regclass, ?::date, ?)",
                    row -> table,
                    table,
                    firstMonth.toString(),
                    AHEAD);
        }
    }
}
