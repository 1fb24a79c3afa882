import java.util.Locale;
import java.util.Map;

/// A file of every CDR there is, asked for, written and fetched. Limit the server's heap with `SERVER_OPTS=-Xmx256m`.
final class Export implements Scenario {
    private static final int ROWS = Integer.parseInt(System.getenv().getOrDefault("ROWS", "1000000"));

    @Override
    public String name() {
        return "export";
    }

    @Override
    public String purpose() {
        return "%,d MSP CDRs as CSV and as XLSX, asked for, written and fetched".formatted(ROWS);
    }

    @Override
    public void run(Report report) throws Exception {
        try (var server = Server.with(Map.of());
                var operator = Api.of(server, "operator@voltaire.example")) {
            CdrHistory.withoutSearch(server);
            CdrHistory.add(server, ROWS);
            for (var format : new String[] {"CSV", "XLSX"}) {
                export(report, server, operator, format);
            }
        }
    }

    private static void export(Report report, Server server, Api operator, String format) throws Exception {
        var started = System.nanoTime();
        var id = operator.post(
                        "/api/v1/exports",
                        Map.of("type", "MSP_CDR", "format", format, "filters", Map.of("partyId", new String[] {"HIS"})))
                .path("id")
                .asText();
        var state = "";
        while (!state.equals("DONE")) {
            Thread.sleep(250);
            state = operator.get("/api/v1/exports/" + id).path("state").asText();
            if (state.equals("FAILED")) {
                throw new IllegalStateException("the export failed, see the log of the server");
            }
        }
        var rows = operator.get("/api/v1/exports/" + id).path("rowsWritten").asLong();
        if (rows < ROWS) {
            throw new IllegalStateException("only " + rows + " rows");
        }
        report.figure(
                format + " written",
                "%.1f s".formatted((System.nanoTime() - started) / 1e9),
                "%,d rows; resident %d MB, live heap %d MB, %s".formatted(
                        rows,
                        server.residentMegabytes(),
                        server.liveHeapBytes() >> 20,
                        System.getenv().getOrDefault("SERVER_OPTS", "-Xmx1g")));
        started = System.nanoTime();
        var megabytes = operator.length("/api/v1/exports/" + id + "/file") / 1e6;
        report.figure(
                format + " fetched",
                "%.1f s".formatted((System.nanoTime() - started) / 1e9),
                String.format(Locale.ROOT, "%.0f MB", megabytes));
    }
}
