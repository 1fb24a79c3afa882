import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.demo.cpo.CpoParty;
import dev.voltaire.demo.cpo.FakeCpo;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;

final class CdrIntake implements Scenario {
    private static final int WANTED = 5000;

    @Override
    public String name() {
        return "cdr-intake";
    }

    @Override
    public String purpose() {
        return WANTED + " CDRs posted over 8 OCPI connections, until each is a rated MSP CDR";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var server = Server.with(Map.of());
                var cpo = FakeCpo.start(CpoParty.LAMPLIGHT)) {
            var registered = cpo.register(server.http("/ocpi/versions"), "voltaire-demo-token-a");
            if (!registered.succeeded()) {
                throw new IllegalStateException("registration failed: " + registered);
            }
            var token = awaitToken(cpo);
            var started = System.nanoTime();
            post(cpo, token);
            var received = (System.nanoTime() - started) / 1e9;
            while (server.count("SELECT count(*) FROM msp_cdr") < WANTED) {
                if (System.nanoTime() - started > Duration.ofMinutes(5).toNanos()) {
                    throw new IllegalStateException(
                            "only " + server.count("SELECT count(*) FROM msp_cdr") + " rated after five minutes");
                }
                Thread.sleep(50);
            }
            var rated = (System.nanoTime() - started) / 1e9;
            report.figure("received and acknowledged", Report.perSecond(WANTED / received), "one run");
            report.figure("rated to an MSP CDR", Report.perSecond(WANTED / rated), "the same run");
        }
    }

    private static void post(FakeCpo cpo, JsonNode token) {
        var end = Instant.now();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < WANTED; i++) {
                threads.submit(() -> {
                    var charge = cpo.charge(token, end.minusSeconds(3600));
                    var reply = cpo.postCdr(charge.cdr(new BigDecimal("12.5"), end));
                    if (!reply.succeeded()) {
                        throw new IllegalStateException(reply.toString());
                    }
                    return null;
                });
            }
        }
    }

    private static JsonNode awaitToken(FakeCpo cpo) throws InterruptedException {
        while (cpo.receivedToken("04A1B2C3D4E5F6").isEmpty()) {
            Thread.sleep(100);
        }
        return cpo.receivedToken("04A1B2C3D4E5F6").orElseThrow();
    }
}
