package dev.voltaire.payment;

import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.payment.StatementReader.Entry;
import dev.voltaire.payment.StatementReader.Statement;
import dev.voltaire.payment.StatementReader.Unreadable;
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
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Imports what our bank booked. A statement is imported once; what cannot be matched waits for a person.
@ApplicationScoped
public class BankStatements {
    private static final Listing<Booked> LISTING = Listing.of(
                    "e.id, e.booked_on, e.amount, e.currency, e.counterparty, e.remittance, e.outcome, p.invoice_id, "
                            + "i.number as invoice_number, s.iban",
                    "bank_entry e join bank_statement s on s.id = e.statement_id "
                            + "left join payment p on p.id = e.payment_id left join invoice i on i.id = p.invoice_id")
            .search("(coalesce(e.counterparty, '') || ' ' || coalesce(e.remittance, ''))")
            .filter("outcome", Filter.oneOf("e.outcome", Outcome.class))
            .filter("statementId", Filter.id("e.statement_id"))
            .sort("bookedOn", "e.booked_on")
            .sort("amount", "e.amount")
            .defaultSort("e.id", "-bookedOn")
            .rows(row -> new Booked(
                    row.id("id"),
                    row.text("iban"),
                    LocalDate.parse(row.text("booked_on")),
                    Money.of(CurrencyUnit.of(row.text("currency")), row.decimal("amount"), RoundingMode.UNNECESSARY),
                    row.maybeText("counterparty"),
                    row.maybeText("remittance"),
                    row.constant("outcome", Outcome.class),
                    row.maybeId("invoice_id"),
                    row.maybeText("invoice_number")));

    private final EntityManager database;
    private final Listings listings;
    private final InvoiceRepository invoices;
    private final PaymentRepository payments;
    private final TransferMatching matching;
    private final Settling settling;
    private final Clock clock;

    @Inject
    BankStatements(
            EntityManager database,
            Listings listings,
            InvoiceRepository invoices,
            PaymentRepository payments,
            TransferMatching matching,
            Settling settling,
            Clock clock) {
        this.database = database;
        this.listings = listings;
        this.invoices = invoices;
        this.payments = payments;
        this.matching = matching;
        this.settling = settling;
        this.clock = clock;
    }

    /// What became of an entry.
    public enum Outcome {
        MATCHED,
        /// It took a direct debit back.
        RETURNED,
        UNMATCHED,
        /// Money that left and concerns no invoice.
        IGNORED
    }

    /// What an import did; `known` counts statements that were imported before.
    public record Imported(int statements, int known, Map<Outcome, Integer> entries) {}

    public record Booked(
            UUID id,
            String iban,
            LocalDate bookedOn,
            Money amount,
            @Nullable String counterparty,
            @Nullable String remittance,
            Outcome outcome,
            @Nullable UUID invoiceId,
            @Nullable String invoiceNumber) {}

    public Page<Booked> list(ListRequest request) {
        return listings.page(LISTING, request);
    }

    /// All of the file or nothing.
    ///
    /// @throws ProblemException STATEMENT_UNREADABLE
    @Transactional
    public Imported load(byte[] file, Caller caller) {
        List<Statement> statements;
        try {
            statements = StatementReader.read(file);
        } catch (Unreadable unreadable) {
            throw ProblemException.because(unreadable, Problem.STATEMENT_UNREADABLE);
        }
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        int known = 0;
        for (Statement statement : statements) {
            Optional<UUID> id = insert(statement, caller);
            if (id.isEmpty()) {
                known++;
                continue;
            }
            for (Entry entry : statement.entries()) {
                counts.merge(book(id.get(), statement.iban(), entry), 1, Integer::sum);
            }
        }
        return new Imported(statements.size(), known, counts);
    }

    private Optional<UUID> insert(Statement statement, Caller caller) {
        List<UUID> inserted = database.createNativeQuery("""
                        insert into bank_statement (iban, statement_id, imported_by, imported_at)
                        values (:iban, :statement, :by, :now) on conflict do nothing returning id
                        """, UUID.class)
                .setParameter("iban", statement.iban())
                .setParameter("statement", statement.id())
                .setParameter("by", caller.name())
                .setParameter("now", clock.instant())
                .getResultList();
        return inserted.stream().findFirst();
    }

    private Outcome book(UUID statement, String iban, Entry entry) {
        Optional<Payment> debited =
                entry.endToEnd() == null ? Optional.empty() : payments.byReference(Payment.BANK, entry.endToEnd());
        Outcome outcome = Outcome.UNMATCHED;
        UUID payment = null;
        if (debited.isPresent()) {
            payment = debited.get().id();
            outcome = collected(debited.get(), entry);
        } else if (entry.amount().signum() < 0) {
            outcome = Outcome.IGNORED;
        } else {
            Optional<Invoice> invoice = matching.find(iban, entry);
            if (invoice.isPresent()) {
                payment = transfer(invoice.get().id(), entry.amount(), statement + " " + entry.reference())
                        .id();
                outcome = Outcome.MATCHED;
            }
        }
        record(statement, entry, outcome, payment);
        return outcome;
    }

    /// A direct debit of ours: it came in, it was refused, or it was taken back after it had come in.
    private Outcome collected(Payment debit, Entry entry) {
        Money amount =
                Money.of(CurrencyUnit.of(entry.currency()), entry.amount().abs(), RoundingMode.HALF_UP);
        if (entry.amount().signum() > 0 && entry.returnReason() == null) {
            settling.succeeded(debit, amount);
            return Outcome.MATCHED;
        }
        String reason = entry.returnReason() == null ? "returned" : entry.returnReason();
        if (debit.status() == Payment.Status.PENDING) {
            settling.failed(debit, reason);
        } else if (debit.status() == Payment.Status.SUCCEEDED) {
            settling.wentBack(debit, Payment.Kind.REVERSAL, amount, "return " + entry.endToEnd(), reason);
        }
        return Outcome.RETURNED;
    }

    private Payment transfer(UUID invoiceId, BigDecimal amount, String reference) {
        Invoice invoice = settling.locked(invoiceId);
        Payment payment = Payment.transfer(
                invoice, Money.of(invoice.currency(), amount, RoundingMode.HALF_UP), reference, clock.instant());
        payments.persistAndFlush(payment);
        settling.happened(invoice, payment);
        return payment;
    }

    private void record(UUID statement, Entry entry, Outcome outcome, @Nullable UUID payment) {
        database.createNativeQuery("""
                        insert into bank_entry (statement_id, reference, booked_on, amount, currency, counterparty,
                            remittance, outcome, payment_id)
                        values (:statement, :reference, :on, :amount, :currency, :counterparty, :remittance, :outcome,
                            cast(:payment as uuid))
                        """)
                .setParameter("statement", statement)
                .setParameter("reference", entry.reference())
                .setParameter("on", entry.bookedOn())
                .setParameter("amount", entry.amount())
                .setParameter("currency", entry.currency())
                .setParameter("counterparty", entry.counterparty())
                .setParameter("remittance", entry.remittance())
                .setParameter("outcome", outcome.name())
                .setParameter("payment", payment == null ? null : payment.toString())
                .executeUpdate();
    }

    /// A person says which invoice an entry pays.
    ///
    /// @throws ProblemException NOT_FOUND, WRONG_STATE when it is matched already
    @Transactional
    public void match(UUID entryId, UUID invoiceId, Caller caller) {
        List<Tuple> rows = database.createNativeQuery("""
                        select statement_id, reference, amount, currency, outcome from bank_entry
                        where id = :id for update
                        """, Tuple.class)
                .setParameter("id", entryId)
                .getResultList();
        Tuple row = rows.stream().findFirst().orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        Invoice invoice = invoices.get(invoiceId, caller.reach());
        if (!row.get("outcome", String.class).equals(Outcome.UNMATCHED.name())
                || !invoice.awaitsPayment()
                || !invoice.currency().getCode().equals(row.get("currency", String.class))) {
            throw new ProblemException(Problem.WRONG_STATE, entryId, row.get("outcome", String.class));
        }
        Payment payment = transfer(
                invoiceId,
                row.get("amount", BigDecimal.class),
                row.get("statement_id", UUID.class) + " " + row.get("reference", String.class));
        database.createNativeQuery("update bank_entry set outcome = 'MATCHED', payment_id = :payment where id = :id")
                .setParameter("payment", payment.id())
                .setParameter("id", entryId)
                .executeUpdate();
    }
}
