import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;

final class OcpiFanOut implements Scenario {
    private static final int TOKENS = 10_000;
    private static final int PARTNERS = 20;
    private static final int WELL = PARTNERS - 2;

    @Override
    public String name() {
        return "ocpi-fan-out";
    }

    @Override
    public String purpose() {
        return "%,d changed tokens sent to %d partners, one of them dead, one answering after 3 s"
                .formatted(TOKENS, PARTNERS);
    }

    @Override
    public void run(Report report) throws Exception {
        var vertx = Vertx.vertx();
        var peers = new ArrayList<OcpiPeer>();
        try (var server = Server.with(Map.of("VOLTAIRE_DISTRIBUTION_PULL_FIRST_ABOVE", "100"))) {
            DemoTokens.add(server, TOKENS);
            for (int i = 0; i < PARTNERS; i++) {
                var peer = OcpiPeer.withoutLocations(vertx, "P%02d".formatted(i));
                peers.add(peer);
                peer.register(server);
            }
            peers.get(0).dies();
            peers.get(1).answersAfter(3_000);
            while (server.count("SELECT count(*) FROM token_distribution") < (long) TOKENS * PARTNERS) {
                Thread.sleep(200);
            }
            var before = received(peers);
            DemoTokens.endAt(server, Instant.now().plusSeconds(1));
            while (received(peers) == before) {
                Thread.sleep(20);
            }
            var started = System.nanoTime();
            var processor = server.processor();
            var first = 0.0;
            while (received(peers) - before < (long) TOKENS * WELL) {
                if (System.nanoTime() - started > Duration.ofMinutes(5).toNanos()) {
                    throw new IllegalStateException("only " + (received(peers) - before) + " after five minutes");
                }
                if (first == 0 && peers.stream().skip(2).anyMatch(peer -> peer.tokensReceived.get() >= TOKENS)) {
                    first = (System.nanoTime() - started) / 1e9;
                }
                Thread.sleep(20);
            }
            var seconds = (System.nanoTime() - started) / 1e9;
            report.figure(
                    "delivered to the %d that are well".formatted(WELL),
                    Report.perSecond(TOKENS * WELL / seconds),
                    "%.1f s for all, the first partner complete after %.1f s".formatted(seconds, first));
            report.figure(
                    "processor time of a delivery",
                    server.processor().since(processor, received(peers) - before),
                    "the same run");
            report.figure(
                    "delivered to the slow one meanwhile", String.valueOf(peers.get(1).tokensReceived.get()), "the same run");
        } finally {
            for (var peer : peers) {
                peer.close();
            }
            vertx.close();
        }
    }

    private static long received(ArrayList<OcpiPeer> peers) {
        return peers.stream().skip(2).mapToLong(peer -> peer.tokensReceived.get()).sum();
    }
}
