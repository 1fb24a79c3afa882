import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// A plan was forgotten: everything of ninety days is calculated again and, when the report has been read, changed.
final class ReRating implements Scenario {
    private static final int CDRS = Integer.parseInt(System.getenv().getOrDefault("CDRS", "100000"));

    @Override
    public String name() {
        return "re-rating";
    }

    @Override
    public String purpose() {
        return "%,d CDRs rated again after a plan was entered, each of them at another price".formatted(CDRS);
    }

    @Override
    public void run(Report report) throws Exception {
        try (var server = Server.with(Map.of());
                var operator = Api.of(server, "operator@voltaire.example")) {
            CdrHistory.add(server, CDRS);
            var now = Instant.now();
            var unit = server.text("SELECT organisation_unit_id FROM token WHERE uid = '04A1B2C3D4E5F6'");
            operator.post("/api/v1/tariff-plans", Map.of(
                    "name", "Ten per cent, a quarter late", "orgUnitId", unit, "currency", "EUR", "percent", 10,
                    "validFrom", now.minus(Duration.ofDays(120)).toString()));
            var started = System.nanoTime();
            var run = operator.post("/api/v1/rerating-runs", Map.of(
                            "reason", "The plan was forgotten",
                            "from", now.minus(Duration.ofDays(100)).toString(),
                            "to", now.toString()))
                    .path("id")
                    .asText();
            await(operator, run, "CALCULATED");
            report.figure(
                    "report of what would change",
                    "%.1f s".formatted(seconds(started)),
                    "%,d CDRs before and after, one run".formatted(CDRS));
            operator.post("/api/v1/rerating-runs/" + run + "/apply", Map.of());
            await(operator, run, "APPLIED");
            report.figure("applied", "%.1f s".formatted(seconds(started)), "from the start: a new version of each");
            var changed = server.count("SELECT count(*) FROM msp_cdr WHERE current_version = 2");
            if (changed != CDRS) {
                throw new IllegalStateException("only " + changed + " have another version");
            }
        }
    }

    private static void await(Api operator, String run, String state) throws Exception {
        while (!operator.get("/api/v1/rerating-runs/" + run).path("state").asText().equals(state)) {
            Thread.sleep(250);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
