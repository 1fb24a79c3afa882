package dev.voltaire.subscription;

import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalTime;

/// Accrues fees every night, so that customers see what they owe before an invoice says so.
@ApplicationScoped
class SubscriptionAccrual implements RecurringJob {
    private final SubscriptionFees fees;

    @Inject
    SubscriptionAccrual(SubscriptionFees fees) {
        this.fees = fees;
    }

    @Override
    public String name() {
        return "subscription-accrual";
    }

    @Override
    public Schedule schedule() {
        return new Daily(LocalTime.of(2, 20));
    }

    @Override
    public void run() {
        fees.accrue();
    }
}
