package dev.voltaire.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.voltaire.payment.StatementReader.Entry;
import dev.voltaire.payment.StatementReader.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementReaderTest {

    @Test
    void aBatchIsOneEntryForEachOfItsTransactions() throws Unreadable {
        // when
        List<Entry> entries = read("""
                <Ntry><NtryRef>7</NtryRef><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
                <BookgDt><DtTm>2026-11-24T08:00:00</DtTm></BookgDt><NtryDtls>
                <TxDtls><Refs><EndToEndId>A</EndToEndId></Refs><Amt Ccy="EUR">10.00</Amt>
                <CdtDbtInd>CRDT</CdtDbtInd></TxDtls>
                <TxDtls><Refs><EndToEndId>B</EndToEndId></Refs>
                <AmtDtls><TxAmt><Amt Ccy="EUR">20.00</Amt></TxAmt></AmtDtls></TxDtls>
                </NtryDtls></Ntry>
                """);

        // then
        assertThat(entries).extracting(Entry::endToEnd).containsExactly("A", "B");
        assertThat(entries).extracting(entry -> entry.amount().toPlainString()).containsExactly("10.00", "20.00");
        assertThat(entries).extracting(Entry::reference).doesNotHaveDuplicates();
    }

    @Test
    void whatIsOnlyPendingIsNotBooked() throws Unreadable {
        assertThat(read("""
                <Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts>
                <BookgDt><Dt>2026-11-24</Dt></BookgDt></Ntry>
                """)).isEmpty();
    }

    @Test
    void anEntryWithoutDetailsIsRead() throws Unreadable {
        // when
        List<Entry> entries = read("""
                <Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2026-11-24</Dt></BookgDt></Ntry>
                """);

        // then
        assertThat(entries.getFirst().amount()).isEqualByComparingTo("-1.00");
        assertThat(entries.getFirst().remittance()).isNull();
    }

    @Test
    void aDocumentTypeIsRefused() {
        assertThatThrownBy(
                        () -> StatementReader.read("<!DOCTYPE Document><Document/>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Unreadable.class);
    }

    private static List<Entry> read(String entries) throws Unreadable {
        String file = """
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>1</Id>
                <Acct><Id><IBAN>NL20INGB0001234567</IBAN></Id></Acct>%s</Stmt></BkToCstmrStmt></Document>
                """.formatted(entries);
        return StatementReader.read(file.getBytes(StandardCharsets.UTF_8))
                .getFirst()
                .entries();
    }
}
