import io.vertx.core.Vertx;
import java.util.Map;

final class OcpiPull implements Scenario {
    private static final int LOCATIONS = Integer.parseInt(System.getenv().getOrDefault("LOCATIONS", "100000"));

    @Override
    public String name() {
        return "ocpi-pull";
    }

    @Override
    public String purpose() {
        return "%,d locations with %,d connectors read from one CPO, then once more unchanged"
                .formatted(LOCATIONS, LOCATIONS * 3);
    }

    @Override
    public void run(Report report) throws Exception {
        var vertx = Vertx.vertx();
        try (var server = Server.with(Map.of());
                var cpo = OcpiPeer.withLocations(vertx, "PUL", LOCATIONS)) {
            var processor = server.processor();
            var started = System.nanoTime();
            cpo.register(server);
            long half = awaitLocations(server, LOCATIONS / 2);
            var seconds = awaitReading(server, started);
            report.figure(
                    "processor time of a location", server.processor().since(processor, LOCATIONS), "storing all");
            report.figure(
                    "stored", Report.perSecond(LOCATIONS / seconds), "%.1f s for all".formatted(seconds));
            report.figure(
                    "resident memory",
                    server.residentMegabytes() + " MB",
                    "%d MB halfway; live heap %d MB".formatted(half, server.liveHeapBytes() / 1_000_000));
            try (var database = server.database(); var statement = database.createStatement()) {
                statement.executeUpdate("UPDATE partner_crawl SET next_run_at = now(), full_run = true, last_outcome = NULL");
            }
            var again = awaitReading(server, System.nanoTime());
            report.figure("read again, nothing changed", Report.perSecond(LOCATIONS / again), "full reading");
        } finally {
            vertx.close();
        }
    }

    private static long awaitLocations(Server server, int wanted) throws Exception {
        while (server.count("SELECT count(*) FROM location") < wanted) {
            Thread.sleep(1_000);
        }
        return server.residentMegabytes();
    }

    private static double awaitReading(Server server, long started) throws Exception {
        while (server.count("SELECT count(*) FROM partner_crawl WHERE module = 'locations' AND last_outcome = 'COMPLETE'")
                == 0) {
            if (server.count("SELECT count(*) FROM partner_crawl WHERE failures > 0") > 0) {
                throw new IllegalStateException("the reading failed");
            }
            Thread.sleep(100);
        }
        return (System.nanoTime() - started) / 1e9;
    }
}
