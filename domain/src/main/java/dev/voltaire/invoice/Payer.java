package dev.voltaire.invoice;

import dev.voltaire.organisation.Address;
import dev.voltaire.organisation.BillingAccount;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import dev.voltaire.organisation.OrganisationUnit;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads an organisation unit as the customer on an invoice.
final class Payer {
    private static final Address NO_ADDRESS = new Address(null, null, null, null, null, null, null, null);

    private Payer() {}

    /// @throws IllegalStateException for a unit without a billing account
    static Customer of(OrganisationUnit unit, InvoiceSettings.Particulars settings, @Nullable DirectDebit directDebit) {
        BillingAccount account = unit.billing();
        if (account == null) {
            throw new IllegalStateException("a unit without a billing account pays nothing");
        }
        Address address = Objects.requireNonNullElse(account.address(), NO_ADDRESS);
        return new Customer(
                unit.id(),
                unit.number(),
                unit.customerNumber(),
                unit.language(),
                new InvoiceParty(
                        Objects.requireNonNullElse(account.legalName(), unit.name()),
                        settings.contactName(),
                        joined(
                                address.street(),
                                address.houseNumber(),
                                address.houseNumberSuffix(),
                                address.addition()),
                        Objects.requireNonNullElse(address.postalCode(), ""),
                        Objects.requireNonNullElse(address.city(), ""),
                        Objects.requireNonNullElse(address.country(), unit.country()),
                        account.vatNumber(),
                        account.registrationNumber(),
                        account.invoiceEmail(),
                        null,
                        settings.endpoint()),
                account.paymentMethod(),
                account.paymentTermDays(),
                account.buyerReference(),
                settings.purchaseOrder(),
                account.paymentMethod() == PaymentMethod.DIRECT_DEBIT ? directDebit : null,
                account.invoiceEmail());
    }

    private static String joined(@Nullable String... parts) {
        return Stream.of(parts)
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
    }
}
