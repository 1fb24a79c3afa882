package dev.voltaire.ocpp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static boolean temporary(String state) {
        return Outage.isTemporary(new IllegalStateException(new RuntimeException(new SQLException("x", state))));
    }

    @Test
    void whatMaySucceedLaterIsTemporary() {
        assertThat(temporary("08006")).isTrue();
        assertThat(temporary("57P01")).isTrue();
        assertThat(temporary("53300")).isTrue();
        assertThat(temporary("40P01")).isTrue();
        assertThat(Outage.isTemporary(new IllegalStateException(new SQLException("acquisition timeout"))))
                .isTrue();
    }

    @Test
    void whatFailsForItsContentIsNot() {
        assertThat(temporary("23505")).isFalse();
        assertThat(temporary("22P02")).isFalse();
        assertThat(Outage.isTemporary(new NullPointerException())).isFalse();
    }
}
