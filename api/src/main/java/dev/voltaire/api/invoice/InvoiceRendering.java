package dev.voltaire.api.invoice;

import dev.voltaire.invoice.InvoiceFinalised;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.OutboxHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// Prints an invoice that has its number.
@ApplicationScoped
class InvoiceRendering implements OutboxHandler<InvoiceFinalised> {
    private final InvoiceRepository invoices;
    private final InvoicePrinting printing;

    @Inject
    InvoiceRendering(InvoiceRepository invoices, InvoicePrinting printing) {
        this.invoices = invoices;
        this.printing = printing;
    }

    @Override
    public Class<InvoiceFinalised> eventType() {
        return InvoiceFinalised.class;
    }

    @Override
    public String name() {
        return "invoice-rendering";
    }

    @Override
    public void handle(InvoiceFinalised event) {
        printing.document(invoices.get(event.invoiceId(), Scope.EVERYTHING), InvoicePrinting.PRINTED);
    }
}
