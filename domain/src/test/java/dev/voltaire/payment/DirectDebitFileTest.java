package dev.voltaire.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.voltaire.invoice.BankAccount;
import dev.voltaire.mandate.Mandate;
import dev.voltaire.mandate.SignedMandates;
import dev.voltaire.payment.DirectDebitFile.Debit;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

class DirectDebitFileTest {
    private static final BankAccount CREDITOR =
            new BankAccount("Voltaire Mobility B.V.", "NL20INGB0001234567", "INGBNL2A");

    @Test
    void aFileOfAllSequencesAndSchemesKeepsTheIsoSchema() {
        // given
        List<Debit> debits = List.of(
                debit("Windmolen & Söhne B.V.", "VLT-1-1", Mandate.Scheme.CORE, null, false, "6.05"),
                debit("Société Garonne", "VLT-2-1", Mandate.Scheme.CORE, "COBADEFFXXX", true, "24.24"),
                debit("Łódź Żwir <script>", "VLT-3-1", Mandate.Scheme.B2B, null, true, "1000000.00"));

        // when
        byte[] file = file(debits);

        // then
        assertThatCode(() -> validate(file)).doesNotThrowAnyException();
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains("<NbOfTxs>3</NbOfTxs>", "<CtrlSum>1000030.29</CtrlSum>")
                .contains("<SeqTp>FRST</SeqTp>", "<SeqTp>RCUR</SeqTp>", "<Cd>B2B</Cd>")
                .contains("<Nm>Windmolen + Sohne B.V.</Nm>", "<Nm>.odz Zwir .script.</Nm>");
    }

    @Test
    void theSchemaWouldTell() {
        // given
        String file = new String(
                file(List.of(debit("Windmolen", "VLT-1-1", Mandate.Scheme.CORE, null, false, "6.05"))),
                StandardCharsets.UTF_8);

        // then
        assertThatThrownBy(() -> validate(file.replace("<MndtId>VLT-1-1</MndtId>", "<MndtId></MndtId>")
                        .getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SAXException.class);
    }

    private static byte[] file(List<Debit> debits) {
        return new DirectDebitFile(
                        "VLT0123456789ABCDEF0123456789ABC",
                        CREDITOR,
                        "NL98ZZZ302612340000",
                        LocalDate.parse("2026-12-09"),
                        Instant.parse("2026-11-25T13:00:00.123Z"))
                .write(debits);
    }

    private static Debit debit(
            String holder,
            String mandate,
            Mandate.Scheme scheme,
            @Nullable String bic,
            boolean recurring,
            String amount) {
        return new Debit(
                "01993c11000070008000" + amount.replace(".", ""),
                Money.parse("EUR " + amount),
                SignedMandates.of(holder, mandate, scheme, bic),
                recurring,
                "Invoice 42");
    }

    private static void validate(byte[] file) throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.newSchema(new StreamSource(
                        Objects.requireNonNull(DirectDebitFileTest.class.getResourceAsStream("/pain.008.001.08.xsd"))))
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(file)));
    }
}
