package dev.voltaire.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractIdTest {
    @ParameterizedTest
    @CsvSource({
        "NN123ABCDEFGHI,T", "FRXYZ123456789,2", "ITA1B2C3E4F5G6,4", "ESZU8WOX834H1D,R", "PT73902837ABCZ,Z",
        "DE83DUIEN83QGZ,D", "DE83DUIEN83ZGQ,M", "DE8AA001234567,0", "NLTNM000122045,U", "NLTNMC00122045,K",
        "NLTNM000722345,X", "NLWEXCWRRHWVXL,J", "NLWEXCWGCCTDTD,3", "NLWEXCHPTMLZVB,6", "NLWEXCKULOROJY,J",
        "NLWEXCEFZBXRUW,L", "NLWEXCOAVPQHNE,K", "NLWEXC12345678,J", "NLWEXCURCGVNGD,A", "NLWEXCZHHGCBRW,6"
    })
    void theCheckCharacterIsThatOfThePublishedExamples(String fourteen, char expected) {
        assertThat(ContractId.checkCharacter(fourteen)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NL-WEX-TEFZBXRUW-L",
                "NL-WEX-COAVPOHNE-K",
                "NL-WEX-C12345678-X",
                "NL-WEX-C7HHGC3RW-6",
                "",
                "NL-WEX",
                "12-WEX-C12345678-J",
                "NL-WEX-C12345678-JJ",
                "NL-WEX-Ç12345678-J"
            })
    void aWrongFormOrCheckCharacterIsRefused(String text) {
        assertThat(ContractId.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NL-WEX-CWRRHWVXL-J",
                "nlwexcwrrhwvxlj",
                "NL*WEX*CWRRHWVXL*J",
                " NL WEX CWRRHWVXL J",
                "NLWEXCWRRHWVXL"
            })
    void separatorsCaseAndAMissingCheckCharacterDoNotMatter(String text) {
        assertThat(ContractId.parse(text)).hasValueSatisfying(id -> {
            assertThat(id.compact()).isEqualTo("NLWEXCWRRHWVXLJ");
            assertThat(id.dashed()).isEqualTo("NL-WEX-CWRRHWVXL-J");
        });
    }

    @Test
    void aRandomContractIdIsValidAndBelongsToTheProvider() {
        IntStream.range(0, 100).forEach(i -> {
            ContractId id = ContractId.random(new PartyId("NL", "VLT"));
            assertThat(ContractId.parse(id.dashed())).contains(id);
            assertThat(id.dashed()).matches("NL-VLT-C[A-Z]{8}-[A-Z0-9]");
        });
    }
}
