package dev.voltaire.reimbursement.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.voltaire.problem.ProblemException;
import dev.voltaire.reimbursement.payout.PaymentStatusReport.Outcome;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PaymentStatusReportTest {
    private static final String REPORT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
              <GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-12-03T10:00:00Z</CreDtTm></GrpHdr>
              <OrgnlGrpInfAndSts><OrgnlMsgId>HC-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
                <GrpSts>%s</GrpSts></OrgnlGrpInfAndSts>
              <OrgnlPmtInfAndSts><OrgnlPmtInfId>HC-1</OrgnlPmtInfId>
                <TxInfAndSts><OrgnlEndToEndId>A</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>
                <TxInfAndSts><OrgnlEndToEndId>B</OrgnlEndToEndId><TxSts>RJCT</TxSts>
                  <StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>
                <TxInfAndSts><OrgnlEndToEndId>C</OrgnlEndToEndId><TxSts>PDNG</TxSts></TxInfAndSts>
              </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
            """;

    @Test
    void everyPaymentHasItsOwnOutcomeAndOneOnItsWayHasNone() {
        PaymentStatusReport report = read(REPORT.formatted("PART"));

        assertThat(report.messageId()).isEqualTo("HC-1");
        assertThat(report.of("A")).isEqualTo(new Outcome(true, null));
        assertThat(report.of("B")).isEqualTo(new Outcome(false, "AC04"));
        assertThat(report.of("C")).isNull();
        assertThat(report.of("D")).isNull();
    }

    @Test
    void aRefusedFileRefusesEveryPaymentThatIsNotNamed() {
        assertThat(read(REPORT.formatted("RJCT")).of("D")).isEqualTo(new Outcome(false, "RJCT"));
    }

    @Test
    void somethingElseIsNoStatusReport() {
        for (String file : new String[] {
            "",
            "<Document/>",
            "not xml",
            "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d><OrgnlMsgId>&x;</OrgnlMsgId></d>"
        }) {
            assertThatThrownBy(() -> read(file)).isInstanceOf(ProblemException.class);
        }
    }

    private static PaymentStatusReport read(String file) {
        return PaymentStatusReport.read(file.getBytes(StandardCharsets.UTF_8));
    }
}
