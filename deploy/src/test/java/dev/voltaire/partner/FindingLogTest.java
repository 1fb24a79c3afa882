package dev.voltaire.partner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.partner.FindingLog.Counted;
import dev.voltaire.partner.FindingLog.Finding;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class FindingLogTest {
    @Inject
    FindingLog log;

    @Inject
    PartnerConnecting connecting;

    @Test
    void theSameFindingIsCountedAndKeepsItsLastExample() {
        UUID partner = partner();

        log.record(
                partner, List.of(finding("LOC1", "0, 0", "{\"first\":1}"), finding("LOC1", "0, 0", "{\"first\":1}")));
        log.record(partner, List.of(finding("LOC1", "0, 1", "{\"last\":\u00001}"), finding("LOC2", "0, 0", "{}")));

        assertThat(log.of(partner, 0, 10)).hasSize(2);
        Counted counted = of(partner, "LOC1");
        assertThat(counted.occurrences()).isEqualTo(3);
        assertThat(counted.finding().detail()).isEqualTo("0, 1");
        assertThat(counted.finding().example()).isEqualTo("{\"last\":1}");
        assertThat(counted.lastSeenAt()).isAfterOrEqualTo(counted.firstSeenAt());
    }

    @Test
    void aPartnerWithTheSameOddityInEveryObjectFillsNoDisk() {
        UUID partner = partner();

        log.record(partner, numbered(0, 800));
        log.record(partner, numbered(600, 1_500));
        log.record(partner, numbered(0, 1_500));

        assertThat(log.of(partner, 0, 5_000)).hasSize(1_001);
        assertThat(of(partner, FindingLog.OTHERS).occurrences()).isEqualTo(1_000);
        assertThat(of(partner, "P0").occurrences()).isEqualTo(2);
    }

    @Test
    void aLongExampleIsCutOff() {
        UUID partner = partner();

        log.record(partner, List.of(finding("LOC1", "d".repeat(9_000), "x".repeat(9_000))));

        assertThat(of(partner, "LOC1").finding().example()).hasSize(2_000);
        assertThat(of(partner, "LOC1").finding().detail()).hasSize(500);
    }

    private UUID partner() {
        return connecting.invite("Oddly", PartnerKind.CPO).partnerId();
    }

    private Counted of(UUID partner, String objectId) {
        return log.of(partner, 0, 5_000).stream()
                .filter(counted -> counted.finding().objectId().equals(objectId))
                .findFirst()
                .orElseThrow();
    }

    private static List<Finding> numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> finding("P" + i, "zero", "{}"))
                .toList();
    }

    private static Finding finding(String objectId, String detail, String example) {
        return new Finding("locations", objectId, "coordinates-zero", detail).withExample(example);
    }
}
