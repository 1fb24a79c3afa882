package dev.voltaire.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The packaged server as a process of its own, on free ports, with a data directory below `target`.
public final class VoltaireProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final VoltaireLaunch launch;
    private final Path log;

    VoltaireProcess(Process process, VoltaireLaunch launch, Path log) {
        this.process = process;
        this.launch = launch;
        this.log = log;
    }

    public URI http() {
        return URI.create("http://127.0.0.1:" + launch.httpPort());
    }

    public URI management() {
        return URI.create("http://127.0.0.1:" + launch.managementPort());
    }

    public URI ocpp() {
        return URI.create("ws://127.0.0.1:" + launch.ocppPort() + "/ocpp");
    }

    /// Waits until the server reports itself ready.
    public VoltaireProcess awaitReady() {
        var deadline = Instant.now().plus(START);
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new AssertionError("the server ended with " + process.exitValue() + ":\n" + output());
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("the server is not ready after " + START + ":\n" + output());
            }
            pause();
        }
        return this;
    }

    public boolean isReady() {
        var request = HttpRequest.newBuilder(management().resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notListeningYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// What Ctrl-C does.
    public int interrupt() {
        signal("INT");
        return awaitEnd();
    }

    /// What a service manager does.
    public int terminate() {
        askToTerminate();
        return awaitEnd();
    }

    /// As [#terminate], without waiting for the end.
    public void askToTerminate() {
        process.destroy();
    }

    /// What the kernel does when memory is short: no hook runs, children survive.
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    public int awaitEnd() {
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                throw new AssertionError("the server did not end:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> outputLines() {
        return output().lines().filter(line -> !line.isBlank()).toList();
    }

    /// The process id of the embedded PostgreSQL, as its own file says.
    public long postmaster() {
        try {
            return Long.parseLong(Files.readAllLines(launch.data().resolve("database/postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A connection to the embedded database as its owner.
    public Connection database() throws SQLException {
        try {
            var port = Files.readAllLines(launch.data().resolve("database/postmaster.pid"))
                    .get(3)
                    .strip();
            var password = Files.readString(launch.data().resolve("database-password"));
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/voltaire", "voltaire", password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public VoltaireLaunch launch() {
        return launch;
    }

    public Map<String, String> environment() {
        return launch.environment();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
