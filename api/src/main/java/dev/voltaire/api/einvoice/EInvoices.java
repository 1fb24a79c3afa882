package dev.voltaire.api.einvoice;

import dev.voltaire.invoice.Invoice;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.mustangproject.ZUGFeRD.PDFAConformanceLevel;
import org.mustangproject.ZUGFeRD.Profiles;
import org.mustangproject.ZUGFeRD.ZUGFeRDExporterFromA3;

/// Makes the structured forms of finalised invoices.
public final class EInvoices {
    private static final int FACTUR_X_VERSION = 2;

    private EInvoices() {}

    /// @throws ProblemException E_INVOICE_INCOMPLETE when the form demands what the invoice does not say
    public static byte[] write(Invoice invoice, Form form) {
        StructuredInvoice structured = StructuredInvoice.of(invoice);
        List<String> missing = missing(structured, form);
        if (!missing.isEmpty()) {
            throw new ProblemException(Problem.E_INVOICE_INCOMPLETE, form, String.join(", ", missing));
        }
        return switch (form) {
            case FACTUR_X, XRECHNUNG -> CiiWriter.write(structured, form);
            case PEPPOL -> UblWriter.write(structured, form);
        };
    }

    private static List<String> missing(StructuredInvoice invoice, Form form) {
        List<String> missing = new ArrayList<>();
        switch (form) {
            case FACTUR_X -> {}
            case XRECHNUNG -> {
                require(missing, "seller.contactName", invoice.seller().party().contactName() != null);
                require(missing, "seller.phone", invoice.seller().party().phone() != null);
                require(missing, "buyer.city", !invoice.buyer().party().city().isBlank());
                require(
                        missing,
                        "buyer.postalCode",
                        !invoice.buyer().party().postalCode().isBlank());
                require(missing, "buyer.endpoint", invoice.buyer().reachable().isPresent());
            }
            case PEPPOL -> {
                require(missing, "seller.endpoint", invoice.seller().endpoint().isPresent());
                require(missing, "buyer.endpoint", invoice.buyer().endpoint().isPresent());
            }
        }
        return missing;
    }

    private static void require(List<String> missing, String field, boolean present) {
        if (!present) {
            missing.add(field);
        }
    }

    /// The printed invoice with its data inside: Factur-X.
    ///
    /// @param pdf a PDF/A-3
    public static byte[] embed(Invoice invoice, byte[] pdf) {
        ByteArrayOutputStream hybrid = new ByteArrayOutputStream();
        try (ZUGFeRDExporterFromA3 exporter = new ZUGFeRDExporterFromA3()) {
            exporter.load(pdf);
            exporter.setProducer("Voltaire");
            exporter.setCreator("Voltaire");
            exporter.setZUGFeRDVersion(FACTUR_X_VERSION);
            exporter.setProfile(Profiles.getByName("EN16931", FACTUR_X_VERSION));
            exporter.setConformanceLevel(PDFAConformanceLevel.BASIC);
            exporter.setXML(write(invoice, Form.FACTUR_X));
            exporter.export(hybrid);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return hybrid.toByteArray();
    }
}
