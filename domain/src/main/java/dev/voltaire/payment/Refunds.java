package dev.voltaire.payment;

import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.joda.money.Money;

/// Gives back what was paid online. It counts once the provider confirms it.
@ApplicationScoped
public class Refunds implements OutboxHandler<RefundRequested> {
    private final InvoiceRepository invoices;
    private final PaymentRepository payments;
    private final PaymentProviders providers;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    Refunds(
            InvoiceRepository invoices,
            PaymentRepository payments,
            PaymentProviders providers,
            Outbox outbox,
            Clock clock) {
        this.invoices = invoices;
        this.payments = payments;
        this.providers = providers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @throws ProblemException WRONG_STATE for what was not paid online, REFUND_EXCEEDS_PAYMENT
    @Transactional
    public Payment request(UUID invoiceId, UUID paymentId, Money amount, Caller caller) {
        Invoice invoice = invoices.getForUpdate(invoiceId, caller.reach());
        Payment payment = payments.lockedById(paymentId)
                .filter(found -> found.invoiceId().equals(invoiceId))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        if (payment.method() != Payment.Method.ONLINE
                || payment.kind() != Payment.Kind.PAYMENT
                || payment.status() != Payment.Status.SUCCEEDED) {
            throw new ProblemException(Problem.WRONG_STATE, paymentId, payment.status());
        }
        if (!amount.getCurrencyUnit().equals(payment.amount().getCurrencyUnit())
                || !amount.isPositive()
                || amount.plus(payments.returned(payment)).isGreaterThan(payment.amount())) {
            throw new ProblemException(Problem.REFUND_EXCEEDS_PAYMENT);
        }
        Payment refund = Payment.back(invoice, payment, Payment.Kind.REFUND, amount, clock.instant());
        payments.persistAndFlush(refund);
        outbox.publish(new RefundRequested(refund.id()));
        return refund;
    }

    @Override
    public Class<RefundRequested> eventType() {
        return RefundRequested.class;
    }

    @Override
    public String name() {
        return "refund";
    }

    @Override
    public Execution execution() {
        return Execution.OUTSIDE_TRANSACTION;
    }

    @Override
    public void handle(RefundRequested event) {
        Payment refund = QuarkusTransaction.requiringNew().call(() -> payments.findById(event.paymentId()));
        if (refund.status() != Payment.Status.PENDING || refund.reversesId() == null) {
            return;
        }
        Payment payment = QuarkusTransaction.requiringNew().call(() -> payments.findById(refund.reversesId()));
        try {
            providers
                    .named(refund.provider())
                    .refund(new PaymentProvider.Refund(
                            refund.id(),
                            payment.id(),
                            String.valueOf(payment.providerReference()),
                            refund.amount().negated()));
        } catch (PaymentProvider.Unavailable unavailable) {
            throw new IllegalStateException("the provider does not take the refund", unavailable);
        }
    }
}
