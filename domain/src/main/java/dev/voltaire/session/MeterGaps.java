package dev.voltaire.session;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the readings of a session leave something open. Pure.
public final class MeterGaps {
    private static final Duration SHORTEST_SILENCE = Duration.ofMinutes(15);
    private static final int TIMES_USUAL = 3;

    private MeterGaps() {}

    /// What is wrong between two moments.
    public enum Kind {
        /// Much longer than usual without a reading.
        SILENCE,
        /// The register is lower than before.
        REGISTER_FELL,
        /// The first reading is not that of the start, or the last not that of the stop.
        NO_READING_AT_THE_END
    }

    /// @param wh what the register moved by in between; negative when it fell
    public record Gap(
            Kind kind,
            Instant from,
            Instant until,
            @Nullable BigDecimal wh) {}

    record Point(Instant at, @Nullable BigDecimal wh) {}

    static List<Gap> between(
            Instant start,
            @Nullable BigDecimal startWh,
            List<Point> readings,
            @Nullable Instant end,
            @Nullable BigDecimal stopWh) {
        List<Point> points = new ArrayList<>();
        points.add(new Point(start, startWh));
        points.addAll(readings);
        if (end != null) {
            points.add(new Point(end, stopWh));
        }
        List<Gap> gaps = new ArrayList<>();
        if (startWh == null) {
            gaps.add(new Gap(Kind.NO_READING_AT_THE_END, start, start, null));
        }
        if (end != null && stopWh == null) {
            gaps.add(new Gap(Kind.NO_READING_AT_THE_END, end, end, null));
        }
        Duration silence = silence(readings);
        BigDecimal register = startWh;
        for (int i = 1; i < points.size(); i++) {
            Point before = points.get(i - 1);
            Point after = points.get(i);
            BigDecimal moved =
                    register == null || after.wh() == null ? null : after.wh().subtract(register);
            if (moved != null && moved.signum() < 0) {
                gaps.add(new Gap(Kind.REGISTER_FELL, before.at(), after.at(), moved));
            } else if (!readings.isEmpty()
                    && Duration.between(before.at(), after.at()).compareTo(silence) > 0) {
                gaps.add(new Gap(Kind.SILENCE, before.at(), after.at(), moved));
            }
            register = after.wh() == null ? register : after.wh();
        }
        return gaps;
    }

    /// Three times the usual distance of two readings.
    private static Duration silence(List<Point> readings) {
        List<Duration> distances = new ArrayList<>();
        for (int i = 1; i < readings.size(); i++) {
            distances.add(
                    Duration.between(readings.get(i - 1).at(), readings.get(i).at()));
        }
        if (distances.isEmpty()) {
            return SHORTEST_SILENCE;
        }
        distances.sort(null);
        Duration usual = distances.get((distances.size() - 1) / 2).multipliedBy(TIMES_USUAL);
        return usual.compareTo(SHORTEST_SILENCE) < 0 ? SHORTEST_SILENCE : usual;
    }
}
