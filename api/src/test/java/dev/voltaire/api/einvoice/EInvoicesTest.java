package dev.voltaire.api.einvoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.voltaire.api.invoice.InvoicePdf;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceType;
import dev.voltaire.invoice.SampleInvoices;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EInvoicesTest {
    private static final InvoicePdf PDF = new InvoicePdf();

    @ParameterizedTest
    @EnumSource
    void theFacturXDataKeepsTheRulesOfEn16931(SampleInvoices sample) {
        assertThat(RuleSets.en16931Cii(EInvoices.write(sample.finalised(), Form.FACTUR_X)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void xRechnungKeepsTheRulesOfGermanAdministrations(SampleInvoices sample) {
        assertThat(RuleSets.xRechnung(EInvoices.write(sample.finalised(), Form.XRECHNUNG)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatTravelsOverPeppolKeepsItsRulesAndThoseOfEn16931(SampleInvoices sample) {
        // given
        Invoice invoice = sample.finalised();
        boolean credit = invoice.type() == InvoiceType.CREDIT;

        // when
        byte[] xml = EInvoices.write(invoice, Form.PEPPOL);

        // then
        assertThat(RuleSets.en16931Ubl(xml, credit)).isEmpty();
        assertThat(RuleSets.peppol(xml, credit)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void thePrintedInvoiceIsAnArchivablePdfWithItsDataInside(SampleInvoices sample) throws Exception {
        // given
        Invoice invoice = sample.finalised();

        // when
        byte[] pdf = PDF.render(invoice);

        // then
        Files.write(Files.createDirectories(Path.of("target/invoices")).resolve(sample + ".pdf"), pdf);
        assertThat(attached(pdf, "factur-x.xml")).isEqualTo(EInvoices.write(invoice, Form.FACTUR_X));
        assertThat(ArchivablePdf.flaws(pdf)).isEmpty();
    }

    @Test
    void anAlteredTotalBreaksTheRules() {
        // given
        String xml = new String(
                EInvoices.write(SampleInvoices.SUBSCRIPTION.finalised(), Form.FACTUR_X), StandardCharsets.UTF_8);

        // when
        String altered = xml.replace("<ram:GrandTotalAmount>6.05", "<ram:GrandTotalAmount>6.06");

        // then
        assertThat(RuleSets.en16931Cii(altered.getBytes(StandardCharsets.UTF_8)))
                .anySatisfy(violation -> assertThat(violation).contains("BR-CO-15"));
    }

    @Test
    void aCreditNoteNamesWhatItCreditsInPositiveAmounts() {
        // when
        String xml = new String(
                EInvoices.write(SampleInvoices.FULL_CREDIT.finalised(), Form.PEPPOL), StandardCharsets.UTF_8);

        // then
        assertThat(xml)
                .contains("<CreditNote ", "<cbc:CreditNoteTypeCode>381<", "<cac:InvoiceDocumentReference><cbc:ID>35<")
                .contains("currencyID=\"EUR\">18.04<")
                .doesNotContain("-18.04");
    }

    @Test
    void aCustomerWithoutAnAddressInPeppolIsNamedNotGuessed() {
        // given
        Invoice invoice = SampleInvoices.withoutVatNumber();

        // then
        assertThatThrownBy(() -> EInvoices.write(invoice, Form.PEPPOL))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.E_INVOICE_INCOMPLETE);
                    assertThat(refused.arguments()).contains("buyer.endpoint");
                });
    }

    private static byte[] attached(byte[] pdf, String name) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDComplexFileSpecification file = document.getDocumentCatalog()
                    .getNames()
                    .getEmbeddedFiles()
                    .getNames()
                    .get(name);
            return Objects.requireNonNull(file, "nothing attached")
                    .getEmbeddedFile()
                    .toByteArray();
        }
    }
}
