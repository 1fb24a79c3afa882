package dev.voltaire.api.reimbursement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.api.invoice.PdfPrinter;
import dev.voltaire.message.Language;
import dev.voltaire.reimbursement.IneligibilityReason;
import dev.voltaire.reimbursement.payout.PayoutAccounts;
import dev.voltaire.reimbursement.statement.Statement;
import dev.voltaire.reimbursement.statement.Statements;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatementPdfTest {
    private static final PdfPrinter PRINTER = new PdfPrinter("documents/statement.html");
    private static final PayoutAccounts.Account ACCOUNT =
            new PayoutAccounts.Account("Mia Laden", "NL91ABNA0417164300", null, Instant.EPOCH);

    @Test
    void aDutchDriverReadsWhatIsPaidAndWhy() throws IOException {
        String text = text(print(Language.NL, "9.17", items(), Optional.of(ACCOUNT)));

        assertThat(text)
                .contains("Overzicht thuisladen", "HC-202611-001000", "november 2026", "Mia Laden")
                .contains("3 november 2026", "12,345", "0,3025", "3,73")
                .contains("teruggenomen: privégebruik", "-1,20")
                .contains("EUR 9,17", "NL•• •••• 4300")
                .doesNotContain("0417164300");
    }

    @Test
    void aDriverWithoutAnAccountIsAskedForOneAndHostileTextIsOnlyText() throws IOException {
        List<Statements.Item> items = new ArrayList<>(items());
        items.add(item("{sheet.driver}<script>alert(1)</script>", "1", "0.30", "0.30", null));

        String text = text(print(Language.EN, "9.47", items, Optional.empty()));

        assertThat(text).contains("No bank account is on record", "<script>alert(1)</script>", "{sheet.driver}");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageHasItsStatement(Language language) throws IOException {
        byte[] pdf = print(language, "-4.00", items(), Optional.of(ACCOUNT));

        assertThat(text(pdf)).contains("HC-202611-001000").doesNotContain("{", "statement.");
        Files.write(Files.createDirectories(Path.of("target/statements")).resolve(language.tag() + ".pdf"), pdf);
    }

    @Test
    void aLongMonthGoesOnOnFurtherPages() throws IOException {
        List<Statements.Item> items = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            items.addAll(items());
        }
        byte[] pdf = print(Language.EN, "825.30", items, Optional.of(ACCOUNT));
        Files.write(Files.createDirectories(Path.of("target/statements")).resolve("long.pdf"), pdf);

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isGreaterThan(3);
        }
    }

    private static List<Statements.Item> items() {
        return List.of(
                item("Mia's garage", "12.345", "0.3025", "3.7300", null),
                item("Mia's garage", "22", "0.3025", "6.64", null),
                item("Mia's garage", "-4", null, "-1.20", IneligibilityReason.PRIVATE_USE));
    }

    private static Statements.Item item(
            String place, String kwh, @Nullable String price, String amount, @Nullable IneligibilityReason reason) {
        return new Statements.Item(
                LocalDate.of(2026, 11, 3),
                place,
                new BigDecimal(kwh),
                price == null ? null : new BigDecimal(price),
                new BigDecimal(amount),
                reason != null,
                reason);
    }

    private static byte[] print(
            Language language, String amount, List<Statements.Item> items, Optional<PayoutAccounts.Account> account) {
        Statement statement = new Statement(
                UUID.randomUUID(),
                0,
                UUID.randomUUID(),
                "Windmolen Zuid",
                UUID.randomUUID(),
                "Mia Laden",
                "HC-202611-001000",
                YearMonth.of(2026, 11),
                1,
                language,
                items.size(),
                new BigDecimal("30.345"),
                Money.of(CurrencyUnit.EUR, new BigDecimal(amount)),
                Statement.State.ISSUED,
                Instant.parse("2026-12-02T03:00:00Z"),
                null,
                null,
                null,
                null,
                null);
        return PRINTER.print(StatementSheet.of(statement, items, account));
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
