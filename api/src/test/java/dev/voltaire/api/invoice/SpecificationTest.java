package dev.voltaire.api.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.api.einvoice.ArchivablePdf;
import dev.voltaire.cdr.CostComponent;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceSpecification.Entry;
import dev.voltaire.invoice.SampleInvoices;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpecificationTest {
    private static final Invoice INVOICE = SampleInvoices.DIRECT_DEBIT.finalised();

    @Test
    void noTextOfAnOperatorIsAFormulaInCsv() {
        // when
        String csv = new String(csv(entry("=HYPERLINK(\"http://evil\")", "-2+3", "-0.50")), StandardCharsets.UTF_8);

        // then
        assertThat(csv).startsWith("\uFEFFCDR,Version,Beginn,Ende");
        assertThat(csv).contains("\"'=HYPERLINK(\"\"http://evil\"\")\"", "'-2+3", ",-0.50,");
    }

    @Test
    void aSpreadsheetHoldsNumbersAsNumbersAndTextsAsTexts() throws IOException {
        // when
        byte[] xlsx =
                new SpecificationWriter(INVOICE).xlsx(reader -> reader.accept(entry("=1+1", "Quai Voltaire", "14.53")));

        // then
        String sheet = part(xlsx, "xl/worksheets/sheet1.xml") + part(xlsx, "xl/sharedStrings.xml");
        assertThat(sheet).contains("=1+1", "<v>14.53</v>").doesNotContain("<f>");
    }

    @Test
    void aLongSpecificationRepeatsItsHeadAndEndsWithTheSum() throws IOException {
        // given
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            entries.add(entry(
                    "CDR-" + i,
                    i % 7 == 0 ? "Ladepark Autobahnraststätte Hamburg-Stillhorn Ost" : "Quai " + i,
                    "14.53"));
        }

        // when
        byte[] pdf = new PdfPrinter("documents/specification.html").print(SpecificationSheet.of(INVOICE, entries));

        // then
        Files.write(Files.createDirectories(Path.of("target/invoices")).resolve("specification.pdf"), pdf);
        assertThat(ArchivablePdf.flaws(pdf)).isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document).replace('\u00a0', ' ');
            assertThat(document.getNumberOfPages()).isGreaterThan(3);
            assertThat(text.split("Beginn", -1)).hasSize(document.getNumberOfPages() + 1);
            assertThat(text).contains("Summe ohne USt. (120 Einträge)", "1.743,60", "Energie 14,03 · Service 0,50");
        }
    }

    private static byte[] csv(Entry entry) {
        return new SpecificationWriter(INVOICE).csv(reader -> reader.accept(entry));
    }

    private static Entry entry(String cdr, @Nullable String location, String net) {
        BigDecimal amount = new BigDecimal(net);
        return new Entry(
                UUID.randomUUID(),
                cdr,
                1,
                false,
                amount.signum() < 0,
                Instant.parse("2024-08-12T15:44:00Z"),
                Instant.parse("2024-08-12T16:25:18Z"),
                "Nordwind Logistik",
                "Mia Laden",
                "KST 7",
                "FR*LDL",
                location,
                "FR*LDL*E00003606",
                "FRA",
                new BigDecimal("44.70"),
                Map.of(
                        CostComponent.ENERGY,
                        amount.subtract(new BigDecimal("0.50")),
                        CostComponent.ADDITIONAL,
                        new BigDecimal("0.50")),
                amount);
    }

    private static String part(byte[] zip, String name) throws IOException {
        Path file = Files.createDirectories(Path.of("target/invoices")).resolve("specification.xlsx");
        Files.write(file, zip);
        try (ZipFile opened = new ZipFile(file.toFile())) {
            ZipEntry entry = opened.getEntry(name);
            return entry == null ? "" : new String(opened.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
