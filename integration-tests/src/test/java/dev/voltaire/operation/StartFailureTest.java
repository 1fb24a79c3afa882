package dev.voltaire.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.voltaire.harness.VoltaireLaunch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What removes the reason must be readable in one line, without a stack trace.
class StartFailureTest {
    @ParameterizedTest
    @ValueSource(strings = {"QUARKUS_HTTP_PORT", "QUARKUS_MANAGEMENT_PORT", "VOLTAIRE_OCPP_PLAIN_PORT"})
    void aTakenPortIsNamedInOneLine(String setting) throws IOException {
        // given
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var launch = VoltaireLaunch.fresh("taken-port").with(setting, String.valueOf(taken.getLocalPort()));

            // when
            var line = lineOfFailedStart(launch);

            // then
            assertThat(line)
                    .contains("Port " + taken.getLocalPort() + " is taken by another program")
                    .contains(setting);
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

    @Test
    void aDatabaseOfANewerVoltaireAndOneWithOtherCustomersAreRefusedInOneLine() throws SQLException {
        // given
        var launch = VoltaireLaunch.fresh("newer-schema");
        try (var first = launch.start().awaitReady();
                var database = first.database();
                var statement = database.createStatement()) {
            statement.execute("""
                    INSERT INTO organisation_unit (id, version, number, path, name, country, currency, language,
                        vat_visible, billable, status, credit_hold, created_at)
                    VALUES (uuidv7(), 0, 1, 'u1', 'Somebody else', 'NL', 'EUR', 'EN', true, true, 'ACTIVE', false, now())
                    """);

            // when
            first.terminate();
        }

        // then
        assertThat(lineOfFailedStart(launch.with("VOLTAIRE_DEMO", "true")))
                .contains("VOLTAIRE_DEMO is set, but the database already holds customers who are not the demo's");

        // given
        try (var again = launch.start().awaitReady();
                var database = again.database();
                var statement = database.createStatement()) {
            statement.execute("""
                    INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,
                        execution_time, success)
                    VALUES (9999, '9999', 'of the future', 'SQL', 'V9999__of_the_future.sql', 'somebody', 1, true)""");

            // when
            again.terminate();
        }

        // then
        assertThat(lineOfFailedStart(launch))
                .contains("The database is at schema version 9999")
                .contains("start the newer Voltaire that migrated it");
    }

    @Test
    void aRootWithoutUserNamespacesIsToldWhatToDoInOneLine() throws IOException {
        assumeTrue(isRoot(), "an ordinary user needs no user namespaces");
        // given
        var launch = VoltaireLaunch.fresh("no-namespaces");
        var programs = Files.createDirectories(launch.data().resolveSibling("no-namespaces-bin"));
        var refusing = programs.resolve("unshare");
        Files.writeString(refusing, "#!/bin/sh\necho 'unshare: Operation not permitted' >&2\nexit 1\n");
        assertThat(refusing.toFile().setExecutable(true)).isTrue();

        // when
        var line = lineOfFailedStart(launch.with("PATH", programs + ":" + System.getenv("PATH")));

        // then
        assertThat(line)
                .contains("user namespaces are not allowed")
                .contains("start Voltaire as an ordinary user")
                .contains("QUARKUS_DATASOURCE_JDBC_URL");
    }

    @Test
    void aFullDiskIsNamedInOneLine() throws Exception {
        assumeTrue(isRoot(), "only root can mount a small disk");
        // given
        var launch = VoltaireLaunch.fresh("full-disk");
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", launch.data()) == 0, "no disk to mount");
        try {
            // when
            var line = lineOfFailedStart(launch);

            // then
            assertThat(line)
                    .contains("The disk of " + launch.data() + " is full")
                    .contains("free at least 200 MB");
        } finally {
            run("umount", launch.data());
        }
    }

    @Test
    void aRoleThatDoesNotExistIsNamedInOneLine() {
        // when
        var line = lineOfFailedStart(VoltaireLaunch.fresh("no-such-role").with("VOLTAIRE_ROLES", "api,cook"));

        // then
        assertThat(line).contains("cook").contains("api, ocpi, ocpp, worker");
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int run(Object... command) throws IOException, InterruptedException {
        return new ProcessBuilder(Stream.of(command).map(String::valueOf).toList())
                .start()
                .waitFor();
    }

    private static String lineOfFailedStart(VoltaireLaunch launch) {
        try (var voltaire = launch.start()) {
            assertThat(voltaire.awaitEnd()).as("exit code").isEqualTo(1);
            assertThat(voltaire.outputLines()).hasSize(1);
            return voltaire.outputLines().getFirst();
        }
    }
}
