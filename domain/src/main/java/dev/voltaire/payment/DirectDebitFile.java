package dev.voltaire.payment;

import dev.voltaire.invoice.BankAccount;
import dev.voltaire.mandate.Mandate;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.joda.money.Money;

/// A file of SEPA direct debits, ISO 20022 pain.008.001.08, as the implementation guidelines of the European Payments
/// Council restrict it: one group per scheme and sequence, Latin letters only.
final class DirectDebitFile {
    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08";
    private static final int LONGEST_NAME = 70;

    private final String messageId;
    private final BankAccount creditor;
    private final String creditorIdentifier;
    private final LocalDate collectOn;
    private final Instant createdAt;
    private final StringWriter text = new StringWriter();

    DirectDebitFile(
            String messageId, BankAccount creditor, String creditorIdentifier, LocalDate collectOn, Instant createdAt) {
        this.messageId = messageId;
        this.creditor = creditor;
        this.creditorIdentifier = creditorIdentifier;
        this.collectOn = collectOn;
        this.createdAt = createdAt;
    }

    /// @param endToEnd by which the bank tells what became of it
    /// @param recurring whether the mandate was collected with before
    record Debit(String endToEnd, Money amount, Mandate mandate, boolean recurring, String remittance) {
        private String group() {
            return mandate.scheme() + (recurring ? "RCUR" : "FRST");
        }
    }

    private interface Content {
        void write() throws XMLStreamException;
    }

    byte[] write(List<Debit> debits) {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.setDefaultNamespace(NAMESPACE);
            xml.writeStartElement("Document");
            xml.writeDefaultNamespace(NAMESPACE);
            Writer out = new Writer(xml);
            out.group("CstmrDrctDbtInitn", () -> {
                out.group("GrpHdr", () -> header(out, debits));
                Map<String, List<Debit>> groups =
                        debits.stream().collect(Collectors.groupingBy(Debit::group, TreeMap::new, Collectors.toList()));
                int number = 0;
                for (List<Debit> group : groups.values()) {
                    int position = ++number;
                    out.group("PmtInf", () -> information(out, group, position));
                }
            });
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
            return text.toString().getBytes(StandardCharsets.UTF_8);
        } catch (XMLStreamException inMemory) {
            throw new IllegalStateException(inMemory);
        }
    }

    private void header(Writer out, List<Debit> debits) throws XMLStreamException {
        out.text("MsgId", messageId);
        out.text("CreDtTm", DateTimeFormatter.ISO_INSTANT.format(createdAt.truncatedTo(ChronoUnit.SECONDS)));
        out.text("NbOfTxs", Integer.toString(debits.size()));
        out.text("CtrlSum", sum(debits).toPlainString());
        out.group("InitgPty", () -> out.text("Nm", latin(creditor.holder())));
    }

    private void information(Writer out, List<Debit> group, int number) throws XMLStreamException {
        Debit first = group.getFirst();
        out.text("PmtInfId", messageId + "-" + number);
        out.text("PmtMtd", "DD");
        out.text("BtchBookg", "false");
        out.text("NbOfTxs", Integer.toString(group.size()));
        out.text("CtrlSum", sum(group).toPlainString());
        out.group("PmtTpInf", () -> {
            out.group("SvcLvl", () -> out.text("Cd", "SEPA"));
            out.group("LclInstrm", () -> out.text("Cd", first.mandate().scheme().name()));
            out.text("SeqTp", first.recurring() ? "RCUR" : "FRST");
        });
        out.text("ReqdColltnDt", collectOn.toString());
        out.group("Cdtr", () -> out.text("Nm", latin(creditor.holder())));
        out.group("CdtrAcct", () -> out.group("Id", () -> out.text("IBAN", creditor.iban())));
        out.group("CdtrAgt", () -> agent(out, creditor.bic()));
        out.text("ChrgBr", "SLEV");
        out.group(
                "CdtrSchmeId",
                () -> out.group(
                        "Id",
                        () -> out.group(
                                "PrvtId",
                                () -> out.group("Othr", () -> {
                                    out.text("Id", creditorIdentifier);
                                    out.group("SchmeNm", () -> out.text("Prtry", "SEPA"));
                                }))));
        for (Debit debit : group) {
            out.group("DrctDbtTxInf", () -> transaction(out, debit));
        }
    }

    private static void agent(Writer out, @org.jspecify.annotations.Nullable String bic) throws XMLStreamException {
        out.group("FinInstnId", () -> {
            if (bic == null) {
                out.group("Othr", () -> out.text("Id", "NOTPROVIDED"));
            } else {
                out.text("BICFI", bic);
            }
        });
    }

    private static void transaction(Writer out, Debit debit) throws XMLStreamException {
        Mandate mandate = debit.mandate();
        out.group("PmtId", () -> out.text("EndToEndId", debit.endToEnd()));
        out.amount("InstdAmt", debit.amount());
        out.group(
                "DrctDbtTx",
                () -> out.group("MndtRltdInf", () -> {
                    out.text("MndtId", mandate.reference());
                    out.text("DtOfSgntr", mandate.signedOn().toString());
                }));
        out.group("DbtrAgt", () -> agent(out, mandate.bic()));
        out.group("Dbtr", () -> out.text("Nm", latin(mandate.holder())));
        out.group("DbtrAcct", () -> out.group("Id", () -> out.text("IBAN", mandate.iban())));
        out.group("RmtInf", () -> out.text("Ustrd", debit.remittance()));
    }

    private static BigDecimal sum(List<Debit> debits) {
        return debits.stream().map(debit -> debit.amount().getAmount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// The letters every bank accepts; others lose their accents or become a point.
    static String latin(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace("ß", "ss")
                .replace("&", "+")
                .replaceAll("[^A-Za-z0-9/\\-?:().,'+ ]", ".");
        return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    }

    private record Writer(XMLStreamWriter xml) {
        void group(String name, Content content) throws XMLStreamException {
            xml.writeStartElement(NAMESPACE, name);
            content.write();
            xml.writeEndElement();
        }

        void text(String name, String value) throws XMLStreamException {
            xml.writeStartElement(NAMESPACE, name);
            xml.writeCharacters(value);
            xml.writeEndElement();
        }

        void amount(String name, Money amount) throws XMLStreamException {
            xml.writeStartElement(NAMESPACE, name);
            xml.writeAttribute("Ccy", amount.getCurrencyUnit().getCode());
            xml.writeCharacters(amount.getAmount().toPlainString());
            xml.writeEndElement();
        }
    }
}
