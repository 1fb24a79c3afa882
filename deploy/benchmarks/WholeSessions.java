import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

final class WholeSessions implements Scenario {
    private static final int CHARGERS = 100;
    private static final int READINGS = 5;
    private static final String TAG = "04A1B2C3D4E5F6";

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public String purpose() {
        return "whole OCPP 1.6 sessions of 9 messages (authorise, start, status, 5 meter values, stop) on " + CHARGERS
                + " chargers, every message committed to disk before its answer";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var server = Server.withChargers(CHARGERS);
                var chargers = Chargers.connect(server, 1, CHARGERS, 16)) {
            load(chargers, Duration.ofSeconds(10));
            var rates = new ArrayList<Double>();
            for (int i = 0; i < 3; i++) {
                rates.add(load(chargers, Duration.ofSeconds(8)));
            }
            var stored = server.count("SELECT count(*) FROM session WHERE status = 'COMPLETED' AND stop_frame IS NOT NULL");
            report.figure(
                    "whole sessions",
                    Report.perSecond(Statistics.median(rates)),
                    "median of %d rounds; %d sessions in the database, %d answered"
                            .formatted(rates.size(), stored, answered.get()));
        }
    }

    private final AtomicInteger answered = new AtomicInteger();

    private double load(Chargers chargers, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        int before = answered.get();
        CompletableFuture.allOf(chargers.all.stream()
                        .map(charger -> sessions(charger, end))
                        .toArray(CompletableFuture[]::new))
                .join();
        return (answered.get() - before) / (time.toNanos() / 1e9);
    }

    private CompletableFuture<?> sessions(Chargers.Charger charger, long end) {
        if (System.nanoTime() >= end) {
            return CompletableFuture.completedFuture(null);
        }
        return session(charger).thenCompose(_ -> {
            answered.incrementAndGet();
            return sessions(charger, end);
        });
    }

    private static CompletableFuture<String> session(Chargers.Charger charger) {
        var begin = Instant.now();
        return charger.call("\"Authorize\",{\"idTag\":\"" + TAG + "\"}")
                .thenCompose(_ -> charger.call("\"StartTransaction\",{\"connectorId\":1,\"idTag\":\"" + TAG
                        + "\",\"meterStart\":1000,\"timestamp\":\"" + begin + "\"}"))
                .thenCompose(answer -> {
                    var number = answer.substring(answer.indexOf("\"transactionId\":") + 16)
                            .replaceAll("\\D.*", "");
                    var next = charger.call(
                            "\"StatusNotification\",{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Charging\"}");
                    for (int i = 1; i <= READINGS; i++) {
                        var reading = meterValues(number, begin.plusSeconds(i), 1000 + 10 * i);
                        next = next.thenCompose(_ -> charger.call(reading));
                    }
                    return next.thenCompose(_ -> charger.call("\"StopTransaction\",{\"transactionId\":" + number
                            + ",\"meterStop\":1060,\"timestamp\":\"" + begin.plusSeconds(READINGS + 1) + "\"}"));
                });
    }

    private static String meterValues(String number, Instant at, int wattHours) {
        return "\"MeterValues\",{\"connectorId\":1,\"transactionId\":" + number + ",\"meterValue\":[{\"timestamp\":\"" + at
                + "\",\"sampledValue\":[{\"value\":\"" + wattHours
                + "\",\"measurand\":\"Energy.Active.Import.Register\",\"unit\":\"Wh\"}]}]}";
    }
}
