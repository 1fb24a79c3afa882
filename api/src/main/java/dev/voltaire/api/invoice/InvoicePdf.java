package dev.voltaire.api.invoice;

import dev.voltaire.invoice.Invoice;
import jakarta.enterprise.context.ApplicationScoped;

/// Renders the printed form of a finalised invoice.
@ApplicationScoped
public class InvoicePdf {
    private final PdfPrinter printer = new PdfPrinter("documents/invoice.html");

    public byte[] render(Invoice invoice) {
        return printer.print(InvoiceSheet.of(invoice));
    }
}
