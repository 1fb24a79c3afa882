package dev.voltaire.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrowdTest {
    @Test
    void aThreadIsLeftForTheOtherHandlers() {
        Crowd crowd = new Crowd(3);
        for (int i = 0; i < 2; i++) {
            assertThat(crowd.join("distribute-token")).isTrue();
        }
        assertThat(crowd.join("send-mail")).isTrue();
        assertThat(crowd.full()).isEmpty();

        assertThat(crowd.join("distribute-token")).isTrue();
        assertThat(crowd.full()).containsExactly("distribute-token");
        assertThat(crowd.join("distribute-token")).isFalse();

        crowd.left("distribute-token");
        assertThat(crowd.full()).isEmpty();
    }

    @Test
    void aSingleThreadServesEveryHandler() {
        Crowd crowd = new Crowd(0);

        assertThat(crowd.full()).isEmpty();
    }
}
