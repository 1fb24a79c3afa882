package dev.voltaire.api.invoice;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceLine;
import dev.voltaire.invoice.InvoiceLineKind;
import dev.voltaire.invoice.VatBreakdown;
import dev.voltaire.payment.Payment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes invoices and payments as double entries. Every document balances: what the customer owes is on one side, what
/// was earned and the tax on the other.
final class Journal {
    static final List<String> HEADINGS = List.of(
            "date",
            "document",
            "account",
            "costCentre",
            "debit",
            "credit",
            "currency",
            "vatCategory",
            "vatPercent",
            "customer",
            "text");

    private final JournalAccounts accounts;
    private final CsvWriter csv;

    Journal(JournalAccounts accounts, CsvWriter csv) {
        this.accounts = accounts;
        this.csv = csv;
        csv.writeRecord(HEADINGS);
    }

    void invoice(Invoice invoice) {
        Book book = new Book(
                invoice.issuedOn(),
                String.valueOf(invoice.number()),
                invoice.currency().getCode(),
                Optional.ofNullable(invoice.customer().customerNumber())
                        .orElse(Long.toString(invoice.customer().unitNumber())));
        book.debit(
                accounts.receivables(),
                invoice.gross().getAmount(),
                null,
                "",
                "",
                invoice.buyer().legalName());
        for (InvoiceLine line : invoice.lines()) {
            book.credit(
                    account(line.kind()),
                    line.net().getAmount(),
                    line.costCentre(),
                    line.treatment().category().code(),
                    line.treatment().percent().toPlainString(),
                    line.description());
        }
        for (VatBreakdown vat : invoice.totals().breakdown()) {
            if (!vat.vat().isZero()) {
                book.credit(
                        accounts.vat(),
                        vat.vat().getAmount(),
                        null,
                        vat.category().code(),
                        vat.percent().toPlainString(),
                        "");
            }
        }
    }

    /// @param number of the invoice it pays
    void payment(Payment payment, LocalDate day, String number, String customer) {
        Book book = new Book(day, number, payment.amount().getCurrencyUnit().getCode(), customer);
        String text = payment.method() + " " + payment.kind();
        String received = payment.method() == Payment.Method.ONLINE ? accounts.provider() : accounts.bank();
        book.debit(received, payment.amount().getAmount(), null, "", "", text);
        book.credit(accounts.receivables(), payment.amount().getAmount(), null, "", "", text);
    }

    private String account(InvoiceLineKind kind) {
        return switch (kind) {
            case SESSIONS, CORRECTION -> accounts.sessions();
            case SUBSCRIPTION -> accounts.subscriptions();
            case CARD_FEE -> accounts.cards();
            case REIMBURSEMENT -> accounts.reimbursements();
        };
    }

    private final class Book {
        private final LocalDate day;
        private final String document;
        private final String currency;
        private final String customer;

        Book(LocalDate day, String document, String currency, String customer) {
            this.day = day;
            this.document = document;
            this.currency = currency;
            this.customer = customer;
        }

        void debit(
                String account,
                BigDecimal amount,
                @Nullable String centre,
                String category,
                String percent,
                String text) {
            entry(account, amount, centre, category, percent, text);
        }

        void credit(
                String account,
                BigDecimal amount,
                @Nullable String centre,
                String category,
                String percent,
                String text) {
            entry(account, amount.negate(), centre, category, percent, text);
        }

        /// A negative debit is a credit: both columns are never negative.
        private void entry(
                String account,
                BigDecimal debit,
                @Nullable String centre,
                String category,
                String percent,
                String text) {
            BigDecimal onTheLeft = debit.signum() > 0 ? debit : null;
            BigDecimal onTheRight = debit.signum() < 0 ? debit.negate() : null;
            csv.writeRecord(Stream.of(
                            Optional.of(day),
                            Optional.of(document),
                            Optional.of(account),
                            Optional.ofNullable(centre),
                            Optional.ofNullable(onTheLeft),
                            Optional.ofNullable(onTheRight),
                            Optional.of(currency),
                            Optional.of(category),
                            Optional.of(percent),
                            Optional.of(customer),
                            Optional.of(text))
                    .map(cell -> CsvText.cell(cell.orElse(null)))
                    .toList());
        }
    }
}
