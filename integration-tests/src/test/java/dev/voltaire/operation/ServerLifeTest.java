package dev.voltaire.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.harness.VoltaireLaunch;
import dev.voltaire.harness.VoltaireProcess;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// One data directory through a life: start, Ctrl-C, start, kill -9, start.
class ServerLifeTest {
    @Test
    void whatWasStoredSurvivesARestartAndAKilledServer() throws SQLException {
        // given
        var launch = VoltaireLaunch.fresh("life");
        try (var first = launch.start().awaitReady()) {
            store(first, "before the restart");
            var postgres = first.postmaster();

            // when
            first.interrupt();

            // then
            assertThat(isAlive(postgres)).as("PostgreSQL after Ctrl-C").isFalse();
        }

        // given
        try (var second = launch.start().awaitReady()) {
            assertThat(stored(second, "before the restart")).isTrue();
            store(second, "before the crash");
            var postgres = second.postmaster();

            // when
            second.kill();

            // then
            assertThat(isAlive(postgres)).as("PostgreSQL after kill -9").isTrue();
            try (var third = launch.start().awaitReady()) {
                assertThat(third.postmaster()).as("adopted PostgreSQL").isEqualTo(postgres);
                assertThat(stored(third, "before the crash")).isTrue();
                third.terminate();
                assertThat(isAlive(postgres)).as("PostgreSQL after SIGTERM").isFalse();
            }
        }
    }

    private static void store(VoltaireProcess voltaire, String fact) throws SQLException {
        try (var connection = voltaire.database();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS survivor (fact text PRIMARY KEY)");
            statement.execute("INSERT INTO survivor VALUES ('" + fact + "')");
        }
    }

    private static boolean stored(VoltaireProcess voltaire, String fact) throws SQLException {
        try (var connection = voltaire.database();
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT FROM survivor WHERE fact = '" + fact + "'")) {
            return found.next();
        }
    }

    /// A dead process that nobody has collected yet still has an id, but no program.
    private static boolean isAlive(long processId) {
        return ProcessHandle.of(processId)
                .map(process -> process.info().command().isPresent())
                .orElse(false);
    }
}
