package dev.voltaire.reimbursement.payout;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/// A SEPA credit transfer initiation, pain.001.001.09 of ISO 20022 in the shape of the EPC's customer-to-bank
/// guidelines: euro only, shared charges, names and texts in the characters every bank accepts.
final class CreditTransferFile {
    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    private static final int LONGEST_NAME = 70;
    private static final int LONGEST_TEXT = 140;

    private CreditTransferFile() {}

    /// @param iban without spaces
    record Party(String name, String iban, @Nullable String bic) {}

    /// @param endToEndId at most 35 characters, unique for ever
    record Payment(String endToEndId, Party creditor, BigDecimal amount, String remittance) {}

    /// @param messageId at most 35 characters, unique for ever
    record Order(String messageId, Instant createdAt, LocalDate executionOn, Party debtor, List<Payment> payments) {
        BigDecimal total() {
            return payments.stream().map(Payment::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    static byte[] write(Order order) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("Document");
            xml.writeDefaultNamespace(NAMESPACE);
            new Writer(xml).order(order);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException inMemory) {
            throw new IllegalStateException("a payment file could not be written", inMemory);
        }
        return bytes.toByteArray();
    }

    private record Writer(XMLStreamWriter xml) {
        void order(Order order) throws XMLStreamException {
            open("CstmrCdtTrfInitn");
            open("GrpHdr");
            text("MsgId", order.messageId());
            text("CreDtTm", order.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
            totals(order);
            open("InitgPty");
            text("Nm", plain(order.debtor().name(), LONGEST_NAME));
            close();
            close();
            payments(order);
            close();
        }

        private void totals(Order order) throws XMLStreamException {
            text("NbOfTxs", Integer.toString(order.payments().size()));
            text("CtrlSum", order.total().toPlainString());
        }

        private void payments(Order order) throws XMLStreamException {
            open("PmtInf");
            text("PmtInfId", order.messageId());
            text("PmtMtd", "TRF");
            text("BtchBookg", "true");
            totals(order);
            open("PmtTpInf");
            open("SvcLvl");
            text("Cd", "SEPA");
            close();
            close();
            open("ReqdExctnDt");
            text("Dt", order.executionOn().toString());
            close();
            party("Dbtr", order.debtor());
            account("DbtrAcct", order.debtor());
            agent("DbtrAgt", order.debtor());
            text("ChrgBr", "SLEV");
            for (Payment payment : order.payments()) {
                payment(payment);
            }
            close();
        }

        private void payment(Payment payment) throws XMLStreamException {
            open("CdtTrfTxInf");
            open("PmtId");
            text("EndToEndId", payment.endToEndId());
            close();
            open("Amt");
            xml.writeStartElement("InstdAmt");
            xml.writeAttribute("Ccy", "EUR");
            xml.writeCharacters(payment.amount().toPlainString());
            close();
            close();
            if (payment.creditor().bic() != null) {
                agent("CdtrAgt", payment.creditor());
            }
            party("Cdtr", payment.creditor());
            account("CdtrAcct", payment.creditor());
            open("RmtInf");
            text("Ustrd", plain(payment.remittance(), LONGEST_TEXT));
            close();
            close();
        }

        private void party(String element, Party party) throws XMLStreamException {
            open(element);
            text("Nm", plain(party.name(), LONGEST_NAME));
            close();
        }

        private void account(String element, Party party) throws XMLStreamException {
            open(element);
            open("Id");
            text("IBAN", party.iban());
            close();
            close();
        }

        private void agent(String element, Party party) throws XMLStreamException {
            open(element);
            open("FinInstnId");
            if (party.bic() == null) {
                open("Othr");
                text("Id", "NOTPROVIDED");
                close();
            } else {
                text("BICFI", party.bic());
            }
            close();
            close();
        }

        private void open(String element) throws XMLStreamException {
            xml.writeStartElement(element);
        }

        private void close() throws XMLStreamException {
            xml.writeEndElement();
        }

        private void text(String element, String text) throws XMLStreamException {
            xml.writeStartElement(element);
            xml.writeCharacters(text);
            xml.writeEndElement();
        }
    }

    /// The SEPA character set: letters lose their accents, what has no equivalent becomes a full stop.
    static String plain(String text, int longest) {
        String letters = Normalizer.normalize(
                        text.replace("ß", "ss")
                                .replace("Æ", "AE")
                                .replace("æ", "ae")
                                .replace("Ø", "O")
                                .replace("ø", "o")
                                .replace("Ł", "L")
                                .replace("ł", "l")
                                .replace("&", "+"),
                        Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z0-9/?:().,'+ -]", ".");
        String shortened = letters.length() > longest ? letters.substring(0, longest) : letters;
        // Neither may begin with a slash, nor have two in a row (EPC guidelines).
        String usual = shortened.strip().replaceAll("^/+", "").replaceAll("//+", "/");
        return usual.isEmpty() ? "." : usual;
    }
}
