package dev.voltaire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChargerMessagesTest {

    @Test
    void secretsAndTagsNeverReachTheMessageLog() {
        assertThat(ChargerMessages.masked(
                        "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"AuthorizationKey\",\"value\":\"4f43415f\"}]"))
                .doesNotContain("4f43415f");
        assertThat(
                        ChargerMessages.masked(
                                "[2,\"1\",\"SetVariables\",{\"setVariableData\":[{\"attributeValue\":\"0123456789abcdef\","
                                        + "\"component\":{\"name\":\"SecurityCtrlr\"},\"variable\":{\"name\":\"BasicAuthPassword\"}}]}]"))
                .doesNotContain("0123456789abcdef");
        assertThat(ChargerMessages.masked("[2,\"1\",\"Authorize\",{\"idTag\":\"04A1B2C3\"}]"))
                .isEqualTo("[2,\"1\",\"Authorize\",{\"idTag\":\"***\"}]");
        assertThat(ChargerMessages.masked(
                        "[2,\"1\",\"Authorize\",{\"idToken\":{\"idToken\":\"04A1\",\"type\":\"Local\"}}]"))
                .doesNotContain("04A1");
    }

    @Test
    void aPasswordMatchesOnlyItselfAndIsStoredWithASalt() {
        byte[] binary = {0, 1, (byte) 0xff, ':', 7};
        ChargerPassword stored = ChargerPassword.of(binary);

        assertThat(stored.matches(binary)).isTrue();
        assertThat(stored.matches("wrong".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(stored.hash()).isNotEqualTo(ChargerPassword.of(binary).hash());
        assertThat(ChargerPassword.generate()).hasSize(24).isNotEqualTo(ChargerPassword.generate());
    }
}
