package dev.voltaire.payment;

import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.DirectDebit;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.invoice.Issuer;
import dev.voltaire.invoice.IssuerRepository;
import dev.voltaire.mandate.Mandate;
import dev.voltaire.mandate.Mandates;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Collects due invoices by direct debit: one file for the bank, one debit per invoice. An invoice is in one file at a
/// time; it comes back into the next when its debit failed.
@ApplicationScoped
public class DirectDebits {
    private final EntityManager database;
    private final IssuerRepository issuers;
    private final InvoiceRepository invoices;
    private final PaymentRepository payments;
    private final Mandates mandates;
    private final Clock clock;

    @Inject
    DirectDebits(
            EntityManager database,
            IssuerRepository issuers,
            InvoiceRepository invoices,
            PaymentRepository payments,
            Mandates mandates,
            Clock clock) {
        this.database = database;
        this.issuers = issuers;
        this.invoices = invoices;
        this.payments = payments;
        this.mandates = mandates;
        this.clock = clock;
    }

    /// A file.
    public record Collection(
            UUID id, UUID issuerId, String messageId, LocalDate collectOn, int items, Money total, Instant createdAt) {}

    /// @throws ProblemException NO_CREDITOR_IDENTIFIER, NOTHING_TO_COLLECT
    @Transactional
    public Collection collect(@Nullable UUID issuerId, LocalDate collectOn, Caller caller) {
        Issuer issuer = issuers.choose(issuerId);
        String creditor = issuer.creditorIdentifier();
        if (creditor == null) {
            throw new ProblemException(Problem.NO_CREDITOR_IDENTIFIER);
        }
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        String messageId =
                "VLT" + id.toString().replace("-", "").substring(0, 29).toUpperCase(java.util.Locale.ROOT);
        List<DirectDebitFile.Debit> debits = new ArrayList<>();
        Money total = Money.zero(CurrencyUnit.EUR);
        for (UUID due : due(issuer, collectOn)) {
            Optional<DirectDebitFile.Debit> debit = debit(due, now);
            if (debit.isPresent()) {
                debits.add(debit.get());
                total = total.plus(debit.get().amount());
            }
        }
        if (debits.isEmpty()) {
            throw new ProblemException(Problem.NOTHING_TO_COLLECT);
        }
        byte[] file = new DirectDebitFile(messageId, issuer.bankAccount(), creditor, collectOn, now).write(debits);
        database.createNativeQuery("""
                        insert into collection (id, issuer_id, message_id, collect_on, items, total, content, created_by,
                            created_at)
                        values (:id, :issuer, :message, :on, :items, :total, :content, :by, :now)
                        """)
                .setParameter("id", id)
                .setParameter("issuer", issuer.id())
                .setParameter("message", messageId)
                .setParameter("on", collectOn)
                .setParameter("items", debits.size())
                .setParameter("total", total.getAmount())
                .setParameter("content", file)
                .setParameter("by", caller.name())
                .setParameter("now", now)
                .executeUpdate();
        return new Collection(id, issuer.id(), messageId, collectOn, debits.size(), total, now);
    }

    private List<UUID> due(Issuer issuer, LocalDate collectOn) {
        return database.createNativeQuery("""
                        select i.id from invoice i
                        where i.issuer_id = :issuer and i.payment_method = 'DIRECT_DEBIT' and i.direct_debit is not null
                          and i.currency = 'EUR' and i.gross > 0 and i.due_on <= :on
                          and i.status in ('FINALIZED', 'SENT', 'PARTIALLY_PAID', 'PAYMENT_FAILED', 'OVERDUE')
                          and not exists (select from payment p where p.invoice_id = i.id and p.status = 'PENDING')
                        order by i.number
                        """, UUID.class)
                .setParameter("issuer", issuer.id())
                .setParameter("on", collectOn)
                .getResultList();
    }

    /// Empty when the mandate was revoked meanwhile, or nothing is open any more.
    private Optional<DirectDebitFile.Debit> debit(UUID id, Instant now) {
        Invoice invoice = invoices.getForUpdate(id, Scope.EVERYTHING);
        DirectDebit agreed = Objects.requireNonNull(invoice.customer().directDebit());
        Money open = payments.open(invoice);
        Optional<Mandate> mandate =
                mandates.byReference(agreed.mandate()).filter(found -> found.status() == Mandate.Status.ACTIVE);
        if (mandate.isEmpty() || !open.isPositive()) {
            return Optional.empty();
        }
        Payment payment = Payment.directDebit(invoice, open, now);
        payments.persistAndFlush(payment);
        String endToEnd = payment.id().toString().replace("-", "");
        payment.knownAs(endToEnd);
        DirectDebitFile.Debit debit = new DirectDebitFile.Debit(
                endToEnd, open, mandate.get(), mandate.get().collected(), "Invoice " + invoice.number());
        mandate.get().markCollected();
        return Optional.of(debit);
    }

    /// Newest first.
    @Transactional
    public List<Collection> list() {
        List<Tuple> rows = database.createNativeQuery("""
                        select id, issuer_id, message_id, collect_on, items, total, created_at from collection
                        order by created_at desc, id desc limit 100
                        """, Tuple.class).getResultList();
        return rows.stream()
                .map(row -> new Collection(
                        row.get("id", UUID.class),
                        row.get("issuer_id", UUID.class),
                        row.get("message_id", String.class),
                        row.get("collect_on", LocalDate.class),
                        row.get("items", Integer.class),
                        Money.of(CurrencyUnit.EUR, row.get("total", BigDecimal.class), RoundingMode.UNNECESSARY),
                        row.get("created_at", Instant.class)))
                .toList();
    }

    /// @throws ProblemException NOT_FOUND
    @Transactional
    public byte[] file(UUID id) {
        List<byte[]> found = database.createNativeQuery("select content from collection where id = :id", byte[].class)
                .setParameter("id", id)
                .getResultList();
        return found.stream().findFirst().orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }
}
