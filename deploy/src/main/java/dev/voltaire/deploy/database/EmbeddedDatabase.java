package dev.voltaire.deploy.database;

import dev.voltaire.deploy.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL of our own on a loopback port, started before the application and stopped after it.
///
/// It is a daemon in a session of its own: Ctrl-C reaches the application first, and a killed application leaves it
/// running. The next start then adopts it. Writes are durable (fsync and synchronous commit stay on).
public final class EmbeddedDatabase {
    private static final String OWNER = "voltaire";
    private static final String DATABASE = "voltaire";
    /// Crash recovery after a power cut may take a while.
    private static final String START_SECONDS = "120";

    private static final String STOP_SECONDS = "60";
    private static final long LOG_BYTES = 10L * 1024 * 1024;

    private final DataDirectory directory;
    private final PostgresPrograms programs;
    private final String password;
    private final int port;
    private final boolean adopted;

    private EmbeddedDatabase(
            DataDirectory directory, PostgresPrograms programs, String password, int port, boolean adopted) {
        this.directory = directory;
        this.programs = programs;
        this.password = password;
        this.port = port;
        this.adopted = adopted;
    }

    public static EmbeddedDatabase start(DataDirectory directory) {
        try {
            directory.claim();
            return startClaimed(directory, PostgresPrograms.unpackedUnder(directory.path()));
        } catch (IOException e) {
            throw new StartFailure("The embedded database in " + directory.path() + " cannot start: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while the embedded database was starting.", e);
        }
    }

    private static EmbeddedDatabase startClaimed(DataDirectory directory, PostgresPrograms programs)
            throws IOException, InterruptedException {
        refuseOtherVersion(directory);
        var password = directory.password();
        if (!Files.exists(directory.cluster())) {
            initialise(directory, programs);
        }
        @Nullable Postmaster survivor = Postmaster.runningIn(directory.cluster());
        var database = survivor == null
                ? new EmbeddedDatabase(directory, programs, password, startPostmaster(directory, programs), false)
                : new EmbeddedDatabase(directory, programs, password, survivor.port(), true);
        database.createIfMissing();
        return database;
    }

    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String username() {
        return OWNER;
    }

    public String password() {
        return password;
    }

    /// True when the database of a killed server was still running and has been taken over.
    public boolean adopted() {
        return adopted;
    }

    /// Ends every connection, writes a checkpoint and stops; returns when the last process is gone.
    public void stop() {
        try {
            var exit = programs.run(
                    directory.log(),
                    "pg_ctl",
                    "stop",
                    "-D",
                    directory.cluster().toString(),
                    "-m",
                    "fast",
                    "-w",
                    "-t",
                    STOP_SECONDS);
            if (exit != 0 && Postmaster.runningIn(directory.cluster()) != null) {
                throw new IllegalStateException("The embedded database did not stop, see " + directory.log());
            }
            directory.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuseOtherVersion(DataDirectory directory) throws IOException {
        var versionFile = directory.cluster().resolve("PG_VERSION");
        if (!Files.exists(versionFile)) {
            return;
        }
        var version = Integer.parseInt(Files.readString(versionFile).strip());
        if (version > PostgresPrograms.MAJOR_VERSION) {
            throw new StartFailure("The database in " + directory.cluster() + " was made by PostgreSQL " + version
                    + ", newer than the " + PostgresPrograms.MAJOR_VERSION
                    + " this Voltaire brings along: start the newer Voltaire that made it.");
        }
        if (version < PostgresPrograms.MAJOR_VERSION) {
            throw new StartFailure("The database in " + directory.cluster() + " was made by PostgreSQL " + version
                    + " and this Voltaire brings " + PostgresPrograms.MAJOR_VERSION
                    + ": back it up with the Voltaire that made it and restore it here.");
        }
    }

    /// Made beside its place and renamed, so that an interrupted first start leaves nothing half made.
    private static void initialise(DataDirectory directory, PostgresPrograms programs)
            throws IOException, InterruptedException {
        var partial = directory.path().resolve("database.partial");
        DataDirectory.delete(partial);
        var exit = programs.run(
                directory.log(),
                "initdb",
                "--pgdata=" + partial,
                "--username=" + OWNER,
                "--pwfile=" + directory.passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        if (exit != 0) {
            throw new StartFailure("The embedded database could not be created: " + lastComplaint(directory));
        }
        Files.move(partial, directory.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static int startPostmaster(DataDirectory directory, PostgresPrograms programs)
            throws IOException, InterruptedException {
        rotateLog(directory.log());
        var port = freePort();
        var options = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c port=" + port
                + " -c max_connections=200 -c timezone=UTC -c log_timezone=UTC -c fsync=on -c synchronous_commit=on";
        var exit = programs.run(
                directory.path().resolve("database-start.log"),
                "pg_ctl",
                "start",
                "-D",
                directory.cluster().toString(),
                "-l",
                directory.log().toString(),
                "-o",
                options,
                "-w",
                "-t",
                START_SECONDS);
        if (exit != 0) {
            throw new StartFailure("The embedded database did not start: " + lastComplaint(directory));
        }
        return port;
    }

    private void createIfMissing() {
        var properties = new Properties();
        properties.setProperty("user", OWNER);
        properties.setProperty("password", password);
        try (var connection = DriverManager.getConnection(jdbcUrl("postgres"), properties);
                var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException e) {
            throw new StartFailure(
                    "The embedded database in " + directory.cluster() + " does not answer: " + e.getMessage(), e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void rotateLog(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
            Files.move(log, log.resolveSibling("database.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// The last line in which PostgreSQL says what is wrong, for the one line the user reads.
    private static String lastComplaint(DataDirectory directory) throws IOException {
        if (!Files.exists(directory.log())) {
            return "it printed nothing";
        }
        return Files.readAllLines(directory.log()).reversed().stream()
                        .filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("error:"))
                        .findFirst()
                        .orElse("no reason given")
                + " (more in " + directory.log() + ")";
    }
}
