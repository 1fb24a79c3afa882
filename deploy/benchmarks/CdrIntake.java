import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// CDRs as an operator sends them after a month: of many cards at many charge points, each with its tariff. Then the
/// same of one busy card, which is what the search for overlapping sessions likes least.
final class CdrIntake implements Scenario {
    private static final int CDRS = Integer.parseInt(System.getenv().getOrDefault("CDRS", "20000"));
    private static final int WARM_UP = 5_000;
    private static final int TOKENS = 1_000;
    private static final int LOCATIONS = 667;
    private static final int CONNECTIONS = 32;

    @Override
    public String name() {
        return "cdr-intake";
    }

    @Override
    public String purpose() {
        return "%,d CDRs of %,d cards at %,d EVSEs posted over %d OCPI connections, until each is a rated MSP CDR"
                .formatted(CDRS, TOKENS, LOCATIONS * 3, CONNECTIONS);
    }

    @Override
    public void run(Report report) throws Exception {
        var vertx = Vertx.vertx();
        try (var server = Server.with(Map.of());
                var cpo = OcpiPeer.withLocations(vertx, "INT", LOCATIONS)) {
            cpo.register(server);
            while (server.count("SELECT count(*) FROM partner_crawl WHERE last_outcome = 'COMPLETE'") == 0) {
                Thread.sleep(200);
            }
            DemoTokens.add(server, TOKENS);
            var authorization = OcpiPeer.header(cpo.token);
            var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            send(server, 0, WARM_UP, number -> ofMany(authorization, "W" + number, number, now));
            var spread = send(server, WARM_UP, CDRS, number -> ofMany(authorization, "S" + number, number, now));
            figures(report, "", spread);
            var busy = send(
                    server,
                    WARM_UP + CDRS,
                    CDRS / 4,
                    number -> ofOne(authorization, "B" + number, number, now));
            figures(report, ", all of one card", busy);
        } finally {
            vertx.close();
        }
    }

    /// @param cpuMicros of the server and its database
    private record Intake(int cdrs, double received, double rated, double cpuMicros) {}

    private static void figures(Report report, String which, Intake intake) {
        report.figure(
                "received and acknowledged" + which,
                Report.perSecond(intake.cdrs() / intake.received()),
                "%,d CDRs, one run after a warm-up".formatted(intake.cdrs()));
        report.figure(
                "rated to an MSP CDR" + which,
                Report.perSecond(intake.cdrs() / intake.rated()),
                "from the first byte to the last MSP CDR; %.0f µs of processor each, database included"
                        .formatted(intake.cpuMicros()));
    }

    private static Intake send(Server server, int known, int cdrs, IntFunction<byte[]> request) throws Exception {
        var requests = new byte[cdrs][];
        for (int i = 0; i < cdrs; i++) {
            requests[i] = request.apply(i);
        }
        var processor = server.processor();
        var started = System.nanoTime();
        post(server, requests);
        var received = (System.nanoTime() - started) / 1e9;
        while (server.count("SELECT count(*) FROM msp_cdr WHERE party_id = 'INT'") < known + cdrs) {
            if (System.nanoTime() - started > Duration.ofMinutes(5).toNanos()) {
                throw new IllegalStateException("not all rated after five minutes");
            }
            Thread.sleep(100);
        }
        var rated = (System.nanoTime() - started) / 1e9;
        return new Intake(cdrs, received, rated, (double) server.processor().microsSince(processor) / cdrs);
    }

    private static void post(Server server, byte[][] requests) throws Exception {
        var next = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            var lines = new java.util.ArrayList<java.util.concurrent.Future<Void>>();
            for (int i = 0; i < CONNECTIONS; i++) {
                lines.add(threads.submit(() -> {
                    try (var line = new Line(server.httpPort)) {
                        for (int number = next.getAndIncrement();
                                number < requests.length;
                                number = next.getAndIncrement()) {
                            var status = line.exchange(requests[number]);
                            if (status >= 300) {
                                throw new IllegalStateException("answered " + status);
                            }
                        }
                    }
                    return null;
                }));
            }
            for (var line : lines) {
                line.get();
            }
        }
    }

    /// An hour and a half of charging; those of one card are a day apart.
    private static byte[] ofMany(String authorization, String id, int number, Instant now) {
        var days = number / TOKENS % 60;
        var start = now.minus(Duration.ofMinutes(100 + days * 1_440 + number % 1_000));
        return cdr(authorization, id, number % TOKENS, number, start, 90);
    }

    /// Five minutes after the one before: a card the whole fleet uses.
    private static byte[] ofOne(String authorization, String id, int number, Instant now) {
        return cdr(authorization, id, TOKENS - 1, number, now.minus(Duration.ofMinutes(10 + number * 5L)), 5);
    }

    private static byte[] cdr(String authorization, String id, int token, int number, Instant start, int minutes) {
        var end = start.plus(Duration.ofMinutes(minutes));
        var location = (int) (number * 2_654_435_761L % LOCATIONS);
        var evse = 1 + number % 3;
        var kwh = new BigDecimal(30 + number % 100).movePointLeft(2).multiply(BigDecimal.valueOf(minutes / 5));
        var hours = BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(60), 4, RoundingMode.HALF_UP);
        var cost = kwh.multiply(new BigDecimal("0.40"));
        var money = "{\"excl_vat\":%s,\"incl_vat\":%s}".formatted(cost, cost.multiply(new BigDecimal("1.21")));
        return Line.request("POST", "/ocpi/2.2.1/cdrs", authorization, """
                {"country_code":"NL","party_id":"INT","id":"%s","start_date_time":"%s","end_date_time":"%s",
                 "session_id":"SES-%s","cdr_token":{"country_code":"NL","party_id":"VLT","uid":"%s","type":"RFID",
                 "contract_id":"NLVLTB%08d"},"auth_method":"WHITELIST","cdr_location":{"id":"LOC%d","name":"Kade %d",
                 "address":"Kade %d","city":"Delft","postal_code":"2611 AA","country":"NLD",
                 "coordinates":{"latitude":"52.%05d","longitude":"4.%05d"},"evse_uid":"E%d-%d",
                 "evse_id":"NL*INT*E%d*%d","connector_id":"1","connector_standard":"IEC_62196_T2",
                 "connector_format":"SOCKET","connector_power_type":"AC_3_PHASE"},"currency":"EUR",
                 "tariffs":[{"country_code":"NL","party_id":"INT","id":"T1","currency":"EUR","type":"REGULAR",
                 "elements":[{"price_components":[{"type":"ENERGY","price":0.40,"vat":21.0,"step_size":1}]}],
                 "last_updated":"2026-05-01T08:00:00Z"}],
                 "charging_periods":[{"start_date_time":"%s","tariff_id":"T1",
                 "dimensions":[{"type":"ENERGY","volume":%s},{"type":"TIME","volume":%s}]}],
                 "total_cost":%s,"total_energy_cost":%s,"total_energy":%s,"total_time":%s,"last_updated":"%s"}""".formatted(
                        id, start, end, id, DemoTokens.uid(token), token, location, location, location, location,
                        location, location, evse, location, evse, start, kwh, hours, money, money, kwh, hours, end));
    }
}
