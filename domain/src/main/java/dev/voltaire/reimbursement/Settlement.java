package dev.voltaire.reimbursement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// What a subject of the ledger should come to, and the line that brings it there from what is on record. Pure: all it
/// needs is in its arguments.
///
/// @param kwh all the energy of the subject that counts for the outcome
sealed interface Settlement {
    BigDecimal kwh();

    /// @param perKwh what a kWh came to; an average where the price changed while it was charged
    record Payable(BigDecimal kwh, Price price) implements Settlement {}

    record Waiting(BigDecimal kwh, ReimbursementStatus status) implements Settlement {}

    record Refused(BigDecimal kwh, IneligibilityReason reason) implements Settlement {}

    /// What the energy costs, rounded once, half up on the absolute value.
    record Price(@Nullable UUID id, PriceSource source, BigDecimal perKwh, String currency, BigDecimal amount) {
        static Price flat(@Nullable UUID id, PriceSource source, BigDecimal perKwh, String currency, BigDecimal kwh) {
            return new Price(id, source, perKwh, currency, rounded(kwh.multiply(perKwh), currency));
        }

        static BigDecimal rounded(BigDecimal amount, String currency) {
            return Money.of(CurrencyUnit.of(currency), amount, RoundingMode.HALF_UP)
                    .getAmount();
        }
    }

    /// What the lines of a subject say so far.
    ///
    /// @param paidKwh and the other sums: of its priced lines
    /// @param lastStatus of its last line, with what that line says
    record OnRecord(
            int lines,
            BigDecimal paidKwh,
            BigDecimal paidAmount,
            @Nullable String paidCurrency,
            @Nullable BigDecimal lastKwh,
            @Nullable ReimbursementStatus lastStatus,
            @Nullable IneligibilityReason lastReason) {
        static final OnRecord NOTHING = new OnRecord(0, BigDecimal.ZERO, BigDecimal.ZERO, null, null, null, null);

        OnRecord with(Entry entry) {
            boolean priced = entry.amount() != null;
            return new OnRecord(
                    lines + 1,
                    priced ? paidKwh.add(entry.kwh()) : paidKwh,
                    priced ? paidAmount.add(entry.amount()) : paidAmount,
                    priced ? entry.currency() : paidCurrency,
                    entry.kwh(),
                    entry.status(),
                    entry.reason());
        }

        private boolean says(BigDecimal kwh, ReimbursementStatus status, @Nullable IneligibilityReason reason) {
            return status == lastStatus && reason == lastReason && lastKwh != null && lastKwh.compareTo(kwh) == 0;
        }

        private boolean takenBackFor(IneligibilityReason reason) {
            return lastStatus == ReimbursementStatus.PRICED && lastReason == reason;
        }

        private boolean hasPaid() {
            return paidAmount.signum() != 0 || paidKwh.signum() != 0;
        }
    }

    /// One line to add.
    record Entry(
            BigDecimal kwh,
            ReimbursementStatus status,
            @Nullable IneligibilityReason reason,
            @Nullable Price price,
            @Nullable BigDecimal amount,
            @Nullable String currency) {}

    /// Null when the record says it all already. Whatever was paid too much comes back as a negative amount in the
    /// currency it was paid in.
    default @Nullable Entry from(OnRecord record) {
        return switch (this) {
            case Payable(BigDecimal kwh, Price price) -> payable(kwh, price, record);
            case Waiting(BigDecimal kwh, ReimbursementStatus status) -> {
                BigDecimal open = kwh.subtract(record.paidKwh());
                yield record.says(open, status, null) || record.hasPaid() && open.signum() == 0
                        ? null
                        : new Entry(open, status, null, null, null, null);
            }
            case Refused(BigDecimal kwh, IneligibilityReason reason) -> {
                if (record.hasPaid()) {
                    yield new Entry(
                            record.paidKwh().negate(),
                            ReimbursementStatus.PRICED,
                            reason,
                            null,
                            record.paidAmount().negate(),
                            record.paidCurrency());
                }
                yield record.says(kwh, ReimbursementStatus.NOT_ELIGIBLE, reason) || record.takenBackFor(reason)
                        ? null
                        : new Entry(kwh, ReimbursementStatus.NOT_ELIGIBLE, reason, null, null, null);
            }
        };
    }

    private static @Nullable Entry payable(BigDecimal kwh, Price price, OnRecord record) {
        if (record.hasPaid() && !price.currency().equals(record.paidCurrency())) {
            throw new IllegalStateException("a session is paid back in one currency");
        }
        BigDecimal moreKwh = kwh.subtract(record.paidKwh());
        BigDecimal more = price.amount().subtract(record.paidAmount());
        boolean recorded = record.lastStatus() == ReimbursementStatus.PRICED && record.lastReason() == null;
        return recorded && moreKwh.signum() == 0 && more.signum() == 0
                ? null
                : new Entry(moreKwh, ReimbursementStatus.PRICED, null, price, more, price.currency());
    }
}
