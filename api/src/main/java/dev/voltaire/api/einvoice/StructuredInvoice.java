package dev.voltaire.api.einvoice;

import dev.voltaire.invoice.BankAccount;
import dev.voltaire.invoice.DirectDebit;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceLine;
import dev.voltaire.invoice.InvoiceTotals;
import dev.voltaire.invoice.InvoiceType;
import dev.voltaire.invoice.TaxExchange;
import dev.voltaire.invoice.VatBreakdown;
import dev.voltaire.invoice.VatTreatment;
import dev.voltaire.message.Messages;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import dev.voltaire.vat.VatCategory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// An invoice in the terms of EN 16931; the comments name the business terms. A credit invoice, negative in our books
/// and in print, is a credit note here, whose amounts are positive.
///
/// @param typeCode BT-3: 380 commercial invoice, 381 credit note
/// @param buyerReference BT-10
/// @param purchaseOrder BT-13
/// @param taxCurrency BT-6 and `taxInTaxCurrency` BT-111, both or neither
record StructuredInvoice(
        String number,
        String typeCode,
        LocalDate issuedOn,
        LocalDate dueOn,
        String currency,
        @Nullable String taxCurrency,
        @Nullable BigDecimal taxInTaxCurrency,
        String buyerReference,
        @Nullable String purchaseOrder,
        @Nullable Preceding preceding,
        TradeParty seller,
        TradeParty buyer,
        String note,
        Payment payment,
        List<Line> lines,
        List<Tax> taxes,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal gross) {

    /// BT-25 and BT-26.
    record Preceding(String number, LocalDate issuedOn) {}

    /// BG-16.
    record Payment(
            PaymentMethod method,
            boolean euro,
            BankAccount account,
            @Nullable DirectDebit directDebit) {}

    /// BG-25. The unit price is never negative (BR-27): the quantity carries the sign.
    ///
    /// @param periodEnd BT-135, inclusive
    record Line(
            int position,
            String name,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal net,
            String category,
            BigDecimal percent,
            @Nullable String costCentre,
            @Nullable LocalDate periodStart,
            @Nullable LocalDate periodEnd) {}

    /// BG-23.
    ///
    /// @param exemptionCode BT-121, and `exemption` BT-120: where no tax is charged, why
    record Tax(
            String category,
            BigDecimal percent,
            BigDecimal base,
            BigDecimal amount,
            @Nullable String exemptionCode,
            @Nullable String exemption) {}

    boolean creditNote() {
        return typeCode.equals("381");
    }

    /// @throws IllegalStateException for a draft
    static StructuredInvoice of(Invoice invoice) {
        return new Reader(invoice).read();
    }

    private record Reader(Invoice invoice, boolean credit) {
        Reader(Invoice invoice) {
            this(invoice, invoice.type() == InvoiceType.CREDIT);
        }

        StructuredInvoice read() {
            Long number = invoice.number();
            LocalDate dueOn = invoice.dueOn();
            if (number == null || dueOn == null) {
                throw new IllegalStateException("a draft has no structured form");
            }
            InvoiceTotals totals = invoice.totals();
            TaxExchange exchange = invoice.exchange();
            return new StructuredInvoice(
                    Long.toString(number),
                    credit ? "381" : "380",
                    invoice.issuedOn(),
                    dueOn,
                    invoice.currency().getCode(),
                    exchange == null ? null : exchange.currency(),
                    exchange == null ? null : amount(exchange.restate(totals.vat())),
                    Objects.requireNonNullElse(
                            invoice.customer().buyerReference(),
                            "OU-%07d".formatted(invoice.customer().unitNumber())),
                    invoice.customer().purchaseOrder(),
                    preceding(),
                    TradeParty.of(invoice.seller()),
                    TradeParty.of(invoice.buyer()),
                    String.valueOf(invoice.reference()),
                    new Payment(
                            invoice.customer().paymentMethod(),
                            invoice.currency().getCode().equals("EUR"),
                            invoice.bankAccount(),
                            invoice.customer().directDebit()),
                    invoice.lines().stream().map(this::line).toList(),
                    totals.breakdown().stream().map(this::tax).toList(),
                    amount(totals.net()),
                    amount(totals.vat()),
                    amount(totals.gross()));
        }

        private @Nullable Preceding preceding() {
            dev.voltaire.invoice.Preceding credited = invoice.preceding();
            return credited == null ? null : new Preceding(Long.toString(credited.number()), credited.issuedOn());
        }

        private Line line(InvoiceLine line) {
            BigDecimal net = amount(line.net());
            BigDecimal quantity = line.quantity().abs().stripTrailingZeros();
            VatTreatment treatment = line.treatment();
            return new Line(
                    line.position(),
                    line.description(),
                    net.signum() < 0 ? quantity.negate() : quantity,
                    quantity.signum() == 0 ? net.abs() : net.abs().divide(quantity, MathContext.DECIMAL32),
                    net,
                    code(treatment.category()),
                    treatment.percent(),
                    line.costCentre(),
                    line.periodStart() == null || line.periodEnd() == null ? null : day(line.periodStart()),
                    line.periodEnd() == null ? null : day(line.periodEnd().minusNanos(1)));
        }

        private Tax tax(VatBreakdown group) {
            return new Tax(
                    code(group.category()),
                    group.percent(),
                    amount(group.base()),
                    amount(group.vat()),
                    switch (group.category()) {
                        case STANDARD, ZERO_RATED, OUTSIDE_SCOPE -> null;
                        case EXEMPT -> "VATEX-EU-79-C";
                        case REVERSE_CHARGE -> "VATEX-EU-AE";
                    },
                    switch (group.category()) {
                        case STANDARD, ZERO_RATED -> null;
                        case EXEMPT -> text("invoice.vat.exempt");
                        case REVERSE_CHARGE -> text("invoice.vat.reverse-charge");
                        case OUTSIDE_SCOPE -> text("invoice.vat.outside-scope");
                    });
        }

        /// EN 16931 forbids what is outside the scope beside anything else on one invoice, and the seller's VAT number
        /// with it (BR-O-02, -11): it is told as exempt, with its reason.
        private static String code(VatCategory category) {
            return switch (category) {
                case STANDARD, ZERO_RATED, EXEMPT, REVERSE_CHARGE -> category.code();
                case OUTSIDE_SCOPE -> VatCategory.EXEMPT.code();
            };
        }

        private String text(String key) {
            return Messages.text(invoice.language(), key);
        }

        private BigDecimal amount(Money money) {
            return credit ? money.getAmount().negate() : money.getAmount();
        }

        private @Nullable LocalDate day(@Nullable Instant at) {
            ZoneId zone = invoice.zone();
            return Optional.ofNullable(at)
                    .map(instant -> instant.atZone(zone).toLocalDate())
                    .orElse(null);
        }
    }
}
