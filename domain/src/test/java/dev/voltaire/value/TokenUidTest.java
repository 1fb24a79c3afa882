package dev.voltaire.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenUidTest {

    @Test
    void readersThatWriteDifferentlyMeanTheSameCard() {
        assertThat(new TokenUid(" 04:a1:b2-c3 d4e5f6")).isEqualTo(new TokenUid("04A1B2C3D4E5F6"));
    }

    @Test
    void theByteOrderIsNeverTurnedAround() {
        assertThat(new TokenUid("04A1B2C3")).isNotEqualTo(new TokenUid("C3B2A104"));
    }

    @Test
    void aUidDoesNotReachALog() {
        assertThat(new TokenUid("04A1B2C3D4E5F6").toString()).doesNotContain("04A1B2C3D4");
        assertThat(new TokenUid("A1B2").toString()).doesNotContain("A1B2");
    }

    @Test
    void nothingIsNotAUid() {
        assertThatThrownBy(() -> new TokenUid(" : ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenUid("A".repeat(37))).isInstanceOf(IllegalArgumentException.class);
    }
}
