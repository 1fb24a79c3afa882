package dev.voltaire.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Everything a home session rests on, as it came: for whoever audits the money that followed.
@ApplicationScoped
public class SessionEvidence {
    private static final int MOST_READINGS = 10_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final TypeReference<List<Map<String, Object>>> SAMPLES = new TypeReference<>() {};

    private final Sql sql;
    private final SessionReviewing reviewing;

    @Inject
    SessionEvidence(Sql sql, SessionReviewing reviewing) {
        this.sql = sql;
        this.reviewing = reviewing;
    }

    /// One end of the session, by both clocks.
    ///
    /// @param deviceTime as the charger stated it
    /// @param receivedAt by our clock; much later than `deviceTime` when the charger was offline
    /// @param frame the message as it came
    /// @param registerWh the meter's reading
    public record End(
            @Nullable Instant deviceTime,
            @Nullable Instant receivedAt,
            @Nullable String frame,
            @Nullable BigDecimal registerWh) {}

    /// A reading with all its samples, as sent.
    public record Reading(
            Instant measuredAt,
            Instant receivedAt,
            @Nullable BigDecimal energyWh,
            @Nullable BigDecimal powerW,
            boolean signed,
            List<Map<String, Object>> samples) {}

    /// A signed meter value, verbatim: what it signs is not for us to change.
    ///
    /// @param data for example an OCMF text
    /// @param encoding, signingMethod, publicKey as far as the charger gives them
    public record Signed(
            Instant measuredAt,
            String data,
            @Nullable String encoding,
            @Nullable String signingMethod,
            @Nullable String publicKey) {}

    /// @param kwh what the session came to
    /// @param missingSequence numbers of transaction events that never came (OCPP 2.0.1)
    public record Evidence(
            UUID sessionId,
            Instant startedAt,
            @Nullable Instant endedAt,
            BigDecimal kwh,
            @Nullable String stopReason,
            End start,
            End stop,
            List<Review> review,
            List<Reading> readings,
            List<Signed> signedValues,
            List<MeterGaps.Gap> gaps,
            List<Integer> missingSequence,
            List<SessionReviewing.Resolved> resolutions) {}

    private record Stored(
            UUID chargerId,
            String transactionKey,
            Instant startedAt,
            @Nullable Instant endedAt,
            BigDecimal kwh,
            @Nullable String stopReason,
            End start,
            End stop,
            List<Review> review) {}

    /// The caller has made sure that the session is within reach.
    ///
    /// @throws ProblemException NOT_FOUND for a session that is not one at home
    @Transactional
    public Evidence of(UUID sessionId) {
        Stored session = sql
                .query("SELECT * FROM session WHERE id = ? AND origin = 'HOME'", SessionEvidence::stored, sessionId)
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        List<Reading> readings = readings(sessionId);
        return new Evidence(
                sessionId,
                session.startedAt(),
                session.endedAt(),
                session.kwh(),
                session.stopReason(),
                session.start(),
                session.stop(),
                session.review(),
                readings,
                signed(readings),
                MeterGaps.between(
                        session.startedAt(),
                        session.start().registerWh(),
                        readings.stream()
                                .map(reading -> new MeterGaps.Point(reading.measuredAt(), reading.energyWh()))
                                .toList(),
                        session.endedAt(),
                        session.stop().registerWh()),
                missing(session),
                reviewing.resolutions(sessionId));
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getObject("charger_id", UUID.class),
                row.getString("transaction_key"),
                Sql.requiredInstant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                row.getBigDecimal("kwh"),
                row.getString("stop_reason"),
                new End(
                        Sql.instant(row, "device_started_at"),
                        Sql.instant(row, "start_received_at"),
                        row.getString("start_frame"),
                        row.getBigDecimal("meter_start_wh")),
                new End(
                        Sql.instant(row, "device_ended_at"),
                        Sql.instant(row, "stop_received_at"),
                        row.getString("stop_frame"),
                        row.getBigDecimal("meter_stop_wh")),
                List.of((String[]) row.getArray("review").getArray()).stream()
                        .map(Review::valueOf)
                        .toList());
    }

    private List<Reading> readings(UUID sessionId) {
        return sql.query(
                """
                SELECT measured_at, received_at, energy_wh, power_w, signed, samples FROM meter_value
                WHERE session_id = ? ORDER BY measured_at, received_at LIMIT ?
                """,
                row -> new Reading(
                        Sql.requiredInstant(row, "measured_at"),
                        Sql.requiredInstant(row, "received_at"),
                        row.getBigDecimal("energy_wh"),
                        row.getBigDecimal("power_w"),
                        row.getBoolean("signed"),
                        parse(row.getString("samples"))),
                sessionId,
                MOST_READINGS);
    }

    /// OCPP 1.6 puts the signed text into `value`, 2.0.1 into an object of its own.
    private static List<Signed> signed(List<Reading> readings) {
        List<Signed> signed = new ArrayList<>();
        for (Reading reading : readings) {
            for (Map<String, Object> sample : reading.samples()) {
                if (sample.get("signedMeterValue") instanceof Map<?, ?> own && own.get("signedMeterData") != null) {
                    signed.add(new Signed(
                            reading.measuredAt(),
                            String.valueOf(own.get("signedMeterData")),
                            text(own, "encodingMethod"),
                            text(own, "signingMethod"),
                            text(own, "publicKey")));
                } else if ("SignedData".equals(sample.get("format"))) {
                    signed.add(new Signed(reading.measuredAt(), String.valueOf(sample.get("value")), null, null, null));
                }
            }
        }
        return signed;
    }

    private List<Integer> missing(Stored session) {
        return sql.query(
                """
                SELECT n FROM (SELECT max(seq_no) AS last FROM transaction_event
                               WHERE charger_id = ? AND transaction_key = ?) e,
                     generate_series(0, e.last) AS n
                WHERE NOT EXISTS (SELECT FROM transaction_event t
                                  WHERE t.charger_id = ? AND t.transaction_key = ? AND t.seq_no = n)
                ORDER BY n LIMIT 1000
                """,
                row -> row.getInt(1),
                session.chargerId(),
                session.transactionKey(),
                session.chargerId(),
                session.transactionKey());
    }

    private static @Nullable String text(Map<?, ?> object, String field) {
        Object value = object.get(field);
        return value == null ? null : value.toString();
    }

    private static List<Map<String, Object>> parse(String samples) {
        try {
            return JSON.readValue(samples, SAMPLES);
        } catch (JsonProcessingException stored) {
            throw new UncheckedIOException(stored);
        }
    }
}
