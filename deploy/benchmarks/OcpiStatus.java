import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;

final class OcpiStatus implements Scenario {
    private static final int LOCATIONS = 5_000;
    private static final int CONNECTIONS = 16;

    @Override
    public String name() {
        return "ocpi-status";
    }

    @Override
    public String purpose() {
        return "PATCH of an EVSE's status, " + CONNECTIONS + " connections of one partner with 15,000 EVSEs";
    }

    @Override
    public void run(Report report) throws Exception {
        var vertx = Vertx.vertx();
        try (var server = Server.with(Map.of());
                var cpo = OcpiPeer.withLocations(vertx, "STA", LOCATIONS)) {
            cpo.register(server);
            while (server.count("SELECT count(*) FROM partner_crawl WHERE last_outcome = 'COMPLETE'") == 0) {
                Thread.sleep(200);
            }
            var authorization = OcpiPeer.header(cpo.token);
            var rounds = new ArrayList<Round>();
            var processor = server.processor();
            var last = "";
            for (int i = 0; i < 4; i++) {
                processor = server.processor();
                var round = OcpiLoad.closed(
                        server, CONNECTIONS, Duration.ofSeconds(8), number -> patch(authorization, number));
                last = server.processor().since(processor, Math.round(round.perSecond() * 8));
                if (i > 0) {
                    rounds.add(round);
                }
            }
            report.rates("status taken in", rounds);
            report.figure("processor time of a status", last, "the last round");
        } finally {
            vertx.close();
        }
    }

    private static byte[] patch(String authorization, int number) {
        var location = (int) (number * 2_654_435_761L % LOCATIONS);
        var path = "/ocpi/2.2.1/locations/NL/STA/LOC%d/E%d-%d".formatted(location, location, 1 + number % 3);
        return Line.request(
                "PATCH",
                path,
                authorization,
                "{\"status\":\"%s\",\"last_updated\":\"%s\"}"
                        .formatted(number % 2 == 0 ? "CHARGING" : "AVAILABLE", Instant.now()));
    }
}
