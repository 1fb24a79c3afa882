package dev.voltaire.api.invoice;

import dev.voltaire.api.http.Reference;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceRepository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page of an invoice shows beside it: whom it is for, and what credits it.
record InvoiceBeside(boolean operator, @Nullable Reference profile, List<Reference> creditInvoices) {

    static InvoiceBeside of(Invoice invoice, Caller caller, InvoiceRepository invoices, ProfileRepository profiles) {
        return new InvoiceBeside(
                caller.isOperator(),
                profile(invoice, profiles),
                invoices.creditsOf(invoice.id()).stream()
                        .map(credit -> new Reference(credit.id(), String.valueOf(credit.number())))
                        .toList());
    }

    private static @Nullable Reference profile(Invoice invoice, ProfileRepository profiles) {
        if (invoice.profileId() == null) {
            return null;
        }
        Profile profile = profiles.findById(invoice.profileId());
        return new Reference(invoice.profileId(), profile == null ? "" : profile.name());
    }
}
