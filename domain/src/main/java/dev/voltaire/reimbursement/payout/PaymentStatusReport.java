package dev.voltaire.reimbursement.payout;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// A bank's payment status report, pain.002 of ISO 20022 in any version: which payments of which message were made or
/// refused. What is only on its way is not in it.
///
/// @param messageId of the payment file it is about
/// @param group for all payments that have no outcome of their own
/// @param payments by end-to-end id
record PaymentStatusReport(String messageId, @Nullable Outcome group, Map<String, Outcome> payments) {

    /// @param reason the bank's code, for example AC01 for a wrong account
    record Outcome(boolean paid, @Nullable String reason) {}

    @Nullable
    Outcome of(String endToEndId) {
        Outcome own = payments.get(endToEndId);
        return own == null ? group : own;
    }

    /// No document type, no entity: a hostile file can do no more than be refused.
    ///
    /// @throws ProblemException MALFORMED_REQUEST for anything else than a status report
    static PaymentStatusReport read(byte[] file) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(file));
            Reader reader = new Reader();
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    reader.open(xml.getLocalName());
                } else if (xml.isCharacters()) {
                    reader.text(xml.getText());
                } else if (xml.isEndElement()) {
                    reader.close(xml.getLocalName());
                }
            }
            return reader.report();
        } catch (XMLStreamException unreadable) {
            throw ProblemException.because(unreadable, Problem.MALFORMED_REQUEST);
        }
    }

    /// Remembers the last text of the elements that matter.
    private static final class Reader {
        private final Map<String, Outcome> payments = new LinkedHashMap<>();
        private String element = "";
        private @Nullable String messageId;
        private @Nullable String groupStatus;
        private @Nullable String groupReason;
        private @Nullable String endToEndId;
        private @Nullable String status;
        private @Nullable String reason;
        private boolean inTransaction;

        void open(String name) {
            element = name;
            if (name.equals("TxInfAndSts")) {
                inTransaction = true;
                endToEndId = null;
                status = null;
                reason = null;
            }
        }

        void text(String text) {
            if (text.isBlank()) {
                return;
            }
            String value = text.strip();
            switch (element) {
                case "OrgnlMsgId" -> messageId = value;
                case "GrpSts", "PmtInfSts" -> groupStatus = value;
                case "OrgnlEndToEndId" -> endToEndId = value;
                case "TxSts" -> status = value;
                case "Cd", "Prtry" -> {
                    if (inTransaction) {
                        reason = value;
                    } else {
                        groupReason = value;
                    }
                }
                default -> {}
            }
        }

        void close(String name) {
            element = "";
            if (name.equals("TxInfAndSts")) {
                inTransaction = false;
                Outcome outcome = outcome(status, reason);
                if (endToEndId != null && outcome != null) {
                    payments.put(endToEndId, outcome);
                }
            }
        }

        PaymentStatusReport report() {
            if (messageId == null) {
                throw new ProblemException(Problem.MALFORMED_REQUEST);
            }
            return new PaymentStatusReport(messageId, outcome(groupStatus, groupReason), payments);
        }

        /// Settled or refused; accepted, pending and partly accepted are neither.
        private static @Nullable Outcome outcome(@Nullable String status, @Nullable String reason) {
            return switch (status) {
                case "ACSC", "ACCC" -> new Outcome(true, null);
                case "RJCT", "CANC" -> new Outcome(false, reason == null ? "RJCT" : reason);
                case null, default -> null;
            };
        }
    }
}
