package dev.voltaire.identity;

import static dev.voltaire.identity.Role.EV_DRIVER;
import static dev.voltaire.identity.Role.ORG_UNIT_ADMIN;
import static dev.voltaire.identity.Role.PLATFORM_OPERATOR;
import static dev.voltaire.identity.Role.SUPPORT_AGENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoleTest {
    @Test
    void nobodyGrantsARoleBeyondTheirOwn() {
        assertThat(Role.covers(List.of(ORG_UNIT_ADMIN), List.of(EV_DRIVER, SUPPORT_AGENT)))
                .isTrue();
        assertThat(Role.covers(List.of(SUPPORT_AGENT, EV_DRIVER), List.of(ORG_UNIT_ADMIN)))
                .isFalse();
        assertThat(Role.covers(List.of(ORG_UNIT_ADMIN), List.of(PLATFORM_OPERATOR)))
                .isFalse();
        assertThat(Role.covers(List.of(EV_DRIVER), List.of(SUPPORT_AGENT))).isFalse();
        assertThat(Role.covers(List.of(PLATFORM_OPERATOR), List.of(Role.values())))
                .isTrue();
    }
}
