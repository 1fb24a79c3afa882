package dev.voltaire.api.invoice;

import dev.voltaire.api.einvoice.Form;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceDocuments.Key;
import dev.voltaire.invoice.InvoiceDocuments.Type;
import dev.voltaire.invoice.InvoiceHistory;
import dev.voltaire.invoice.InvoiceSettings;
import dev.voltaire.invoice.InvoiceSettings.MailAttachment;
import dev.voltaire.invoice.InvoiceSettingsRepository;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/// What travels with the mail of an invoice: always its PDF, and what the customer wants beside it. A document that
/// cannot be made is told in the history and does not keep the invoice back.
@ApplicationScoped
class InvoiceAttachments {
    private final InvoiceSettingsRepository settings;
    private final InvoicePrinting printing;
    private final InvoiceHistory history;

    @Inject
    InvoiceAttachments(InvoiceSettingsRepository settings, InvoicePrinting printing, InvoiceHistory history) {
        this.settings = settings;
        this.printing = printing;
        this.history = history;
    }

    record File(String name, byte[] content, String mediaType) {}

    private record Wanted(Key key, String suffix) {}

    /// In the transaction of the caller, who has seen the invoice.
    List<File> of(Invoice invoice) {
        InvoiceSettings.Particulars chosen =
                settings.of(invoice.organisationUnitId()).particulars();
        List<File> files = new ArrayList<>();
        files.add(file(invoice, new Wanted(InvoicePrinting.PRINTED, ".pdf")));
        for (MailAttachment attachment :
                chosen.mailAttachments().stream().sorted().toList()) {
            try {
                files.add(file(invoice, wanted(attachment, chosen)));
            } catch (ProblemException impossible) {
                history.append(
                        invoice.id(),
                        InvoiceHistory.Type.SENDING_FAILED,
                        "system",
                        attachment + ": " + impossible.getMessage() + " " + impossible.arguments());
            }
        }
        return files;
    }

    private File file(Invoice invoice, Wanted wanted) {
        return new File(
                invoice.reference() + wanted.suffix(),
                printing.document(invoice, wanted.key()).content(),
                wanted.key().mediaType());
    }

    private static Wanted wanted(MailAttachment attachment, InvoiceSettings.Particulars chosen) {
        return switch (attachment) {
            case E_INVOICE -> {
                Form form = chosen.form() == null ? Form.FACTUR_X : Form.valueOf(chosen.form());
                yield new Wanted(new Key(Type.E_INVOICE, form.name(), InvoicePrinting.XML), "." + form + ".xml");
            }
            case SPECIFICATION_PDF -> specification(InvoicePrinting.PDF, "pdf");
            case SPECIFICATION_CSV -> specification(InvoicePrinting.CSV, "csv");
            case SPECIFICATION_XLSX -> specification(InvoicePrinting.XLSX, "xlsx");
        };
    }

    private static Wanted specification(String mediaType, String extension) {
        return new Wanted(new Key(Type.SPECIFICATION, "", mediaType), "-specification." + extension);
    }
}
