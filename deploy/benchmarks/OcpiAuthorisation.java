import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

final class OcpiAuthorisation implements Scenario {
    private static final int PER_SECOND = 1_000;
    private static final int TOKENS = 10_000;

    @Override
    public String name() {
        return "ocpi-authorisation";
    }

    @Override
    public String purpose() {
        return "real-time authorisation at %,d/s, whether answers come or not, of %,d tokens".formatted(PER_SECOND, TOKENS);
    }

    @Override
    public void run(Report report) throws Exception {
        var vertx = Vertx.vertx();
        try (var server = Server.with(Map.of());
                var cpo = OcpiPeer.withoutLocations(vertx, "AUT")) {
            DemoTokens.add(server, TOKENS);
            cpo.register(server);
            var authorization = OcpiPeer.header(cpo.token);
            var rounds = new ArrayList<Round>();
            var processor = server.processor();
            var last = "";
            for (int i = 0; i < 4; i++) {
                processor = server.processor();
                var round = OcpiLoad.open(
                        server, 32, Duration.ofSeconds(8), PER_SECOND, number -> ask(authorization, number));
                last = server.processor().since(processor, Math.round(round.perSecond() * 8));
                if (i > 0) {
                    rounds.add(round);
                }
            }
            report.rates("authorised", rounds);
            report.figure("processor time of an authorisation", last, "the last round");
            report.rates("authorised at most", java.util.List.of(OcpiLoad.closed(
                    server, 16, Duration.ofSeconds(8), number -> ask(authorization, number))));
        } finally {
            vertx.close();
        }
    }

    private static byte[] ask(String authorization, int number) {
        var uid = DemoTokens.uid((int) (number * 2_654_435_761L % TOKENS));
        return Line.request(
                "POST",
                "/ocpi/2.2.1/tokens/" + uid + "/authorize?type=RFID",
                authorization,
                "{\"location_id\":\"LOC1\",\"evse_uids\":[\"E1\"]}");
    }
}
