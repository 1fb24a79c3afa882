package dev.voltaire.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Where and how one server is started: the same launch started twice finds the same data on the same ports.
public record VoltaireLaunch(
        String name, Path data, int httpPort, int managementPort, int ocppPort, Map<String, String> environment) {
    private static final AtomicInteger STARTS = new AtomicInteger();

    /// A build that runs in the background may have been told to ignore SIGINT, and a child inherits that.
    private static final List<String> WITH_DEFAULT_SIGNALS =
            System.getProperty("os.name").equals("Linux") ? List.of("env", "--default-signal=INT,TERM") : List.of();

    public VoltaireLaunch {
        environment = Map.copyOf(environment);
    }

    /// A server with an empty data directory.
    public static VoltaireLaunch fresh(String name) {
        try {
            var data = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target/voltaire").toAbsolutePath()), name + "-");
            return new VoltaireLaunch(name, data, freePort(), freePort(), freePort(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public VoltaireLaunch with(String variable, String value) {
        var extended = new HashMap<>(environment);
        extended.put(variable, value);
        return new VoltaireLaunch(name, data, httpPort, managementPort, ocppPort, extended);
    }

    /// Starts the process and returns at once.
    public VoltaireProcess start() {
        var log = data.resolveSibling(name + "-" + STARTS.incrementAndGet() + ".log");
        List<String> command = new ArrayList<>(WITH_DEFAULT_SIGNALS);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                Path.of(System.getProperty("voltaire.application")).normalize().toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        var variables = builder.environment();
        variables.keySet().removeIf(key -> key.startsWith("VOLTAIRE_") || key.startsWith("QUARKUS_"));
        variables.put("VOLTAIRE_DATA", data.toString());
        variables.put("VOLTAIRE_DATA_EXPENDABLE", "true");
        variables.put("VOLTAIRE_LOG_JSON", "false");
        variables.put("VOLTAIRE_OUTBOUND_ALLOW", "127.0.0.0/8");
        variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        variables.put("QUARKUS_HTTP_PORT", String.valueOf(httpPort));
        variables.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        variables.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
        variables.put("VOLTAIRE_OCPP_HOST", "127.0.0.1");
        variables.put("VOLTAIRE_OCPP_PLAIN_PORT", String.valueOf(ocppPort));
        variables.putAll(environment);
        try {
            return new VoltaireProcess(builder.start(), this, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
