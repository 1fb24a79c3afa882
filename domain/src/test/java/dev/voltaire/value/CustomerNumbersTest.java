package dev.voltaire.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @ValueSource(
            strings = {"NL92ABNA0417164300", "NL91", "", "DE89370400440532013001", "NL140ABNA0417164300", "BE720000"})
    void aWrongIbanIsFound(String iban) {
        assertThat(Iban.isValid(iban)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "NL, 12345678, true",
        "NL, 1234567, false",
        "BE, 0428.759.497, true",
        "BE, 0428.759.498, false",
        "FR, 303 265 045, true",
        "FR, 30326504600017, false",
        "GB, SC123456, true",
        "GB, 12345, false",
        "DE, Amtsgericht Köln HRB 12345, true",
        "DE, 12345, false",
        "LU, B123456, true",
        "IT, 00743110157, true",
        "IT, 00743110158, false",
        "IT, MI-1234567, true",
        "CH, CHE-123.456.789, true"
    })
    void registrationNumbersFollowTheirCountry(String country, String number, boolean valid) {
        assertThat(RegistrationNumber.isValid(country, number)).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "NL, 4811 BH, true",
        "NL, 4811bh, true",
        "NL, 0811 BH, false",
        "NL, 4811 SS, false",
        "BE, 1000, true",
        "BE, 10000, false",
        "FR, 75008, true",
        "DE, 50667, true",
        "DE, D-50667, false",
        "LU, L-1234, true",
        "IT, 00184, true",
        "GB, SW1A 1AA, true",
        "GB, 12345, false",
        "JP, 100-0001, true"
    })
    void postalCodesFollowTheirCountry(String country, String code, boolean valid) {
        assertThat(PostalCode.isValid(country, code)).isEqualTo(valid);
    }
}
