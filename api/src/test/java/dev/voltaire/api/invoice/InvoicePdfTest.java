package dev.voltaire.api.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.invoice.Customer;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceLine;
import dev.voltaire.invoice.InvoiceLineKind;
import dev.voltaire.invoice.InvoiceParty;
import dev.voltaire.invoice.Issuer;
import dev.voltaire.invoice.VatTreatment;
import dev.voltaire.message.Language;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import dev.voltaire.value.PartyId;
import dev.voltaire.vat.VatCategory;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InvoicePdfTest {
    private static final Instant ISSUED = Instant.parse("2024-09-08T08:57:08Z");
    private static final InvoicePdf PDF = new InvoicePdf();

    @Test
    void aDutchCustomerReadsItsInvoiceInDutch() throws IOException {
        // given
        Invoice invoice = draft(Language.NL, "NL", PaymentMethod.BANK_TRANSFER);
        invoice.add(line("Abonnement (periode 8 augustus 2024 – 8 september 2024)", "5.00", "21"));
        invoice.finalise(42, "NL-EUR-20240908085708-NLVLT-4079", ISSUED);

        // when
        String text = text(PDF.render(invoice));

        // then
        assertThat(text)
                .contains("Factuur", "42", "8 september 2024", "22 september 2024", "OU-0004079", "554248")
                .contains("Subtotaal excl. btw", "5,00", "Btw 21 % over 5,00", "1,05", "EUR 6,05")
                .contains("NL20 INGB 0001 2345 67", "NL-EUR-20240908085708-NLVLT-4079");
    }

    @Test
    void aCreditBalanceAsksForNoPayment() throws IOException {
        // given
        Invoice invoice = draft(Language.FR, "FR", PaymentMethod.BANK_TRANSFER);
        invoice.add(line("Sessions de recharge (période avant le 1 août 2024)", "-15.03", "20"));
        invoice.finalise(35, "FR-EUR-20240901120254-NLVLT-3336", ISSUED);

        // when
        String text = text(PDF.render(invoice));

        // then
        assertThat(text).contains("-15,03", "-3,01", "EUR -18,04", "solde créditeur de EUR 18,04");
        assertThat(text).doesNotContain("Scanner pour payer");
    }

    @Test
    void whatCustomersWriteIsNeverEvaluatedNorMarkup() throws IOException {
        // given
        Invoice invoice = draft(Language.EN, "NL", PaymentMethod.DIRECT_DEBIT);
        invoice.add(line("{sheet.title} <b>bold</b> & ${system} {#each}", "1.00", "21"));
        invoice.finalise(1, "NL-EUR-20240908085708-NLVLT-1", ISSUED);

        // when
        String text = text(PDF.render(invoice));

        // then
        assertThat(text).contains("{sheet.title} <b>bold</b> & ${system} {#each}");
    }

    @Test
    void aLongInvoiceRepeatsItsTableHeadOnEveryPage() throws IOException {
        // given
        Invoice invoice = draft(Language.DE, "DE", PaymentMethod.DIRECT_DEBIT);
        for (int i = 1; i <= 80; i++) {
            invoice.add(line("Ladevorgänge, Kostenstelle " + i, "10.0" + i % 10, i % 7 == 0 ? "7" : "19"));
        }
        invoice.finalise(77, "DE-EUR-20240908085708-NLVLT-4079", ISSUED);

        // when
        byte[] pdf = PDF.render(invoice);

        // then
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setStartPage(2);
            stripper.setEndPage(2);
            assertThat(document.getNumberOfPages()).isGreaterThan(2);
            assertThat(stripper.getText(document)).contains("Beschreibung", "Seite 2 von");
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageHasItsInvoice(Language language) throws IOException {
        // given
        Invoice invoice = draft(language, "NL", PaymentMethod.CARD);
        invoice.add(line("x", "1234567.89", "21"));
        invoice.finalise(1, "NL-EUR-20240908085708-NLVLT-1", ISSUED);

        // when
        byte[] pdf = PDF.render(invoice);

        // then
        assertThat(text(pdf)).contains("Voltaire Mobility B.V.");
        Files.write(Files.createDirectories(Path.of("target/invoices")).resolve(language.tag() + ".pdf"), pdf);
    }

    private static Invoice draft(Language language, String country, PaymentMethod method) {
        Issuer issuer = new Issuer(
                new Issuer.Particulars(
                        "Voltaire Mobility B.V.",
                        "Stationsplein 12",
                        "3511 ED",
                        "Utrecht",
                        "NL",
                        "NL004495445B01",
                        "30261234",
                        "billing@voltaire.example",
                        "NL20INGB0001234567",
                        "INGBNL2A",
                        null,
                        null,
                        null,
                        new PartyId("NL", "VLT"),
                        ZoneId.of("Europe/Amsterdam"),
                        Issuer.Taxing.SIMPLE_IN_EURO),
                ISSUED);
        Customer customer = new Customer(
                UUID.randomUUID(),
                4079,
                "554248",
                language,
                new InvoiceParty(
                        "Aurora Bouw & Zonen B.V.",
                        "Afdeling Wagenpark",
                        "Wilhelminakade 901",
                        "3072 AR",
                        "Rotterdam",
                        country,
                        "NL804629365B01",
                        null,
                        null,
                        null,
                        null),
                method,
                14,
                "PO-2024-118",
                null,
                null,
                "facturen@aurora.example");
        return Invoice.draft(UUID.randomUUID(), issuer, customer, CurrencyUnit.EUR, null, ISSUED);
    }

    private static InvoiceLine.Draft line(String description, String net, String percent) {
        return new InvoiceLine.Draft(
                InvoiceLineKind.SESSIONS,
                description,
                BigDecimal.ONE,
                Money.of(CurrencyUnit.EUR, new BigDecimal(net)),
                new VatTreatment(VatCategory.STANDARD, new BigDecimal(percent), "SIMPLE"),
                null,
                null,
                null,
                null);
    }

    private static String text(byte[] pdf) throws IOException {
        Files.write(Files.createDirectories(Path.of("target/invoices")).resolve("last.pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replace('\u00a0', ' ');
        }
    }
}
