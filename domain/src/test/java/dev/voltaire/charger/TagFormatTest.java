package dev.voltaire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TagFormatTest {
    @Test
    void bytesAreTurnedRoundBothWays() {
        assertThat(TagFormat.REVERSED.read("f6:e5:d4 c3b2a104")).isEqualTo("04A1B2C3D4E5F6");
        assertThat(TagFormat.REVERSED.write("04A1B2C3D4E5F6")).isEqualTo("F6E5D4C3B2A104");
    }

    @Test
    void whatIsNoUidStaysAsItIs() {
        assertThat(TagFormat.REVERSED.read("PlugAndCharge")).isEqualTo("PlugAndCharge");
        assertThat(TagFormat.REVERSED.write("A1B")).isEqualTo("A1B");
    }

    @Test
    void lowerCaseIsForWhatWeSendOnly() {
        assertThat(TagFormat.LOWER_CASE.read("04A1")).isEqualTo("04A1");
        assertThat(TagFormat.LOWER_CASE.write("04A1")).isEqualTo("04a1");
        assertThat(TagFormat.AS_PRINTED.write("04A1")).isEqualTo("04A1");
    }
}
