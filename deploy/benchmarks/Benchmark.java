import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.demo.cpo.CpoParty;
import dev.voltaire.demo.cpo.FakeCpo;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Starts the packaged server several times, loads it over real sockets and prints medians.
/// The load comes from the same machine, so the figures are a floor.
void main(String[] arguments) throws Exception {
    var sockets = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5000;
    var data = Files.createTempDirectory(Files.createDirectories(Path.of("deploy/target/benchmarks")), "run-")
            .toAbsolutePath();
    describeMachine();
    measureStart(data);
    try (var server = Server.start(data, sockets)) {
        measureSockets(server, sockets);
        measureCalls(server, "Heartbeat", "{}");
        measureCalls(server, "Authorize", "{\"idTag\":\"04A1B2C3D4E5F6\"}");
        measureCdrs(server);
    }
}

void describeMachine() throws IOException {
    var cpu = Files.exists(Path.of("/proc/cpuinfo"))
            ? Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .orElse("unknown")
            : System.getProperty("os.arch");
    IO.println("Machine: %d processors (%s), %s, Java %s"
            .formatted(
                    Runtime.getRuntime().availableProcessors(),
                    cpu,
                    System.getProperty("os.name"),
                    System.getProperty("java.version")));
}

void measureStart(Path data) throws Exception {
    try (var first = Server.start(data, 0)) {
        IO.println("First start, database created and demo loaded: %d ms".formatted(first.startMillis));
    }
    var starts = new ArrayList<Long>();
    var memory = new ArrayList<Long>();
    for (int i = 0; i < 5; i++) {
        try (var server = Server.start(data, 0)) {
            starts.add(server.startMillis);
            memory.add(server.residentKilobytes() / 1024);
        }
    }
    IO.println("Start until ready: median %d ms of %s; resident memory of the JVM: median %d MB"
            .formatted(median(starts), starts, median(memory)));
}

void measureSockets(Server server, int wanted) throws Exception {
    var before = server.liveHeapBytes();
    var chargers = new ArrayList<Charger>();
    var limit = new Semaphore(50);
    try (var http = HttpClient.newHttpClient()) {
        var started = System.nanoTime();
        var connecting = new ArrayList<CompletableFuture<Charger>>();
        for (int i = 1; i <= wanted; i++) {
            limit.acquire();
            connecting.add(Charger.connect(http, server, "LOAD-%05d".formatted(i))
                    .whenComplete((charger, failure) -> limit.release()));
        }
        for (var each : connecting) {
            chargers.add(each.get(60, TimeUnit.SECONDS));
        }
        var seconds = (System.nanoTime() - started) / 1e9;
        Thread.sleep(5000);
        var after = server.liveHeapBytes();
        IO.println("%d chargers connected in %.1f s; live heap per idle socket: %.1f KB; resident memory: %d MB"
                .formatted(wanted, seconds, (after - before) / 1024.0 / wanted, server.residentKilobytes() / 1024));
        chargers.forEach(charger -> charger.socket.abort());
        http.shutdownNow();
    }
    Thread.sleep(2000);
}

void measureCalls(Server server, String action, String payload) throws Exception {
    var rates = new ArrayList<Long>();
    var tails = new ArrayList<Long>();
    try (var http = HttpClient.newHttpClient()) {
        var chargers = new ArrayList<Charger>();
        for (int i = 1; i <= 64; i++) {
            chargers.add(Charger.connect(http, server, "LOAD-%05d".formatted(i)).get(30, TimeUnit.SECONDS));
        }
        for (int round = 0; round < 4; round++) {
            var latencies = new ConcurrentLinkedQueue<Long>();
            var end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                chargers.forEach(charger -> threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        var sent = System.nanoTime();
                        charger.call(action, payload);
                        latencies.add(System.nanoTime() - sent);
                    }
                    return null;
                }));
            }
            if (round > 0) {
                rates.add(latencies.size() / 5L);
                tails.add(percentile(latencies.stream().mapToLong(Long::longValue).toArray(), 99) / 1000);
            }
        }
        chargers.forEach(charger -> charger.socket.abort());
        http.shutdownNow();
    }
    IO.println("%s over 64 sockets, one at a time each: median %d/s, p99 median %d µs"
            .formatted(action, median(rates), median(tails)));
}

void measureCdrs(Server server) throws Exception {
    var wanted = 2000;
    try (var cpo = FakeCpo.start(CpoParty.LAMPLIGHT)) {
        var versions = URI.create("http://127.0.0.1:" + server.httpPort + "/ocpi/versions");
        var registered = cpo.register(versions, "voltaire-demo-token-a");
        if (!registered.succeeded()) {
            throw new IllegalStateException("registration failed: " + registered);
        }
        var token = awaitToken(cpo);
        var end = Instant.now();
        var started = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < wanted; i++) {
                threads.submit(() -> {
                    var charge = cpo.charge(token, end.minusSeconds(3600));
                    var reply = cpo.postCdr(charge.cdr(new BigDecimal("12.5"), end));
                    if (!reply.succeeded()) {
                        throw new IllegalStateException(reply.toString());
                    }
                    return null;
                });
            }
        }
        var received = (System.nanoTime() - started) / 1e9;
        while (server.count("SELECT count(*) FROM msp_cdr") < wanted) {
            if (System.nanoTime() - started > Duration.ofMinutes(5).toNanos()) {
                throw new IllegalStateException("only " + server.count("SELECT count(*) FROM msp_cdr") + " rated");
            }
            Thread.sleep(50);
        }
        var rated = (System.nanoTime() - started) / 1e9;
        IO.println("%d CDRs over 8 connections: %.0f/s received, %.0f/s rated to an MSP CDR"
                .formatted(wanted, wanted / received, wanted / rated));
    }
}

JsonNode awaitToken(FakeCpo cpo) throws InterruptedException {
    while (cpo.receivedToken("04A1B2C3D4E5F6").isEmpty()) {
        Thread.sleep(100);
    }
    return cpo.receivedToken("04A1B2C3D4E5F6").orElseThrow();
}

static long median(List<Long> values) {
    var sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
}

static long percentile(long[] values, int percent) {
    Arrays.sort(values);
    return values.length == 0 ? 0 : values[Math.min(values.length - 1, values.length * percent / 100)];
}

/// The packaged server as a child process.
static final class Server implements AutoCloseable {
    final int httpPort = freePort();
    final int managementPort = freePort();
    final int ocppPort = freePort();
    final Path data;
    final Process process;
    final long startMillis;

    private Server(Path data, int loadChargers) throws Exception {
        this.data = data;
        var builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseG1GC",
                        "-XX:+UseCompactObjectHeaders",
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        "deploy/target/quarkus-app/quarkus-run.jar")
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile());
        var environment = builder.environment();
        environment.put("VOLTAIRE_DATA", data.toString());
        environment.put("VOLTAIRE_DATA_EXPENDABLE", "true");
        environment.put("VOLTAIRE_DEMO", "true");
        environment.put("VOLTAIRE_DEMO_LOAD_CHARGERS", String.valueOf(loadChargers));
        environment.put("VOLTAIRE_OUTBOUND_ALLOW", "127.0.0.0/8");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(httpPort));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
        environment.put("VOLTAIRE_OCPP_HOST", "127.0.0.1");
        environment.put("VOLTAIRE_OCPP_PLAIN_PORT", String.valueOf(ocppPort));
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

    static Server start(Path data, int loadChargers) throws Exception {
        return new Server(data, loadChargers);
    }

    boolean isReady() throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    /// What survives a full collection.
    long liveHeapBytes() throws Exception {
        var histogram = jcmd("GC.class_histogram");
        var total = histogram.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
        return Long.parseLong(total.trim().split("\\s+")[2]);
    }

    String jcmd(String command) throws Exception {
        var jcmd = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd", String.valueOf(process.pid()), command)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    long count(String sql) throws Exception {
        var port = Files.readAllLines(data.resolve("database/postmaster.pid")).get(3).strip();
        var password = Files.readString(data.resolve("database-password"));
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/voltaire";
        try (var connection = DriverManager.getConnection(url, "voltaire", password);
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

/// A bare OCPP 1.6 socket with one call under way at a time.
static final class Charger implements WebSocket.Listener {
    final AtomicReference<CompletableFuture<Void>> waiting = new AtomicReference<>();
    WebSocket socket;
    int calls;

    static CompletableFuture<Charger> connect(HttpClient http, Server server, String identity) {
        var charger = new Charger();
        var credentials = (identity + ":load-test-secret").getBytes(StandardCharsets.UTF_8);
        return http.newWebSocketBuilder()
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
                .subprotocols("ocpp1.6")
                .buildAsync(URI.create("ws://127.0.0.1:" + server.ocppPort + "/ocpp/" + identity), charger)
                .thenApply(socket -> {
                    charger.socket = socket;
                    return charger;
                });
    }

    void call(String action, String payload) throws Exception {
        var answer = new CompletableFuture<Void>();
        waiting.set(answer);
        socket.sendText("[2,\"" + calls++ + "\",\"" + action + "\"," + payload + "]", true);
        answer.get(30, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
        var answer = waiting.get();
        if (last && answer != null && text.length() > 2 && text.charAt(1) != '2') {
            answer.complete(null);
        }
        webSocket.request(1);
        return null;
    }
}
