import java.time.Duration;
import java.util.ArrayList;

final class Calls implements Scenario {
    private static final int SOCKETS = 64;

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public String purpose() {
        return "Heartbeat and Authorize of OCPP 1.6 over " + SOCKETS + " sockets, one call at a time each";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var server = Server.withChargers(SOCKETS);
                var chargers = Chargers.connect(server, 1, SOCKETS, 16)) {
            for (var charger : chargers.all) {
                charger.call("\"BootNotification\",{\"chargePointVendor\":\"Load\",\"chargePointModel\":\"Test\"}")
                        .join();
            }
            measure(report, chargers, "Heartbeat", "\"Heartbeat\",{}");
            measure(report, chargers, "Authorize", "\"Authorize\",{\"idTag\":\"04A1B2C3D4E5F6\"}");
        }
    }

    private static void measure(Report report, Chargers chargers, String what, String call) throws Exception {
        chargers.load(call, Duration.ofSeconds(5));
        var rounds = new ArrayList<Round>();
        for (int i = 0; i < 3; i++) {
            rounds.add(chargers.load(call, Duration.ofSeconds(5)));
        }
        report.rates(what, rounds);
    }
}
