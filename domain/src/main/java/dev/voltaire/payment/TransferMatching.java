package dev.voltaire.payment;

import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.payment.StatementReader.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/// Finds the invoice a transfer pays. Our reference is proof enough for any amount; a bare number is so only with the
/// exact amount that is open; two candidates are none.
@ApplicationScoped
class TransferMatching {
    private static final Pattern REFERENCE =
            Pattern.compile("[A-Z]{2}-[A-Z]{3}-\\d{14}-[A-Z]{2}[A-Z0-9]{3}-\\d+(-[0-9A-F]{6})?");
    private static final Pattern NUMBER = Pattern.compile("(?<!\\d)\\d{1,9}(?!\\d)");

    private final EntityManager database;
    private final InvoiceRepository invoices;
    private final PaymentRepository payments;

    @Inject
    TransferMatching(EntityManager database, InvoiceRepository invoices, PaymentRepository payments) {
        this.database = database;
        this.invoices = invoices;
        this.payments = payments;
    }

    /// @param iban the account it arrived on, which tells the issuer
    Optional<Invoice> find(String iban, Entry entry) {
        if (entry.remittance() == null) {
            return Optional.empty();
        }
        String text = entry.remittance().toUpperCase(Locale.ROOT);
        List<Invoice> named = candidates(iban, entry, "lower(i.reference)", matches(REFERENCE, text.replace(" ", "")));
        if (named.size() == 1) {
            return Optional.of(named.getFirst());
        }
        Money amount = Money.of(CurrencyUnit.of(entry.currency()), entry.amount(), RoundingMode.HALF_UP);
        List<Invoice> numbered = candidates(iban, entry, "cast(i.number as text)", matches(NUMBER, text)).stream()
                .filter(invoice -> payments.open(invoice).isEqual(amount))
                .toList();
        return numbered.size() == 1 ? Optional.of(numbered.getFirst()) : Optional.empty();
    }

    private List<Invoice> candidates(String iban, Entry entry, String column, List<String> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        List<UUID> found = database.createNativeQuery("""
                        select i.id from invoice i join issuer s on s.id = i.issuer_id
                        where s.iban = :iban and i.currency = :currency and i.gross > 0
                          and i.status in ('FINALIZED', 'SENT', 'PARTIALLY_PAID', 'PAYMENT_FAILED', 'OVERDUE')
                          and %s = any (cast(:values as text[]))
                        """.formatted(column), UUID.class)
                .setParameter("iban", iban)
                .setParameter("currency", entry.currency())
                .setParameter("values", values.toArray(String[]::new))
                .getResultList();
        return found.stream().map(id -> invoices.get(id, Scope.EVERYTHING)).toList();
    }

    private static List<String> matches(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group().toLowerCase(Locale.ROOT));
        }
        return found;
    }
}
