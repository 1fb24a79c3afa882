package dev.voltaire.api.invoice;

import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceDocuments;
import dev.voltaire.invoice.InvoiceFinalised;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.OutboxHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// Makes the documents of an invoice that has its number.
@ApplicationScoped
class InvoiceRendering implements OutboxHandler<InvoiceFinalised> {
    static final String PDF = "application/pdf";

    private final InvoiceRepository invoices;
    private final InvoiceDocuments documents;
    private final InvoicePdf pdf;

    @Inject
    InvoiceRendering(InvoiceRepository invoices, InvoiceDocuments documents, InvoicePdf pdf) {
        this.invoices = invoices;
        this.documents = documents;
        this.pdf = pdf;
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
        Invoice invoice = invoices.get(event.invoiceId(), Scope.EVERYTHING);
        if (documents.find(invoice.id(), InvoiceDocuments.Type.INVOICE, PDF).isEmpty()) {
            documents.store(invoice, InvoiceDocuments.Type.INVOICE, PDF, pdf.render(invoice));
        }
    }
}
