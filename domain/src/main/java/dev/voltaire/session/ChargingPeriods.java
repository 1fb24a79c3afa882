package dev.voltaire.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happened during a session, stretch by stretch: at a partner as the operator sent it, at home from one reading
/// of the energy register to the next.
@ApplicationScoped
public class ChargingPeriods {
    private static final int MOST = 5_000;
    private static final int HOUR_DECIMALS = 4;
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Sql sql;

    @Inject
    ChargingPeriods(Sql sql) {
        this.sql = sql;
    }

    /// @param endedAt the start of the next, or the end of the session; absent for the last one of a running session
    /// @param tariffId the tariff the operator says is relevant
    public record Period(
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String tariffId,
            List<Dimension> dimensions) {}

    /// A measure in OCPI's words (2.2.1 §10.4.2, CdrDimensionType): ENERGY in kWh, TIME in hours.
    public record Dimension(String type, BigDecimal volume) {}

    private record Stored(
            SessionOrigin origin,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable BigDecimal startWh,
            @Nullable BigDecimal stopWh,
            @Nullable String periods) {}

    private record Register(Instant at, BigDecimal wh) {}

    /// The caller has made sure that the session is within reach.
    ///
    /// @throws ProblemException NOT_FOUND
    @Transactional
    public List<Period> of(UUID sessionId) {
        Stored session = sql.first("""
                        SELECT origin, started_at, ended_at, meter_start_wh, meter_stop_wh, charging_periods
                        FROM session WHERE id = ?
                        """, ChargingPeriods::stored, sessionId)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        return switch (session.origin()) {
            case ROAMING -> sent(session);
            case HOME -> measured(sessionId, session);
        };
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                SessionOrigin.valueOf(row.getString("origin")),
                Sql.requiredInstant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                row.getBigDecimal("meter_start_wh"),
                row.getBigDecimal("meter_stop_wh"),
                row.getString("charging_periods"));
    }

    private static List<Period> sent(Stored session) {
        List<Period> periods = new ArrayList<>();
        JsonNode listed = parse(session.periods());
        for (int i = 0; i < listed.size(); i++) {
            Instant next = i + 1 < listed.size() ? start(listed.get(i + 1)) : session.endedAt();
            List<Dimension> dimensions = new ArrayList<>();
            for (JsonNode dimension : listed.get(i).path("dimensions")) {
                BigDecimal volume = number(dimension.path("volume"));
                if (volume != null) {
                    dimensions.add(new Dimension(dimension.path("type").asText(), volume));
                }
            }
            String tariff = listed.get(i).path("tariff_id").asText("");
            periods.add(new Period(start(listed.get(i)), next, tariff.isEmpty() ? null : tariff, dimensions));
        }
        return periods;
    }

    private List<Period> measured(UUID sessionId, Stored session) {
        List<Register> registers = new ArrayList<>();
        if (session.startWh() != null) {
            registers.add(new Register(session.startedAt(), session.startWh()));
        }
        sql.each(
                """
                SELECT DISTINCT ON (measured_at) measured_at, energy_wh FROM meter_value
                WHERE session_id = ? AND energy_wh IS NOT NULL AND measured_at > ?
                  AND (?::timestamptz IS NULL OR measured_at < ?)
                ORDER BY measured_at, received_at LIMIT ?
                """,
                row -> new Register(Sql.requiredInstant(row, "measured_at"), row.getBigDecimal("energy_wh")),
                registers::add,
                sessionId,
                session.startedAt(),
                session.endedAt(),
                session.endedAt(),
                MOST);
        if (session.endedAt() != null && session.stopWh() != null) {
            registers.add(new Register(session.endedAt(), session.stopWh()));
        }
        List<Period> periods = new ArrayList<>();
        for (int i = 1; i < registers.size(); i++) {
            periods.add(between(registers.get(i - 1), registers.get(i)));
        }
        return periods;
    }

    private static Period between(Register before, Register after) {
        BigDecimal seconds =
                BigDecimal.valueOf(Duration.between(before.at(), after.at()).toSeconds());
        return new Period(
                before.at(),
                after.at(),
                null,
                List.of(
                        new Dimension("ENERGY", after.wh().subtract(before.wh()).movePointLeft(3)),
                        new Dimension("TIME", seconds.divide(SECONDS_PER_HOUR, HOUR_DECIMALS, RoundingMode.HALF_UP))));
    }

    /// OCPI times are UTC whether or not they say so (§14.2).
    private static @Nullable Instant start(JsonNode period) {
        String text = period.path("start_date_time").asText("");
        try {
            boolean zoned = text.endsWith("Z") || text.matches(".*T.*[+-]\\d\\d:?\\d\\d$");
            return text.isEmpty()
                    ? null
                    : OffsetDateTime.parse(zoned ? text : text + "Z").toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static @Nullable BigDecimal number(JsonNode node) {
        try {
            return node.isNumber() || node.isTextual() ? new BigDecimal(node.asText()) : null;
        } catch (NumberFormatException unreadable) {
            return null;
        }
    }

    private static JsonNode parse(@Nullable String periods) {
        try {
            return JSON.readTree(periods == null ? "[]" : periods);
        } catch (JsonProcessingException stored) {
            throw new UncheckedIOException(stored);
        }
    }
}
