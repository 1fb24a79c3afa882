package dev.voltaire.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PartyIdTest {

    @Test
    void partiesCompareWithoutCase() {
        assertThat(new PartyId("nl", "vlt")).isEqualTo(new PartyId("NL", "VLT")).hasToString("NL-VLT");
    }

    @Test
    void somethingElseIsNotAParty() {
        assertThatThrownBy(() -> new PartyId("NLD", "VLT")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PartyId("NL", "VOLT")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PartyId("NL", "V*T")).isInstanceOf(IllegalArgumentException.class);
    }
}
