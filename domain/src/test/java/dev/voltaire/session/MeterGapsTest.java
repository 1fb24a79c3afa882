package dev.voltaire.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.session.MeterGaps.Gap;
import dev.voltaire.session.MeterGaps.Kind;
import dev.voltaire.session.MeterGaps.Point;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterGapsTest {
    private static final Instant SIX = Instant.parse("2026-03-01T06:00:00Z");

    @Test
    void readingsAtTheirUsualDistanceLeaveNothingOpen() {
        assertThat(MeterGaps.between(
                        SIX,
                        wh(0),
                        List.of(at(15, 1_000), at(30, 2_000), at(45, 3_000)),
                        SIX.plus(Duration.ofHours(1)),
                        wh(4_000)))
                .isEmpty();
    }

    @Test
    void aLongSilenceIsAGapWithWhatFlowedInIt() {
        List<Gap> gaps = MeterGaps.between(
                SIX,
                wh(0),
                List.of(at(5, 100), at(10, 200), at(15, 300), at(95, 9_300)),
                SIX.plus(Duration.ofMinutes(100)),
                wh(9_400));

        assertThat(gaps).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(Kind.SILENCE);
            assertThat(gap.from()).isEqualTo(SIX.plus(Duration.ofMinutes(15)));
            assertThat(gap.wh()).isEqualByComparingTo("9000");
        });
    }

    @Test
    void aRegisterThatFellIsFlaggedAndMissingEndsAreToo() {
        List<Gap> gaps = MeterGaps.between(
                SIX, null, List.of(at(15, 2_000), at(30, 500)), SIX.plus(Duration.ofMinutes(45)), null);

        assertThat(gaps)
                .extracting(Gap::kind)
                .containsExactly(Kind.NO_READING_AT_THE_END, Kind.NO_READING_AT_THE_END, Kind.REGISTER_FELL);
    }

    private static Point at(int minutes, long wh) {
        return new Point(SIX.plus(Duration.ofMinutes(minutes)), wh(wh));
    }

    private static BigDecimal wh(long wh) {
        return BigDecimal.valueOf(wh);
    }
}
