package dev.voltaire.api.invoice;

import dev.voltaire.invoice.BankAccount;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceParty;
import dev.voltaire.invoice.InvoiceTotals;
import dev.voltaire.invoice.InvoiceType;
import dev.voltaire.invoice.Preceding;
import dev.voltaire.invoice.TaxExchange;
import dev.voltaire.invoice.VatBreakdown;
import dev.voltaire.message.Messages;
import dev.voltaire.vat.VatCategory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Everything the printed invoice says, as text in its language: the template only places it.
record InvoiceSheet(
        String language,
        String title,
        String sellerName,
        List<String> sellerLines,
        String buyerName,
        List<String> buyerLines,
        List<Fact> facts,
        String amountLabel,
        String amount,
        List<Row> rows,
        List<Fact> sums,
        Fact total,
        List<String> notices,
        List<Fact> payment,
        @Nullable String paymentCode,
        String imprint,
        Labels labels) {

    record Fact(String label, String text) {}

    record Row(String description, String quantity, String vat, String amount) {}

    record Labels(
            String billedTo,
            String description,
            String quantity,
            String vat,
            String amount,
            String payment,
            String scan,
            String page,
            String of) {}

    /// @throws IllegalStateException for a draft, which has no document
    static InvoiceSheet of(Invoice invoice) {
        return new Writer(invoice).sheet();
    }

    private static final class Writer {
        private final Invoice invoice;
        private final Printed printed;
        private final InvoiceTotals totals;
        private final String number;
        private final LocalDate issuedOn;
        private final LocalDate dueOn;

        Writer(Invoice invoice) {
            Instant issuedAt = invoice.issuedAt();
            Long assigned = invoice.number();
            LocalDate due = invoice.dueOn();
            if (issuedAt == null || assigned == null || due == null) {
                throw new IllegalStateException("a draft has no document");
            }
            this.invoice = invoice;
            this.printed = new Printed(invoice.language());
            this.totals = invoice.totals();
            this.number = Long.toString(assigned);
            this.issuedOn = issuedAt.atZone(invoice.zone()).toLocalDate();
            this.dueOn = due;
        }

        InvoiceSheet sheet() {
            Money gross = totals.gross();
            return new InvoiceSheet(
                    invoice.language().tag(),
                    text(invoice.type() == InvoiceType.CREDIT ? "credit-title" : "title"),
                    invoice.seller().legalName(),
                    sellerLines(invoice.seller()),
                    invoice.buyer().legalName(),
                    buyerLines(invoice.buyer()),
                    facts(),
                    text(gross.isNegative() ? "credit-balance" : "amount-due"),
                    printed.money(gross.abs()),
                    rows(),
                    sums(),
                    new Fact(text("total"), printed.money(gross)),
                    notices(),
                    payment(),
                    paymentCode(),
                    imprint(invoice.seller()),
                    labels());
        }

        private List<String> sellerLines(InvoiceParty seller) {
            List<String> lines =
                    new ArrayList<>(List.of(seller.street(), (seller.postalCode() + " " + seller.city()).strip()));
            lines.add(printed.country(seller.country()));
            return lines;
        }

        private String imprint(InvoiceParty seller) {
            return Stream.of(
                            Optional.of(new Fact(seller.legalName() + ",", String.join(", ", sellerLines(seller)))),
                            fact("registration-number", seller.registrationNumber()),
                            fact("vat-number", seller.vatNumber()),
                            Optional.of(new Fact("IBAN", invoice.bankAccount().printedIban())),
                            Optional.ofNullable(seller.email()).map(email -> new Fact(email, "")))
                    .flatMap(Optional::stream)
                    .map(fact -> (fact.label() + " " + fact.text()).strip())
                    .collect(Collectors.joining(" · "));
        }

        private List<String> buyerLines(InvoiceParty buyer) {
            List<String> lines = new ArrayList<>(buyer.addressLines());
            lines.add(printed.country(buyer.country()));
            fact("vat-number", buyer.vatNumber()).ifPresent(vat -> lines.add(vat.label() + " " + vat.text()));
            return lines;
        }

        private List<Fact> facts() {
            return Stream.of(
                            fact("number", number),
                            fact("date", printed.date(issuedOn)),
                            fact("due", printed.date(dueOn)),
                            fact("customer-number", invoice.customer().customerNumber()),
                            fact("unit", "OU-%07d".formatted(invoice.customer().unitNumber())),
                            fact("buyer-reference", invoice.customer().buyerReference()),
                            fact("purchase-order", invoice.customer().purchaseOrder()),
                            fact("reference", invoice.reference()))
                    .flatMap(Optional::stream)
                    .toList();
        }

        private List<Row> rows() {
            return invoice.lines().stream()
                    .map(line -> new Row(
                            line.description(),
                            printed.number(line.quantity()),
                            printed.percent(line.treatment().percent()),
                            printed.amount(line.net())))
                    .toList();
        }

        private List<Fact> sums() {
            List<Fact> sums = new ArrayList<>();
            sums.add(new Fact(text("subtotal"), printed.amount(totals.net())));
            for (VatBreakdown vat : totals.breakdown()) {
                String label = text("vat-of", printed.percent(vat.percent()), printed.amount(vat.base()));
                sums.add(new Fact(label, printed.amount(vat.vat())));
            }
            TaxExchange exchange = invoice.exchange();
            if (exchange != null) {
                sums.add(new Fact(
                        text("vat-restated", printed.number(exchange.rate()), printed.date(exchange.publishedOn())),
                        printed.money(exchange.restate(totals.vat()))));
            }
            return sums;
        }

        private List<String> notices() {
            List<String> notices = new ArrayList<>();
            Preceding credited = invoice.preceding();
            if (credited != null) {
                notices.add(text("notice.credits", Long.toString(credited.number())));
            }
            notices.add(paymentNotice());
            if (taxedAs(VatCategory.REVERSE_CHARGE)) {
                notices.add(text("vat.reverse-charge"));
            }
            if (taxedAs(VatCategory.OUTSIDE_SCOPE)) {
                notices.add(text("vat.outside-scope"));
            }
            if (taxedAs(VatCategory.EXEMPT)) {
                notices.add(text("vat.exempt"));
            }
            return notices;
        }

        private boolean taxedAs(VatCategory category) {
            return totals.breakdown().stream().anyMatch(vat -> vat.category() == category);
        }

        private String paymentNotice() {
            Money gross = totals.gross();
            if (gross.isZero()) {
                return text("notice.nothing-due");
            }
            if (gross.isNegative()) {
                return text("notice.credit-balance", printed.money(gross.abs()));
            }
            return switch (invoice.customer().paymentMethod()) {
                case BANK_TRANSFER -> transferNotice(gross);
                case DIRECT_DEBIT ->
                    invoice.customer().directDebit() == null
                            ? transferNotice(gross)
                            : text(
                                    "notice.direct-debit",
                                    printed.money(gross),
                                    printed.date(dueOn),
                                    invoice.customer().directDebit().mandate(),
                                    masked(invoice.customer().directDebit().iban()),
                                    invoice.customer().directDebit().creditorIdentifier());
                case CARD -> text("notice.card", printed.money(gross), printed.date(dueOn));
            };
        }

        private String transferNotice(Money gross) {
            return text("notice.bank-transfer", printed.money(gross), printed.date(dueOn), number);
        }

        /// The first and last four characters: enough to know one's own account by.
        private static String masked(String iban) {
            return iban.substring(0, 4) + " … " + iban.substring(iban.length() - 4);
        }

        private List<Fact> payment() {
            if (!paidByTransfer()) {
                return List.of();
            }
            BankAccount account = invoice.bankAccount();
            return Stream.of(
                            fact("account-holder", account.holder()),
                            Optional.of(new Fact("IBAN", account.printedIban())),
                            Optional.ofNullable(account.bic()).map(bic -> new Fact("BIC", bic)),
                            fact("quote", number))
                    .flatMap(Optional::stream)
                    .toList();
        }

        private @Nullable String paymentCode() {
            return paidByTransfer()
                    ? TransferCode.of(invoice.bankAccount(), totals.gross(), number)
                            .map(TransferCode::dataUri)
                            .orElse(null)
                    : null;
        }

        private boolean paidByTransfer() {
            return invoice.customer().paysByTransfer() && totals.gross().isPositive();
        }

        private Labels labels() {
            return new Labels(
                    text("billed-to"),
                    text("description"),
                    text("quantity"),
                    text("vat-rate"),
                    text("amount", invoice.currency().getCode()),
                    text("payment"),
                    text("scan"),
                    text("page"),
                    text("of"));
        }

        private Optional<Fact> fact(String label, @Nullable String value) {
            return Objects.requireNonNullElse(value, "").isBlank()
                    ? Optional.empty()
                    : Optional.of(new Fact(text(label), Objects.requireNonNull(value)));
        }

        private String text(String key, Object... arguments) {
            return Messages.text(invoice.language(), "invoice." + key, arguments);
        }
    }
}
