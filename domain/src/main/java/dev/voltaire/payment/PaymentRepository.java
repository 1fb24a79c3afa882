package dev.voltaire.payment;

import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceRepository;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/// All queries on payments.
@ApplicationScoped
public class PaymentRepository implements PanacheRepositoryBase<Payment, UUID> {
    private final InvoiceRepository invoices;

    @Inject
    PaymentRepository(InvoiceRepository invoices) {
        this.invoices = invoices;
    }

    /// Oldest first. Whoever calls has checked that the invoice is in the caller's scope.
    public List<Payment> of(UUID invoice) {
        return list("invoiceId = ?1 order by createdAt, id", invoice);
    }

    /// What is still to be paid; negative when too much was.
    public Money open(Invoice invoice) {
        return invoice.gross().plus(invoices.credited(invoice)).minus(received(invoice));
    }

    /// What succeeded in a time, oldest first.
    public List<Payment> settled(UUID issuer, Instant start, Instant end) {
        return list(
                "select p from Payment p join Invoice i on i.id = p.invoiceId where i.seller.issuerId = ?1 "
                        + "and p.status = ?2 and p.settledAt >= ?3 and p.settledAt < ?4 order by p.settledAt, p.id",
                issuer,
                Payment.Status.SUCCEEDED,
                start,
                end);
    }

    Money received(Invoice invoice) {
        BigDecimal sum = getEntityManager()
                .createQuery(
                        "select coalesce(sum(amount), 0) from Payment where invoiceId = :invoice and status = :succeeded",
                        BigDecimal.class)
                .setParameter("invoice", invoice.id())
                .setParameter("succeeded", Payment.Status.SUCCEEDED)
                .getSingleResult();
        return Money.of(invoice.currency(), sum, RoundingMode.UNNECESSARY);
    }

    Optional<Payment> lockedById(UUID id) {
        return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
    }

    Optional<Payment> byReference(String provider, String reference) {
        return find("provider = ?1 and providerReference = ?2", provider, reference)
                .firstResultOptional();
    }

    Optional<Payment> pendingOf(PaymentLink link) {
        return find("paymentLinkId = ?1 and status = ?2 order by createdAt desc", link.id(), Payment.Status.PENDING)
                .firstResultOptional();
    }

    /// What of it was given or taken back already, positive.
    Money returned(Payment payment) {
        BigDecimal sum = getEntityManager()
                .createQuery(
                        "select coalesce(sum(amount), 0) from Payment where reversesId = :payment and status <> :failed",
                        BigDecimal.class)
                .setParameter("payment", payment.id())
                .setParameter("failed", Payment.Status.FAILED)
                .getSingleResult();
        return Money.of(payment.amount().getCurrencyUnit(), sum, RoundingMode.UNNECESSARY)
                .negated();
    }
}
