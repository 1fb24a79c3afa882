package dev.voltaire.payment;

import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceHistory;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.job.RecurringJob;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Reminds of invoices that are overdue, on the days that are configured after the due date; with the last reminder the
/// payer's tokens are blocked. Every step of an invoice happens once.
@ApplicationScoped
public class Dunning implements RecurringJob {
    static final int LAST_STEP = 3;
    private static final LocalTime EARLY = LocalTime.of(6, 0);

    private final EntityManager database;
    private final InvoiceRepository invoices;
    private final InvoiceHistory history;
    private final DebtBlocks blocks;
    private final Outbox outbox;
    private final Clock clock;
    private final List<Integer> days;

    @Inject
    Dunning(
            EntityManager database,
            InvoiceRepository invoices,
            InvoiceHistory history,
            DebtBlocks blocks,
            Outbox outbox,
            Clock clock,
            @ConfigProperty(name = "voltaire.dunning.days", defaultValue = "7,14,21") List<Integer> days) {
        if (days.size() != LAST_STEP) {
            throw new IllegalArgumentException("voltaire.dunning.days names three days");
        }
        this.database = database;
        this.invoices = invoices;
        this.history = history;
        this.blocks = blocks;
        this.outbox = outbox;
        this.clock = clock;
        this.days = List.copyOf(days);
    }

    @Override
    public String name() {
        return "dunning";
    }

    @Override
    public Schedule schedule() {
        return new Daily(EARLY);
    }

    @Override
    public void run() {
        List<UUID> overdue = QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery("""
                        select id from invoice where due_on < cast(cast(:now as timestamptz) as date) and gross > 0
                          and status in ('FINALIZED', 'SENT', 'PARTIALLY_PAID', 'PAYMENT_FAILED', 'OVERDUE')
                        order by due_on, id
                        """, UUID.class)
                        .setParameter("now", clock.instant())
                        .getResultList());
        overdue.forEach(id -> QuarkusTransaction.requiringNew().run(() -> remind(id)));
    }

    private void remind(UUID id) {
        Invoice invoice = invoices.getForUpdate(id, Scope.EVERYTHING);
        LocalDate dueOn = invoice.dueOn();
        if (!invoice.awaitsPayment() || dueOn == null) {
            return;
        }
        invoice.markOverdue();
        long late = ChronoUnit.DAYS.between(dueOn, LocalDate.ofInstant(clock.instant(), invoice.zone()));
        for (int step = 1; step <= LAST_STEP; step++) {
            if (late >= days.get(step - 1) && isNew(id, step)) {
                history.append(id, InvoiceHistory.Type.REMINDED, "system", Integer.toString(step));
                outbox.publish(new ReminderDue(id, step));
                if (step == LAST_STEP) {
                    blocks.blockFor(invoice);
                }
            }
        }
    }

    private boolean isNew(UUID invoice, int step) {
        return database.createNativeQuery("""
                        insert into dunning_step (invoice_id, step, at) values (:invoice, :step, :now)
                        on conflict do nothing
                        """)
                        .setParameter("invoice", invoice)
                        .setParameter("step", step)
                        .setParameter("now", clock.instant())
                        .executeUpdate()
                == 1;
    }
}
