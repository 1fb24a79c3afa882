package dev.voltaire.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.harness.VoltaireLaunch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// What removes the reason must be readable in one line, without a stack trace.
class StartFailureTest {
    @Test
    void aTakenPortIsNamedInOneLine() throws IOException {
        // given
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var launch = VoltaireLaunch.fresh("taken-port").withHttpPort(taken.getLocalPort());

            // when
            var line = lineOfFailedStart(launch);

            // then
            assertThat(line).contains("Port " + taken.getLocalPort() + " is taken by another program");
        }
    }

    @Test
    void anUnavailableDatabaseIsNamedInOneLine() {
        // given
        var url = "jdbc:postgresql://127.0.0.1:" + VoltaireLaunch.freePort() + "/voltaire";
        var launch = VoltaireLaunch.fresh("no-database").with("QUARKUS_DATASOURCE_JDBC_URL", url);

        // when
        var line = lineOfFailedStart(launch);

        // then
        assertThat(line).contains("The database at " + url + " is not available");
    }

    @Test
    void aDataDirectoryOfANewerPostgresIsRefusedInOneLine() throws IOException {
        // given
        var launch = VoltaireLaunch.fresh("newer-postgres");
        var cluster = Files.createDirectories(launch.data().resolve("database"));
        Files.writeString(cluster.resolve("PG_VERSION"), "99\n");

        // when
        var line = lineOfFailedStart(launch);

        // then
        assertThat(line).contains("was made by PostgreSQL 99").contains("start the newer Voltaire");
    }

    @Test
    void aDataDirectoryForTemporaryFilesIsRefusedInOneLine() {
        // given
        var launch = VoltaireLaunch.fresh("temporary")
                .with("VOLTAIRE_DATA_EXPENDABLE", "false")
                .with("VOLTAIRE_DATA", "/tmp/voltaire");

        // when
        var line = lineOfFailedStart(launch);

        // then
        assertThat(line).contains("/tmp/voltaire").contains("does not belong in a directory for temporary files");
    }

    private static String lineOfFailedStart(VoltaireLaunch launch) {
        try (var voltaire = launch.start()) {
            assertThat(voltaire.awaitEnd()).as("exit code").isEqualTo(1);
            assertThat(voltaire.outputLines()).hasSize(1);
            return voltaire.outputLines().getFirst();
        }
    }
}
