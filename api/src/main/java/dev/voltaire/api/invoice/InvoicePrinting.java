package dev.voltaire.api.invoice;

import dev.voltaire.api.einvoice.EInvoices;
import dev.voltaire.api.einvoice.Form;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceDocuments;
import dev.voltaire.invoice.InvoiceDocuments.Key;
import dev.voltaire.invoice.InvoiceDocuments.Stored;
import dev.voltaire.invoice.InvoiceDocuments.Type;
import dev.voltaire.invoice.InvoiceSpecification;
import dev.voltaire.invoice.InvoiceSpecification.Entry;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/// Makes the documents of a finalised invoice: each on its first use, or beforehand from the outbox, and never again.
@ApplicationScoped
public class InvoicePrinting {
    static final String PDF = "application/pdf";
    static final String CSV = "text/csv";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String XML = "application/xml";
    static final Key PRINTED = new Key(Type.INVOICE, "", PDF);
    private static final int MOST_PRINTED = 5000;

    private final InvoiceDocuments documents;
    private final InvoiceSpecification specification;
    private final InvoicePdf pdf;
    private final PdfPrinter specificationPrinter = new PdfPrinter("documents/specification.html");

    @Inject
    InvoicePrinting(InvoiceDocuments documents, InvoiceSpecification specification, InvoicePdf pdf) {
        this.documents = documents;
        this.specification = specification;
        this.pdf = pdf;
    }

    /// The document as it was rendered first.
    ///
    /// @throws ProblemException E_INVOICE_INCOMPLETE, SPECIFICATION_TOO_LONG
    @Transactional(dontRollbackOn = ProblemException.class)
    public Stored document(Invoice invoice, Key key) {
        return documents.find(invoice.id(), key).orElseGet(() -> {
            documents.store(invoice, key, render(invoice, key));
            return documents.find(invoice.id(), key).orElseThrow();
        });
    }

    private byte[] render(Invoice invoice, Key key) {
        return switch (key.type()) {
            case INVOICE -> pdf.render(invoice);
            case E_INVOICE -> EInvoices.write(invoice, Form.valueOf(key.form()));
            case SPECIFICATION ->
                switch (key.mediaType()) {
                    case PDF -> specificationPdf(invoice);
                    case CSV -> new SpecificationWriter(invoice).csv(reader -> specification.each(invoice, reader));
                    case XLSX -> new SpecificationWriter(invoice).xlsx(reader -> specification.each(invoice, reader));
                    default -> throw new ProblemException(Problem.INVALID_PARAMETER, "format");
                };
        };
    }

    private byte[] specificationPdf(Invoice invoice) {
        int size = specification.count(invoice);
        if (size > MOST_PRINTED) {
            throw new ProblemException(Problem.SPECIFICATION_TOO_LONG, size, MOST_PRINTED);
        }
        List<Entry> entries = new ArrayList<>();
        specification.each(invoice, entries::add);
        return specificationPrinter.print(SpecificationSheet.of(invoice, entries));
    }
}
