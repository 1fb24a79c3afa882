package dev.voltaire.invoice;

import dev.voltaire.message.Language;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// An organisation unit as the payer of an invoice, as it was then.
///
/// @param customerNumber the operator's; absent for units that never got one
/// @param recipientEmail absent when nobody receives its invoices by mail
/// @param directDebit the mandate its invoices are collected with; absent where they are paid otherwise
/// @param paymentTermDays 0: due on the invoice date
@Embeddable
public record Customer(
        @Column(name = "organisation_unit_id") UUID organisationUnitId,
        @Column(name = "unit_number") long unitNumber,
        @Column(name = "customer_number") @Nullable String customerNumber,

        @Enumerated(EnumType.STRING) @Column(name = "language")
        Language language,

        @JdbcTypeCode(SqlTypes.JSON) @Column(name = "buyer") InvoiceParty party,

        @Enumerated(EnumType.STRING) @Column(name = "payment_method")
        PaymentMethod paymentMethod,

        @Column(name = "payment_term_days") int paymentTermDays,
        @Column(name = "buyer_reference") @Nullable String buyerReference,
        @Column(name = "purchase_order") @Nullable String purchaseOrder,

        @JdbcTypeCode(SqlTypes.JSON) @Column(name = "direct_debit") @Nullable
        DirectDebit directDebit,

        @Column(name = "recipient_email") @Nullable String recipientEmail) {

    /// A direct debit without a mandate is none: such an invoice asks for a transfer.
    public boolean paysByTransfer() {
        return switch (paymentMethod) {
            case BANK_TRANSFER -> true;
            case DIRECT_DEBIT -> directDebit == null;
            case CARD -> false;
        };
    }

    /// Of a credit: nothing is collected, and it is due at once.
    Customer credited() {
        return new Customer(
                organisationUnitId,
                unitNumber,
                customerNumber,
                language,
                party,
                paymentMethod,
                0,
                buyerReference,
                purchaseOrder,
                null,
                recipientEmail);
    }
}
