package dev.voltaire.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerNumbersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NL804629365B01",
                "NL004495445B01",
                "BE0428759497",
                "BE 0428.759.497",
                "FR40303265045",
                "DE136695976",
                "LU15027442",
                "IT00743110157",
                "GB980780684",
                "GBGD001",
                "AT1"
            })
    void publishedVatNumbersAreValid(String number) {
        assertThat(VatNumber.isValid(number)).isEqualTo(!number.equals("AT1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NL804629366B01", "BE0428759498", "FR41303265045", "FR40303265046", "DE136695977", "LU15027443",
                "IT00743110158", "GB980780685", "GBXX001", "NL8046293658", "", "804629365"
            })
    void aWrongDigitIsFound(String number) {
        assertThat(VatNumber.isValid(number)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NL91ABNA0417164300",
                "FR14 2004 1010 0505 0001 3M02 606",
                "DE89370400440532013000",
                "BE68539007547034",
                "LU280019400644750000",
                "IT60X0542811101000000123456",
                "GB82WEST12345698765432"
            })
    void publishedIbansAreValid(String iban) {
        assertThat(Iban.isValid(iban)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NL92ABNA0417164300", "NL91", "", "DE89370400440532013001"})
    void aWrongIbanIsFound(String iban) {
        assertThat(Iban.isValid(iban)).isFalse();
    }
}
