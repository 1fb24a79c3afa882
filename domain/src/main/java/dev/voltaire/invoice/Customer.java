package dev.voltaire.invoice;

import dev.voltaire.message.Language;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An organisation unit as the payer of an invoice.
///
/// @param customerNumber the operator's; absent for units that never got one
/// @param recipientEmail absent when nobody receives its invoices by mail
/// @param directDebit the mandate its invoices are collected with; absent where they are paid otherwise
/// @param paymentTermDays 0: due on the invoice date
public record Customer(
        UUID organisationUnitId,
        long unitNumber,
        @Nullable String customerNumber,
        Language language,
        InvoiceParty party,
        PaymentMethod paymentMethod,
        int paymentTermDays,
        @Nullable String buyerReference,
        @Nullable String purchaseOrder,
        @Nullable DirectDebit directDebit,
        @Nullable String recipientEmail) {}
