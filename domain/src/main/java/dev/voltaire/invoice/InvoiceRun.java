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
        List<Left> left,
        List<Warning> warnings) {
    public InvoiceRun {
        entries = List.copyOf(entries);
        left = List.copyOf(left);
        warnings = List.copyOf(warnings);
    }

    /// One invoice.
    ///
    /// @param invoiceId absent in a dry run
    public record Entry(
            @Nullable UUID invoiceId, UUID unitId, String unitLabel, int sessions, Money net, Money gross) {}

    /// What is not invoiced, and why.
    ///
    /// @param items charging sessions, fees and orders
    public record Left(Reason reason, UUID unitId, String unitLabel, int items) {}

    /// What is invoiced, though something is wrong with it.
    public record Warning(Flaw flaw, UUID unitId, String unitLabel) {}

    /// Why charging stays out of a run.
    public enum Reason {
        NOT_APPROVED,
        DISPUTED,
        NOT_PRICED,
        NOT_BILLABLE,
        /// Neither the unit nor one above it has a billing account.
        NO_BILLING_ACCOUNT,
        /// No VAT rate for the country on that day.
        NO_VAT_RATE,
        /// Tax follows the place of consumption, and nobody knows it.
        CONSUMPTION_COUNTRY_UNKNOWN,
        /// The country of consumption expects the issuer to register.
        SELLER_NOT_REGISTERED,
        /// The country of consumption shifts the tax to businesses registered there, and the customer is not.
        BUYER_NOT_REGISTERED,
        /// No rate to state the tax in the issuer's currency with.
        NO_EXCHANGE_RATE
    }

    /// What makes an invoice hard to deliver or to pay.
    public enum Flaw {
        /// It asks for a transfer instead.
        DIRECT_DEBIT_WITHOUT_MANDATE,
        NO_INVOICE_EMAIL,
        INCOMPLETE_ADDRESS
    }
}
