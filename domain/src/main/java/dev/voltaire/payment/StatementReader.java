package dev.voltaire.payment;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads bank statements, ISO 20022 camt.053 of any version. They come from outside: no document type, no entity, no
/// depth beyond what the format has.
final class StatementReader {
    private static final int DEEPEST = 40;
    private static final String ENTRY = "/Document/BkToCstmrStmt/Stmt/Ntry";
    private static final String TRANSACTION = ENTRY + "/NtryDtls/TxDtls";
    private static final String STATEMENT = "/Document/BkToCstmrStmt/Stmt";

    private final List<Statement> statements = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private Map<String, String> statement = new HashMap<>();
    private Map<String, String> entry = new HashMap<>();
    private Map<String, String> transaction = new HashMap<>();
    private List<Entry> entries = new ArrayList<>();
    private int transactions;
    private int number;

    private StatementReader() {}

    /// @param iban of our account
    record Statement(String iban, String id, List<Entry> entries) {}

    /// One booked movement; a batch the bank details is one for each of its transactions.
    ///
    /// @param amount positive for money that came in
    /// @param endToEnd what we named the transaction, where the bank repeats it
    /// @param batch the group of ours that was booked as one
    /// @param returnReason ISO code, when it takes an earlier movement back
    record Entry(
            String reference,
            LocalDate bookedOn,
            BigDecimal amount,
            String currency,
            @Nullable String counterparty,
            @Nullable String remittance,
            @Nullable String endToEnd,
            @Nullable String batch,
            @Nullable String returnReason) {}

    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    static List<Statement> read(byte[] file) throws Unreadable {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            StatementReader reader = new StatementReader();
            reader.read(factory.createXMLStreamReader(new ByteArrayInputStream(file)));
            if (reader.statements.isEmpty()) {
                throw new Unreadable("no statement", null);
            }
            return reader.statements;
        } catch (XMLStreamException | NumberFormatException | DateTimeParseException malformed) {
            throw new Unreadable("malformed", malformed);
        }
    }

    private void read(XMLStreamReader xml) throws XMLStreamException, Unreadable {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new Unreadable("a document type has no place here", null);
                case XMLStreamConstants.START_ELEMENT -> {
                    path.addLast(xml.getLocalName());
                    if (path.size() > DEEPEST) {
                        throw new Unreadable("too deep", null);
                    }
                    text.setLength(0);
                    if (xml.getLocalName().equals("Amt") || xml.getLocalName().equals("InstdAmt")) {
                        keep(here() + "/@Ccy", String.valueOf(xml.getAttributeValue(null, "Ccy")));
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    end();
                    path.removeLast();
                    text.setLength(0);
                }
                default -> {}
            }
        }
    }

    private String here() {
        return "/" + String.join("/", path);
    }

    private void keep(String where, String value) {
        if (where.startsWith(TRANSACTION + "/")) {
            transaction.merge(where.substring(TRANSACTION.length() + 1), value, (a, b) -> a + " " + b);
        } else if (where.startsWith(ENTRY + "/")) {
            entry.putIfAbsent(where.substring(ENTRY.length() + 1), value);
        } else if (where.startsWith(STATEMENT + "/")) {
            statement.putIfAbsent(where.substring(STATEMENT.length() + 1), value);
        }
    }

    private void end() throws Unreadable {
        String here = here();
        if (!text.toString().isBlank()) {
            keep(here, text.toString().strip());
        }
        switch (here) {
            case TRANSACTION -> {
                transactions++;
                book(transaction);
                transaction = new HashMap<>();
            }
            case ENTRY -> {
                if (transactions == 0) {
                    book(Map.of());
                }
                transactions = 0;
                number++;
                entry = new HashMap<>();
            }
            case STATEMENT -> {
                statements.add(new Statement(
                        need(statement.get("Acct/Id/IBAN")), need(statement.get("Id")), List.copyOf(entries)));
                entries = new ArrayList<>();
                statement = new HashMap<>();
                number = 0;
            }
            default -> {}
        }
    }

    private void book(Map<String, String> details) throws Unreadable {
        String status = entry.getOrDefault("Sts/Cd", entry.getOrDefault("Sts", "BOOK"));
        if (!status.equals("BOOK")) {
            return;
        }
        boolean single = details.isEmpty() || !details.containsKey("Amt") && !details.containsKey("AmtDtls/TxAmt/Amt");
        String amount = single ? entry.get("Amt") : details.getOrDefault("Amt", details.get("AmtDtls/TxAmt/Amt"));
        String currency = single
                ? entry.get("Amt/@Ccy")
                : details.getOrDefault("Amt/@Ccy", details.get("AmtDtls/TxAmt/Amt/@Ccy"));
        String direction = details.getOrDefault("CdtDbtInd", need(entry.get("CdtDbtInd")));
        BigDecimal money = new BigDecimal(need(amount));
        String bank = details.getOrDefault(
                "Refs/AcctSvcrRef", entry.getOrDefault("AcctSvcrRef", entry.getOrDefault("NtryRef", "")));
        entries.add(new Entry(
                (number + 1) + "." + (transactions + 1) + (bank.isEmpty() ? "" : " " + bank),
                LocalDate.parse(need(entry.getOrDefault("BookgDt/Dt", entry.get("BookgDt/DtTm")))
                        .substring(0, 10)),
                direction.equals("DBIT") ? money.negate() : money,
                need(currency),
                details.getOrDefault("RltdPties/Dbtr/Pty/Nm", details.get("RltdPties/Dbtr/Nm")),
                remittance(details),
                details.get("Refs/EndToEndId"),
                details.getOrDefault("Refs/PmtInfId", entry.get("NtryDtls/Btch/PmtInfId")),
                details.getOrDefault("RtrInf/Rsn/Cd", details.get("RtrInf/Rsn/Prtry"))));
    }

    private static @Nullable String remittance(Map<String, String> details) {
        String text = String.join(
                        " ",
                        details.getOrDefault("RmtInf/Ustrd", ""),
                        details.getOrDefault("RmtInf/Strd/CdtrRefInf/Ref", ""))
                .strip();
        return text.isEmpty() ? null : text;
    }

    private static String need(@Nullable String value) throws Unreadable {
        if (value == null) {
            throw new Unreadable("something is missing that every statement has", null);
        }
        return value;
    }
}
