package dev.voltaire.tariff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.tariff.ocpi.OcpiCdrJson;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The examples of the specification, and any other file of the same form:
/// `./mvnw -pl domain test -Dtest=TariffCasesTest -Dvoltaire.tariff-cases=PATH`.
///
/// A case is `{name, tariff or tariffs, cdr, expect {excl_vat, incl_vat}, reservation_expired?, time_zone?}`. What a
/// case does not expect is not compared. Its clock is the location's: without a `time_zone` (in the case, the CDR or
/// its location) that is UTC, whatever the country.
@NullMarked
final class TariffCasesTest {
    /// Exact sums: a case states amounts, not a rounding.
    private static final RatingPolicy POLICY = RatingPolicy.DEFAULT.withRounding(RatingPolicy.Rounding.totals(6));

    private static final Map<String, CostKind> KINDS = Map.of(
            "total_fixed_cost", CostKind.FIXED,
            "total_energy_cost", CostKind.ENERGY,
            "total_time_cost", CostKind.TIME,
            "total_parking_cost", CostKind.PARKING,
            "total_reservation_cost", CostKind.RESERVATION);

    @TestFactory
    Stream<DynamicTest> everyCaseCostsWhatItExpects() {
        JsonNode cases = OcpiTariffJson.parse(source());
        JsonNode list = cases.isArray() ? cases : cases.path("cases");
        assertThat(list.size()).as("number of cases").isPositive();
        return StreamSupport.stream(list.spliterator(), false)
                .map(json -> DynamicTest.dynamicTest(
                        name(json), () -> assertThat(differences(json)).isEmpty()));
    }

    @Test
    void aCaseThatDiffersIsNamedWithBothAmounts() throws IOException {
        // given
        ObjectNode wrong = (ObjectNode) OcpiTariffJson.parse(bundled()).get(0);
        ((ObjectNode) wrong.get("expect")).put("incl_vat", new BigDecimal("5.51"));
        // when
        List<String> differences = differences(wrong);
        // then
        assertThat(differences).containsExactly("20 kWh at 0.25 per kWh: incl_vat expected 5.51, rated 5.500000");
    }

    private static List<String> differences(JsonNode json) {
        RatingReport report;
        try {
            report = rate(json);
        } catch (RuntimeException failure) {
            return List.of(name(json) + ": could not be rated: " + failure);
        }
        List<String> differences = new ArrayList<>();
        compare(name(json), "", json.path("expect"), report.total(), differences);
        KINDS.forEach((field, kind) -> {
            JsonNode expected = json.path("expect").path(field);
            compare(name(json), field + ".", expected, report.totals().of(kind), differences);
        });
        return differences;
    }

    private static RatingReport rate(JsonNode json) {
        OcpiCdrJson.Reading cdr = OcpiCdrJson.read(json.path("cdr"), zone(json));
        ChargingUsage usage = cdr.usage();
        if (json.hasNonNull("reservation_expired")) {
            usage = new ChargingUsage(
                    usage.start(),
                    usage.end(),
                    usage.periods(),
                    usage.zone(),
                    json.path("reservation_expired").asBoolean());
        }
        if (json.hasNonNull("tariff")) {
            Tariff tariff = OcpiTariffJson.read(json.path("tariff")).tariff();
            return TariffRating.rate(usage, tariff, POLICY);
        }
        List<Tariff> tariffs = new ArrayList<>();
        json.path("tariffs")
                .forEach(tariff -> tariffs.add(OcpiTariffJson.read(tariff).tariff()));
        return TariffRating.rate(usage, tariffs.isEmpty() ? cdr.tariffs() : tariffs, POLICY);
    }

    private static ZoneId zone(JsonNode json) {
        JsonNode cdr = json.path("cdr");
        for (JsonNode place :
                List.of(json, cdr, cdr.path("cdr_location"), cdr.path("location"), json.path("location"))) {
            for (String field : List.of("time_zone", "timezone", "zone", "tz")) {
                if (place.path(field).isTextual()) {
                    return ZoneId.of(place.path(field).asText());
                }
            }
        }
        return ZoneOffset.UTC;
    }

    private static void compare(String name, String prefix, JsonNode expected, Price rated, List<String> differences) {
        compare(name, prefix + "excl_vat", first(expected, "excl_vat", "before_taxes"), rated.exclVat(), differences);
        compare(name, prefix + "incl_vat", first(expected, "incl_vat", "after_taxes"), rated.inclVat(), differences);
    }

    /// Equal to the last decimal the case states, but at least to the cent and at most to six decimals: what follows is
    /// the noise of binary fractions.
    private static void compare(
            String name,
            String field,
            @Nullable JsonNode expected,
            @Nullable BigDecimal rated,
            List<String> differences) {
        if (expected == null) {
            return;
        }
        BigDecimal amount = new BigDecimal(expected.asText());
        int decimals = Math.clamp(amount.scale(), 2, 6);
        if (rated == null || !rounded(rated, decimals).equals(rounded(amount, decimals))) {
            differences.add(name + ": " + field + " expected " + amount.toPlainString() + ", rated "
                    + (rated == null ? "unknown" : rated.toPlainString()));
        }
    }

    private static BigDecimal rounded(BigDecimal amount, int decimals) {
        return amount.setScale(decimals, RoundingMode.HALF_UP);
    }

    private static @Nullable JsonNode first(JsonNode object, String... names) {
        for (String name : names) {
            if (object.hasNonNull(name)) {
                return object.get(name);
            }
        }
        return null;
    }

    private static String name(JsonNode json) {
        return json.path("name").asText("unnamed");
    }

    private static String source() {
        String path = System.getProperty("voltaire.tariff-cases", "");
        try {
            return path.isEmpty() ? bundled() : Files.readString(found(Path.of(path)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Tests run in the module's directory; a relative path may be meant from the directory above.
    private static Path found(Path path) {
        return Files.exists(path) || path.isAbsolute() ? path : Path.of("..").resolve(path);
    }

    private static String bundled() throws IOException {
        try (InputStream resource = TariffCasesTest.class.getResourceAsStream("/tariff-cases.json")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
