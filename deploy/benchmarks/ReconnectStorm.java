import java.util.concurrent.CompletableFuture;

final class ReconnectStorm implements Scenario {
    private static final String BOOT =
            "\"BootNotification\",{\"chargePointVendor\":\"Load\",\"chargePointModel\":\"Test\"}";
    private static final String STATUS =
            "\"StatusNotification\",{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}";

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public String purpose() {
        return "chargers that all come at once, never seen before, and once more when their connections have broken:"
                + " authenticated, booted, connector reported";
    }

    @Override
    public void run(Report report) throws Exception {
        var wanted = Integer.parseInt(System.getenv().getOrDefault("SOCKETS", "5000"));
        try (var server = Server.withChargers(wanted)) {
            report(report, "first contact", wanted, storm(server, wanted));
            Thread.sleep(3000);
            report(report, "reconnect storm", wanted, storm(server, wanted));
            var reported = server.count("SELECT count(*) FROM charger_connector");
            report.figure("connectors in the database", String.valueOf(reported), wanted + " chargers");
        }
    }

    private static double storm(Server server, int wanted) throws Exception {
        var started = System.nanoTime();
        try (var chargers = Chargers.connect(server, 1, wanted, 500)) {
            CompletableFuture.allOf(chargers.all.stream()
                            .map(charger -> charger.call(BOOT).thenCompose(_ -> charger.call(STATUS)))
                            .map(answer -> answer.thenAccept(ReconnectStorm::mustBeAResult))
                            .toArray(CompletableFuture[]::new))
                    .join();
            return (System.nanoTime() - started) / 1e9;
        }
    }

    private static void mustBeAResult(String answer) {
        if (!answer.startsWith("[3,")) {
            throw new IllegalStateException("not answered as it should be: " + answer);
        }
    }

    private static void report(Report report, String what, int chargers, double seconds) {
        report.figure(what, "%.1f s".formatted(seconds), "%d chargers, no error".formatted(chargers));
    }
}
