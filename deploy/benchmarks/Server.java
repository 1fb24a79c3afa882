import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The packaged server as a child process on free ports of 127.0.0.1, with an embedded database that syncs to disk.
final class Server implements AutoCloseable {
    private static final long MICROS_PER_TICK = 10_000;

    final int httpPort = freePort();
    final int managementPort = freePort();
    final int ocppPort = freePort();
    final Path data;
    final Process process;
    final long startMillis;

    private Server(Path data, Map<String, String> settings) throws Exception {
        this.data = data;
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseG1GC",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        var options = System.getenv().getOrDefault("SERVER_OPTS", "").strip();
        if (!options.isEmpty()) {
            command.addAll(List.of(options.split("\\s+")));
        }
        command.addAll(List.of("-jar", "deploy/target/quarkus-app/quarkus-run.jar"));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile());
        var environment = builder.environment();
        environment.put("VOLTAIRE_DATA", data.toString());
        environment.put("VOLTAIRE_DATA_EXPENDABLE", "true");
        environment.put("VOLTAIRE_DEMO", "true");
        environment.put("VOLTAIRE_OUTBOUND_ALLOW", "127.0.0.0/8");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(httpPort));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
        environment.put("VOLTAIRE_OCPP_HOST", "127.0.0.1");
        environment.put("VOLTAIRE_OCPP_PLAIN_PORT", String.valueOf(ocppPort));
        environment.putAll(settings);
        var started = System.nanoTime();
        process = builder.start();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server did not start, see " + data + ".log");
            }
            Thread.sleep(20);
        }
        startMillis = (System.nanoTime() - started) / 1_000_000;
    }

    /// An empty folder for one server's data.
    static Path freshData() throws IOException {
        var folder = Files.createDirectories(Path.of("deploy/target/benchmarks"));
        return Files.createTempDirectory(folder, "run-").toAbsolutePath();
    }

    static Server start(Path data) throws Exception {
        return new Server(data, Map.of());
    }

    /// A fresh server whose demo world also holds the chargers `LOAD-00001` and so on.
    static Server withChargers(int chargers) throws Exception {
        return with(Map.of("VOLTAIRE_DEMO_LOAD_CHARGERS", String.valueOf(chargers)));
    }

    /// A fresh server with these environment variables.
    static Server with(Map<String, String> settings) throws Exception {
        return new Server(freshData(), new HashMap<>(settings));
    }

    /// Another server on the same database.
    Server beside(Map<String, String> settings) throws Exception {
        var own = new HashMap<>(settings);
        own.put("VOLTAIRE_DEMO", "false");
        own.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:" + databasePort() + "/voltaire");
        own.put("QUARKUS_DATASOURCE_USERNAME", "voltaire");
        own.put("QUARKUS_DATASOURCE_PASSWORD", Files.readString(data.resolve("database-password")));
        return new Server(freshData(), own);
    }

    private String databasePort() throws IOException {
        return Files.readAllLines(data.resolve("database/postmaster.pid")).get(3).strip();
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    private boolean isReady() throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /// Processor time of the server and of its database so far, in microseconds: unlike a rate it does not depend on what
    /// else the machine does.
    Processor processor() throws IOException {
        var postmaster = Long.parseLong(Files.readAllLines(data.resolve("database/postmaster.pid")).getFirst().strip());
        var database = ticks(postmaster, true);
        for (var child : ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
            database += ticks(child.pid(), false);
        }
        return new Processor(ticks(process.pid(), false) * MICROS_PER_TICK, database * MICROS_PER_TICK);
    }

    record Processor(long server, long database) {
        long microsSince(Processor before) {
            return server - before.server + database - before.database;
        }

        String since(Processor before, long messages) {
            return "%d µs in the server, %d µs in the database"
                    .formatted((server - before.server) / messages, (database - before.database) / messages);
        }
    }

    /// utime, stime and, of children that are gone, cutime and cstime.
    private static long ticks(long pid, boolean withChildren) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        var ticks = 0L;
        for (int i = 11; i < (withChildren ? 15 : 13); i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }

    /// What survives a full collection.
    long liveHeapBytes() throws Exception {
        var total = jcmd("GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(total.trim().split("\\s+")[2]);
    }

    private String jcmd(String command) throws IOException {
        var jcmd = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd", String.valueOf(process.pid()), command)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /// The embedded database, as its owner.
    Connection database() throws IOException, SQLException {
        var password = Files.readString(data.resolve("database-password"));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + databasePort() + "/voltaire", "voltaire", password);
    }

    long count(String sql) throws IOException, SQLException {
        return Long.parseLong(text(sql));
    }

    /// The one value a query answers.
    String text(String sql) throws IOException, SQLException {
        try (var connection = database();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
