import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Bare OCPP 1.6 sockets, one call under way at a time each, on one event loop: a load that costs little itself.
final class Chargers implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final WebSocketClient client = vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxConnections(20_000).setConnectTimeout(60_000));
    private final Server server;
    final List<Charger> all = new ArrayList<>();

    private Chargers(Server server) {
        this.server = server;
    }

    /// Connects `LOAD-<from>` and the following ones, with at most that many handshakes under way.
    static Chargers connect(Server server, int from, int count, int atOnce) throws Exception {
        var chargers = new Chargers(server);
        var limit = new Semaphore(atOnce);
        var connecting = new ArrayList<CompletableFuture<Charger>>();
        for (int number = from; number < from + count; number++) {
            limit.acquire();
            connecting.add(chargers.connect("LOAD-%05d".formatted(number), "load-test-secret")
                    .whenComplete((_, _) -> limit.release()));
        }
        for (var each : connecting) {
            chargers.all.add(each.get(120, TimeUnit.SECONDS));
        }
        return chargers;
    }

    private CompletableFuture<Charger> connect(String identity, String password) {
        var credentials = (identity + ":" + password).getBytes(StandardCharsets.UTF_8);
        var options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(server.ocppPort)
                .setURI("/ocpp/" + identity)
                .addHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
                .addSubProtocol("ocpp1.6");
        return client.connect(options).map(Charger::new).toCompletionStage().toCompletableFuture();
    }

    /// Every charger sends what its supplier gives, waits for the answer and goes on, for that long.
    ///
    /// @param script one supplier of frames without message id (`"Heartbeat",{}`) per charger
    Round load(List<Supplier<String>> script, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        var latencies = new long[4_000_000];
        var done = new AtomicInteger();
        var running = new AtomicInteger(all.size());
        for (int i = 0; i < all.size(); i++) {
            repeat(all.get(i), script.get(i), end, latencies, done, running);
        }
        while (running.get() > 0) {
            Thread.sleep(5);
        }
        int calls = Math.min(done.get(), latencies.length);
        return new Round(
                calls / (time.toNanos() / 1e9), Statistics.percentile(latencies, calls, 99) / 1000.0);
    }

    Round load(String call, Duration time) throws InterruptedException {
        return load(all.stream().<Supplier<String>>map(_ -> () -> call).toList(), time);
    }

    private static void repeat(
            Charger charger,
            Supplier<String> script,
            long end,
            long[] latencies,
            AtomicInteger done,
            AtomicInteger running) {
        long sent = System.nanoTime();
        if (sent >= end) {
            running.decrementAndGet();
            return;
        }
        charger.call(script.get()).whenComplete((_, failure) -> {
            if (failure != null) {
                running.decrementAndGet();
                return;
            }
            int index = done.getAndIncrement();
            if (index < latencies.length) {
                latencies[index] = System.nanoTime() - sent;
            }
            repeat(charger, script, end, latencies, done, running);
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /// One socket.
    static final class Charger {
        private final WebSocket socket;
        private CompletableFuture<String> waiting = new CompletableFuture<>();
        private volatile UnaryOperator<String> answers = _ -> "{}";
        private int calls;

        Charger(WebSocket socket) {
            this.socket = socket;
            socket.textMessageHandler(text -> {
                if (text.charAt(1) == '2') {
                    var id = text.substring(text.indexOf('"') + 1, text.indexOf('"', text.indexOf('"') + 1));
                    socket.writeTextMessage("[3,\"" + id + "\"," + answers.apply(text) + "]");
                } else {
                    waiting.complete(text);
                }
            });
            socket.closeHandler(_ -> waiting.completeExceptionally(new IllegalStateException("closed")));
        }

        /// @param answer from the server's call to the payload of its answer
        void answers(UnaryOperator<String> answer) {
            answers = answer;
        }

        /// @param call action and payload without the message id: `"Heartbeat",{}`
        /// @return the answer as it came
        CompletableFuture<String> call(String call) {
            waiting = new CompletableFuture<>();
            socket.writeTextMessage("[2,\"" + calls++ + "\"," + call + "]");
            return waiting;
        }
    }
}
