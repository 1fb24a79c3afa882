package dev.voltaire.invoice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// What closing a period does, or would do.
///
/// @param id absent for a dry run, which leaves nothing behind
/// @param periodEnd exclusive
public record InvoiceRun(
        @Nullable UUID id,
        UUID issuerId,
        Instant periodStart,
        Instant periodEnd,
        List<Entry> entries,
        List<Left> left) {
    public InvoiceRun {
        entries = List.copyOf(entries);
        left = List.copyOf(left);
    }

    /// One invoice.
    ///
    /// @param invoiceId absent in a dry run
    public record Entry(@Nullable UUID invoiceId, UUID unitId, String unitLabel, int sessions, Money net) {}

    /// Charging that is not invoiced, and why.
    public record Left(Reason reason, UUID unitId, String unitLabel, int sessions) {}

    /// Why charging stays out of a run.
    public enum Reason {
        NOT_APPROVED,
        NOT_PRICED,
        NOT_BILLABLE,
        /// Neither the unit nor one above it has a billing account.
        NO_BILLING_ACCOUNT,
        /// No VAT rate for the payer's country on that day.
        NO_VAT_RATE
    }
}
