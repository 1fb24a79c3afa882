package dev.voltaire.reimbursement.statement;

import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.identity.Caller;
import dev.voltaire.job.RecurringJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// Closes the month that is over, a day after its end: chargers that were offline have told by then.
@ApplicationScoped
class MonthClosing implements RecurringJob {
    private final StatementClosing closing;
    private final Clock clock;

    @Inject
    MonthClosing(StatementClosing closing, Clock clock) {
        this.closing = closing;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "reimbursement-month-closing";
    }

    @Override
    public Schedule schedule() {
        return new CronSchedule("0 0 3 2 * *", ZoneOffset.UTC);
    }

    @Override
    public void run() {
        closing.close(YearMonth.now(clock.withZone(ZoneOffset.UTC)).minusMonths(1), null, Caller.SYSTEM);
    }
}
