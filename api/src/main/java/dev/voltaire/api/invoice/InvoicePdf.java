package dev.voltaire.api.invoice;

import dev.voltaire.api.einvoice.EInvoices;
import dev.voltaire.invoice.Invoice;
import jakarta.enterprise.context.ApplicationScoped;

/// Renders the printed form of a finalised invoice: a PDF/A-3 with its Factur-X data inside.
@ApplicationScoped
public class InvoicePdf {
    private final PdfPrinter printer = new PdfPrinter("documents/invoice.html");

    public byte[] render(Invoice invoice) {
        return EInvoices.embed(invoice, printer.print(InvoiceSheet.of(invoice)));
    }
}
