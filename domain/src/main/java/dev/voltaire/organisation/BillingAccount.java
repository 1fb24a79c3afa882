package dev.voltaire.organisation;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

/// Who an organisation unit's invoices are addressed to and how they are paid. `paymentTermDays` 0 means due on the
/// invoice date.
@Embeddable
public record BillingAccount(
        @Nullable String legalName,

        @Embedded
        @AttributeOverride(name = "companyName", column = @Column(name = "billing_company_name"))
        @AttributeOverride(name = "street", column = @Column(name = "billing_street"))
        @AttributeOverride(name = "houseNumber", column = @Column(name = "billing_house_number"))
        @AttributeOverride(name = "houseNumberSuffix", column = @Column(name = "billing_house_number_suffix"))
        @AttributeOverride(name = "addition", column = @Column(name = "billing_address_addition"))
        @AttributeOverride(name = "postalCode", column = @Column(name = "billing_postal_code"))
        @AttributeOverride(name = "city", column = @Column(name = "billing_city"))
        @AttributeOverride(name = "country", column = @Column(name = "billing_country"))
        @Nullable
        Address address,

        @Nullable String vatNumber,
        @Nullable String registrationNumber,
        @Nullable String invoiceEmail,
        @Nullable String buyerReference,
        @Nullable String iban,
        @Enumerated(EnumType.STRING) PaymentMethod paymentMethod,
        int paymentTermDays) {

    /// How the customer pays its invoices.
    public enum PaymentMethod {
        BANK_TRANSFER,
        DIRECT_DEBIT,
        CARD
    }

    public static BillingAccount payingByTransfer(String legalName, @Nullable Address address) {
        return new BillingAccount(legalName, address, null, null, null, null, null, PaymentMethod.BANK_TRANSFER, 14);
    }
}
