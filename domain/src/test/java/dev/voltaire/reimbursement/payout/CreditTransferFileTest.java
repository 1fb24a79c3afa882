package dev.voltaire.reimbursement.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.voltaire.reimbursement.payout.CreditTransferFile.Order;
import dev.voltaire.reimbursement.payout.CreditTransferFile.Party;
import dev.voltaire.reimbursement.payout.CreditTransferFile.Payment;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;

class CreditTransferFileTest {
    private static final Party COMPANY = new Party("Voltaire Mobility B.V.", "NL20INGB0001234567", "INGBNL2A");

    @Test
    void theFileIsValidAgainstTheSchemaOfIso20022() throws Exception {
        // given: names that need their accents removed, with and without BIC
        Order order = new Order(
                "HC0123456789abcdef0123456789abcdef",
                Instant.parse("2026-12-02T09:30:00.123456Z"),
                LocalDate.of(2026, 12, 3),
                COMPANY,
                List.of(
                        new Payment(
                                "HC1",
                                new Party("Zoë Müßig & <Söhne>", "DE89370400440532013000", null),
                                new BigDecimal("123.40"),
                                "Home charging HC-202611-001000"),
                        new Payment(
                                "HC2",
                                new Party("Łukasz Żółć", "BE68539007547034", "GKCCBEBB"),
                                new BigDecimal("0.07"),
                                "Home charging HC-202611-001001")));

        // when
        byte[] file = CreditTransferFile.write(order);

        // then
        assertThatCode(() -> schema().newValidator().validate(new StreamSource(new ByteArrayInputStream(file))))
                .doesNotThrowAnyException();
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains("<NbOfTxs>2</NbOfTxs><CtrlSum>123.47</CtrlSum>")
                .contains("<Nm>Zoe Mussig + .Sohne.</Nm>")
                .contains("<Nm>Lukasz Zolc</Nm>")
                .contains("<InstdAmt Ccy=\"EUR\">123.40</InstdAmt>")
                .contains("<BICFI>GKCCBEBB</BICFI>")
                .contains("<Dt>2026-12-03</Dt>");
    }

    @Test
    void textsKeepToTheCharactersAndLengthsThatBanksAccept() {
        assertThat(CreditTransferFile.plain("//Café \"Ünïcödé\" 東京", 70)).isEqualTo("Cafe .Unicode. ..");
        assertThat(CreditTransferFile.plain("x".repeat(200), 70)).hasSize(70);
        assertThat(CreditTransferFile.plain(" ", 70)).isEqualTo(".");
    }

    @Test
    void anAccountIsShownMasked() {
        assertThat(PayoutAccounts.masked("NL91ABNA0417164300")).isEqualTo("NL•• •••• 4300");
    }

    private static Schema schema() throws Exception {
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(Objects.requireNonNull(
                        CreditTransferFileTest.class.getResourceAsStream("/pain.001.001.09.xsd"))));
    }
}
