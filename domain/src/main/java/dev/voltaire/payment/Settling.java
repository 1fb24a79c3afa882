package dev.voltaire.payment;

import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceHistory;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.organisation.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// What a payment does to its invoice. The state of an invoice always follows from the sum of what succeeded, so the
/// order in which we hear of it does not matter.
@ApplicationScoped
class Settling {
    private final InvoiceRepository invoices;
    private final PaymentRepository payments;
    private final InvoiceHistory history;
    private final DebtBlocks blocks;
    private final Clock clock;

    @Inject
    Settling(
            InvoiceRepository invoices,
            PaymentRepository payments,
            InvoiceHistory history,
            DebtBlocks blocks,
            Clock clock) {
        this.invoices = invoices;
        this.payments = payments;
        this.history = history;
        this.blocks = blocks;
        this.clock = clock;
    }

    /// Locks the invoice: money for it is counted one after the other.
    Invoice locked(UUID invoice) {
        return invoices.getForUpdate(invoice, Scope.EVERYTHING);
    }

    void succeeded(Payment payment, @Nullable Money received) {
        Invoice invoice = locked(payment.invoiceId());
        if (payment.status() == Payment.Status.SUCCEEDED) {
            return;
        }
        if (received != null && payment.kind() == Payment.Kind.PAYMENT) {
            payment.receive(received);
        }
        payment.succeed(clock.instant());
        happened(invoice, payment);
    }

    /// In the history and in the state of the invoice.
    void happened(Invoice invoice, Payment payment) {
        history.append(
                invoice.id(),
                switch (payment.kind()) {
                    case PAYMENT -> InvoiceHistory.Type.PAYMENT_RECEIVED;
                    case REFUND -> InvoiceHistory.Type.REFUNDED;
                    case REVERSAL -> InvoiceHistory.Type.PAYMENT_REVERSED;
                },
                payment.provider(),
                payment.amount().toString());
        payments.flush();
        invoice.settle(payments.open(invoice), payments.received(invoice));
        if (!invoice.awaitsPayment()) {
            blocks.liftFor(invoice);
        }
    }

    void failed(Payment payment, String reason) {
        Invoice invoice = locked(payment.invoiceId());
        if (payment.fail(reason, clock.instant()) && payment.kind() == Payment.Kind.PAYMENT) {
            history.append(invoice.id(), InvoiceHistory.Type.PAYMENT_FAILED, payment.provider(), reason);
            invoice.paymentFailed();
        }
    }

    /// Money went back that had come in.
    void wentBack(Payment payment, Payment.Kind kind, Money amount, String reference, String reason) {
        if (payments.byReference(payment.provider(), reference).isPresent()) {
            return;
        }
        Invoice invoice = locked(payment.invoiceId());
        if (payment.status() == Payment.Status.PENDING) {
            // told before the success it takes back
            payment.succeed(clock.instant());
        }
        Payment back = Payment.back(invoice, payment, kind, amount, clock.instant());
        back.knownAs(reference);
        back.succeed(clock.instant());
        payments.persistAndFlush(back);
        happened(invoice, back);
        if (kind == Payment.Kind.REVERSAL) {
            invoice.paymentFailed();
            history.append(invoice.id(), InvoiceHistory.Type.PAYMENT_FAILED, payment.provider(), reason);
        }
    }
}
