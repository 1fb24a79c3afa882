package dev.voltaire.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrowdTest {
    @Test
    void aThreadIsLeftForTheOtherHandlers() {
        Crowd crowd = new Crowd(3);
        for (int i = 0; i < 2; i++) {
            crowd.joined("distribute-token");
        }
        crowd.joined("send-mail");
        assertThat(crowd.full()).isEmpty();

        crowd.joined("distribute-token");
        assertThat(crowd.full()).containsExactly("distribute-token");

        crowd.left("distribute-token");
        assertThat(crowd.full()).isEmpty();
    }

    @Test
    void aSingleThreadServesEveryHandler() {
        Crowd crowd = new Crowd(0);

        assertThat(crowd.full()).isEmpty();
    }
}
