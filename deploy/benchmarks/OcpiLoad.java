import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// Requests over some kept-alive connections, one at a time each.
final class OcpiLoad {
    private static final int MOST = 2_000_000;

    private OcpiLoad() {}

    /// As fast as the answers come.
    static Round closed(Server server, int connections, Duration time, IntFunction<byte[]> request) throws Exception {
        return run(server, connections, time, request, 0);
    }

    /// So many a second, whether the answers come or not: a latency counts from when the request was due.
    static Round open(Server server, int connections, Duration time, int perSecond, IntFunction<byte[]> request)
            throws Exception {
        return run(server, connections, time, request, perSecond);
    }

    private static Round run(
            Server server, int connections, Duration time, IntFunction<byte[]> request, int perSecond)
            throws Exception {
        var latencies = new long[MOST];
        var done = new AtomicInteger();
        var next = new AtomicInteger();
        var failed = new AtomicInteger();
        var started = System.nanoTime();
        var end = started + time.toNanos();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                threads.submit(() -> {
                    try (var line = new Line(server.httpPort)) {
                        while (true) {
                            int number = next.getAndIncrement();
                            long due = System.nanoTime();
                            if (perSecond > 0) {
                                due = started + number * 1_000_000_000L / perSecond;
                                var wait = due - System.nanoTime();
                                if (wait > 0) {
                                    Thread.sleep(Duration.ofNanos(wait));
                                }
                            }
                            if (due >= end || System.nanoTime() >= end) {
                                return null;
                            }
                            if (line.exchange(request.apply(number)) >= 300) {
                                failed.incrementAndGet();
                            }
                            latencies[done.getAndIncrement()] = System.nanoTime() - due;
                        }
                    } catch (Exception broken) {
                        failed.incrementAndGet();
                        throw broken;
                    }
                });
            }
        }
        if (failed.get() > 0) {
            throw new IllegalStateException(failed + " requests failed");
        }
        var count = done.get();
        return new Round(
                count / ((System.nanoTime() - started) / 1e9),
                Statistics.percentile(Arrays.copyOf(latencies, count), count, 99) / 1_000.0);
    }
}
