package dev.voltaire.payment;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import dev.voltaire.payment.PaymentProvider.Forged;
import dev.voltaire.payment.PaymentProvider.What;
import dev.voltaire.payment.SimulatedProvider.Webhook;
import dev.voltaire.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Tells what the simulated provider has to tell when its time has come. A webhook that is told twice, because the node
/// went away in between, carries the same event id.
@ApplicationScoped
class SimulatedWebhooks implements RecurringJob {
    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofDays(1);

    private final SimulatedProvider provider;
    private final PaymentEvents events;
    private final Sql sql;
    private final Clock clock;
    private final boolean chosen;

    @Inject
    SimulatedWebhooks(
            SimulatedProvider provider,
            PaymentEvents events,
            Sql sql,
            Clock clock,
            @ConfigProperty(name = "voltaire.payments.provider", defaultValue = "none") String chosen) {
        this.provider = provider;
        this.events = events;
        this.sql = sql;
        this.clock = clock;
        this.chosen = SimulatedProvider.NAME.equals(chosen);
    }

    private record Due(
            UUID id,
            UUID payment,
            What what,
            String reference,
            @Nullable BigDecimal amount,
            String reason) {}

    @Override
    public String name() {
        return "simulated-webhooks";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.of(chosen ? BUSY : IDLE);
    }

    @Override
    public void run() {
        due().forEach(this::tell);
    }

    private List<Due> due() {
        return QuarkusTransaction.requiringNew()
                .call(() -> sql.query(
                        """
                        SELECT id, payment_id, what, reference, amount, reason FROM simulated_webhook
                        WHERE told_at IS NULL AND due_at <= ? ORDER BY due_at, id
                        """,
                        row -> new Due(
                                Sql.id(row, "id"),
                                Sql.id(row, "payment_id"),
                                What.valueOf(row.getString("what")),
                                row.getString("reference"),
                                row.getBigDecimal("amount"),
                                row.getString("reason")),
                        clock.instant()));
    }

    private void tell(Due due) {
        Webhook webhook = provider.webhook(
                "evt_" + due.id(), due.what(), due.payment(), due.reference(), due.amount(), due.reason());
        try {
            events.receive(
                    SimulatedProvider.NAME,
                    webhook.body(),
                    Map.of(SimulatedProvider.SIGNATURE_HEADER, webhook.signature()));
        } catch (Forged impossible) {
            throw new IllegalStateException(impossible);
        }
        QuarkusTransaction.requiringNew()
                .run(() ->
                        sql.update("UPDATE simulated_webhook SET told_at = ? WHERE id = ?", clock.instant(), due.id()));
    }
}
