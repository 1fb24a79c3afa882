import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.tariff.ChargingUsage;
import dev.voltaire.tariff.RatingPolicy;
import dev.voltaire.tariff.Tariff;
import dev.voltaire.tariff.TariffRating;
import dev.voltaire.tariff.ocpi.OcpiCdrJson;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The engine alone, without reading JSON: how many sessions one core prices.
final class Rating implements Scenario {
    private static final long ROUND_NANOS = 2_000_000_000L;
    private static final int ROUNDS = 7;

    @Override
    public String name() {
        return "rating";
    }

    @Override
    public String purpose() {
        return "the specification's examples priced again and again on one thread";
    }

    private record Case(ChargingUsage usage, Tariff tariff) {}

    @Override
    public void run(Report report) throws Exception {
        var cases = cases();
        var rates = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            var rate = round(cases);
            if (round >= 2) {
                rates.add(rate);
            }
        }
        report.figure(
                "sessions rated", Report.perSecond(Statistics.median(rates)), "median of %d rounds".formatted(rates.size()));
    }

    private static double round(List<Case> cases) {
        var started = System.nanoTime();
        long rated = 0;
        long warnings = 0;
        while (System.nanoTime() - started < ROUND_NANOS) {
            for (var example : cases) {
                warnings += TariffRating.rate(example.usage(), example.tariff(), RatingPolicy.DEFAULT)
                        .warnings()
                        .size();
            }
            rated += cases.size();
        }
        if (warnings < 0) {
            throw new IllegalStateException("never: the result is used");
        }
        return rated * 1e9 / (System.nanoTime() - started);
    }

    private static List<Case> cases() throws Exception {
        JsonNode list = OcpiTariffJson.parse(Files.readString(Path.of("domain/src/test/resources/tariff-cases.json")));
        var cases = new ArrayList<Case>();
        for (JsonNode json : list) {
            if (json.hasNonNull("tariff")) {
                cases.add(new Case(
                        OcpiCdrJson.read(json.path("cdr"), ZoneOffset.UTC).usage(),
                        OcpiTariffJson.read(json.path("tariff")).tariff()));
            }
        }
        return cases;
    }
}
