package dev.voltaire.invoice;

import dev.voltaire.invoice.InvoiceRun.Flaw;
import dev.voltaire.mandate.Mandates;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import dev.voltaire.organisation.OrganisationUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/// Payers as they are at this moment: billing account, invoice settings and mandate together.
@ApplicationScoped
class Customers {
    private final InvoiceSettingsRepository settings;
    private final Mandates mandates;

    @Inject
    Customers(InvoiceSettingsRepository settings, Mandates mandates) {
        this.settings = settings;
        this.mandates = mandates;
    }

    Customer of(OrganisationUnit payer, Issuer issuer) {
        String creditor = issuer.creditorIdentifier();
        DirectDebit debit = creditor == null
                ? null
                : mandates.active(payer.id())
                        .map(mandate -> new DirectDebit(mandate.reference(), mandate.iban(), creditor))
                        .orElse(null);
        return Payer.of(payer, settings(payer), debit);
    }

    InvoiceSettings.Particulars settings(OrganisationUnit payer) {
        return settings.of(payer.id()).particulars();
    }

    List<Flaw> flaws(Customer customer) {
        List<Flaw> flaws = new ArrayList<>();
        if (customer.paymentMethod() == PaymentMethod.DIRECT_DEBIT && customer.directDebit() == null) {
            flaws.add(Flaw.DIRECT_DEBIT_WITHOUT_MANDATE);
        }
        if (customer.recipientEmail() == null) {
            flaws.add(Flaw.NO_INVOICE_EMAIL);
        }
        InvoiceParty party = customer.party();
        if (party.street().isBlank()
                || party.city().isBlank()
                || party.postalCode().isBlank()) {
            flaws.add(Flaw.INCOMPLETE_ADDRESS);
        }
        return flaws;
    }
}
