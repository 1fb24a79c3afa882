package dev.voltaire.session;

import dev.voltaire.charger.ChargerSql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The statements of home sessions, `meter_value` and `transaction_event`: few per message and independent of history.
@ApplicationScoped
public class HomeSessionRepository {
    private static final String INSERT = """
            INSERT INTO session (id, origin, status, organisation_unit_id, profile_id, token_id, token_uid, contract_id,
                                 authorisation_reference, refusal, started_at, last_updated, created_at, charger_id,
                                 evse, connector, transaction_number, transaction_key, device_started_at,
                                 start_received_at, meter_start_wh, review, start_frame, remote_start_id)
            SELECT uuidv7(), 'HOME', 'ACTIVE', coalesce(?, c.organisation_unit_id), ?, ?, ?, ?, ?, ?, ?, ?, ?, c.id,
                   ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
            FROM charger c WHERE c.id = ?
            ON CONFLICT DO NOTHING
            RETURNING id
            """;
    static final String COLUMNS = """
            SELECT id, status, charger_id, evse, transaction_number, transaction_key, started_at, ended_at, kwh,
                   meter_start_wh, meter_stop_wh, last_meter_wh, last_meter_at, token_id, token_uid, refusal, review,
                   stop_received_at
            FROM session
            """;
    private static final String CLOSE_LOST = """
            UPDATE session SET status = 'COMPLETED', ended_at = coalesce(last_meter_at, started_at), last_updated = ?,
                   meter_stop_wh = last_meter_wh, stop_reason = 'LostStop',
                   review = review || CASE WHEN 'LOST_STOP' = ANY (review) THEN '{}'::text[] ELSE '{LOST_STOP}' END
            WHERE charger_id = ? AND evse = ? AND status = 'ACTIVE' AND origin = 'HOME' AND id <> ?
              AND started_at <= ?
            RETURNING id
            """;
    private static final String READINGS = """
            WITH running AS (
                UPDATE session SET
                    last_meter_wh = CASE WHEN ?::numeric IS NULL THEN last_meter_wh
                                         ELSE greatest(last_meter_wh, ?::numeric) END,
                    last_meter_at = greatest(last_meter_at, ?),
                    kwh = CASE WHEN ?::numeric IS NULL OR meter_start_wh IS NULL THEN kwh
                               ELSE greatest(kwh, (?::numeric - meter_start_wh) / 1000) END,
                    last_updated = ?
                WHERE id = ? AND status = 'ACTIVE')
            INSERT INTO meter_value (session_id, charger_id, evse, measured_at, received_at, energy_wh, power_w, signed,
                                     samples)
            SELECT ?, ?, ?, r.measured_at, ?, r.energy_wh, r.power_w, r.signed, r.samples::jsonb
            FROM unnest(?, ?, ?, ?, ?) AS r (measured_at, energy_wh, power_w, signed, samples)
            """;
    private static final String EVENT = """
            INSERT INTO transaction_event (charger_id, transaction_key, seq_no, event_type, device_time, trigger_reason,
                                           offline, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String SAVE = """
            UPDATE session SET status = ?, started_at = ?, ended_at = ?, kwh = ?, evse = ?, connector = coalesce(?, connector),
                   meter_start_wh = ?, meter_stop_wh = ?, stop_reason = coalesce(?, stop_reason),
                   device_ended_at = coalesce(?, device_ended_at), stop_received_at = coalesce(?, stop_received_at),
                   review = ?, stop_frame = coalesce(?, stop_frame), last_updated = ?
            WHERE id = ?
            """;
    private static final String TAKE_TOKEN = """
            UPDATE session SET token_id = ?, token_uid = ?, profile_id = ?, contract_id = ?, refusal = ?,
                   organisation_unit_id = coalesce(?, organisation_unit_id), authorisation_reference = ?
            WHERE id = ?
            """;

    private static final String CLOSE_SILENT = """
            UPDATE session SET status = 'COMPLETED', ended_at = coalesce(last_meter_at, started_at), last_updated = ?,
                   meter_stop_wh = last_meter_wh, stop_reason = 'LostStop',
                   review = review || CASE WHEN 'LOST_STOP' = ANY (review) THEN '{}'::text[] ELSE '{LOST_STOP}' END
            WHERE id IN (SELECT id FROM session WHERE status = 'ACTIVE' AND origin = 'HOME' AND last_updated < ?
                         ORDER BY last_updated LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING id
            """;

    private final ChargerSql sql;

    @Inject
    HomeSessionRepository(ChargerSql sql) {
        this.sql = sql;
    }

    /// The part of a session that its further messages work on.
    record Row(
            UUID id,
            SessionStatus status,
            UUID chargerId,
            int evse,
            @Nullable Integer transactionNumber,
            String transactionKey,
            Instant startedAt,
            @Nullable Instant endedAt,
            BigDecimal kwh,
            @Nullable BigDecimal meterStartWh,
            @Nullable BigDecimal meterStopWh,
            @Nullable BigDecimal lastMeterWh,
            @Nullable Instant lastMeterAt,
            @Nullable UUID tokenId,
            @Nullable String tokenUid,
            Set<Review> review,
            @Nullable Instant stopReceivedAt) {}

    /// Who charges, as decided; all absent when nobody showed a token.
    record Holder(
            @Nullable UUID organisationUnitId,
            @Nullable UUID profileId,
            @Nullable UUID tokenId,
            @Nullable String tokenUid,
            @Nullable String contractId,
            @Nullable String authorisationReference,
            @Nullable String refusal) {
        static final Holder NOBODY = new Holder(null, null, null, null, null, null, null);
    }

    record Beginning(
            UUID chargerId,
            int evse,
            int connector,
            @Nullable Integer transactionNumber,
            String transactionKey,
            Holder holder,
            Instant startedAt,
            @Nullable Instant deviceTime,
            Instant receivedAt,
            @Nullable BigDecimal meterStartWh,
            Collection<Review> review,
            @Nullable String frame,
            @Nullable Integer remoteStartId) {}

    /// @return empty when the transaction, or the drawn number, exists already
    Optional<UUID> insert(Beginning begin) {
        Holder holder = begin.holder();
        return sql
                .query(
                        INSERT,
                        row -> row.getObject(1, UUID.class),
                        holder.organisationUnitId(),
                        holder.profileId(),
                        holder.tokenId(),
                        holder.tokenUid(),
                        holder.contractId(),
                        holder.authorisationReference(),
                        holder.refusal(),
                        begin.startedAt(),
                        begin.receivedAt(),
                        begin.receivedAt(),
                        begin.evse(),
                        begin.connector(),
                        begin.transactionNumber(),
                        begin.transactionKey(),
                        begin.deviceTime(),
                        begin.receivedAt(),
                        begin.meterStartWh(),
                        names(begin.review()),
                        begin.frame(),
                        begin.remoteStartId(),
                        begin.chargerId())
                .stream()
                .findFirst();
    }

    Optional<Row> ofKey(UUID chargerId, String transactionKey) {
        return one(
                COLUMNS + "WHERE charger_id = ? AND transaction_key = ? AND origin = 'HOME' FOR UPDATE",
                chargerId,
                transactionKey);
    }

    /// Only of this charger: a number is no key to another's transaction.
    Optional<Row> ofNumber(UUID chargerId, int number) {
        return one(COLUMNS + "WHERE transaction_number = ? AND charger_id = ? FOR UPDATE", number, chargerId);
    }

    Optional<UUID> idOfNumber(UUID chargerId, int number) {
        return sql
                .query(
                        "SELECT id FROM session WHERE transaction_number = ? AND charger_id = ?",
                        row -> row.getObject(1, UUID.class),
                        number,
                        chargerId)
                .stream()
                .findFirst();
    }

    List<Row> open(UUID chargerId) {
        return sql.query(
                COLUMNS
                        + "WHERE charger_id = ? AND status = 'ACTIVE' AND origin = 'HOME' ORDER BY started_at FOR UPDATE",
                HomeSessionRepository::row,
                chargerId);
    }

    /// A new transaction on an outlet means that the end of the one before was lost.
    List<UUID> closeLost(UUID chargerId, int evse, UUID newSession, Instant startedAt, Instant now) {
        return sql.query(CLOSE_LOST, row -> row.getObject(1, UUID.class), now, chargerId, evse, newSession, startedAt);
    }

    void readings(@Nullable UUID sessionId, UUID chargerId, int evse, List<MeterReading> readings, Instant receivedAt) {
        if (readings.isEmpty()) {
            return;
        }
        BigDecimal highest = readings.stream()
                .map(MeterReading::energyWh)
                .filter(java.util.Objects::nonNull)
                .max(BigDecimal::compareTo)
                .orElse(null);
        Instant latest = readings.stream()
                .map(MeterReading::measuredAt)
                .max(Instant::compareTo)
                .orElse(receivedAt);
        sql.update(
                READINGS,
                highest,
                highest,
                latest,
                highest,
                highest,
                receivedAt,
                sessionId,
                sessionId,
                chargerId,
                evse,
                receivedAt,
                readings.stream().map(MeterReading::measuredAt).toArray(Instant[]::new),
                readings.stream().map(MeterReading::energyWh).toArray(BigDecimal[]::new),
                readings.stream().map(MeterReading::powerW).toArray(BigDecimal[]::new),
                readings.stream().map(MeterReading::signed).toArray(Boolean[]::new),
                readings.stream().map(MeterReading::samples).toArray(String[]::new));
    }

    /// Open sessions that nothing has been heard of since then end with their last reading.
    List<UUID> closeSilent(Instant heardBefore, Instant now, int atMost) {
        return sql.query(CLOSE_SILENT, row -> row.getObject(1, UUID.class), now, heardBefore, atMost);
    }

    /// @return false when this very event was received before
    boolean event(TransactionEventFact fact) {
        return sql.update(
                        EVENT,
                        fact.chargerId(),
                        fact.transactionId(),
                        fact.seqNo(),
                        fact.kind().name(),
                        fact.deviceTime() == null ? Instant.EPOCH : fact.deviceTime(),
                        fact.trigger(),
                        fact.offline(),
                        fact.receivedAt())
                == 1;
    }

    /// Whether every sequence number from the first to the last has been received.
    boolean complete(UUID chargerId, String transactionKey) {
        return sql.query("""
                        SELECT min(seq_no) = 0 AND count(DISTINCT seq_no) = max(seq_no) + 1
                        FROM transaction_event WHERE charger_id = ? AND transaction_key = ?
                        """, row -> row.getBoolean(1), chargerId, transactionKey)
                .getFirst();
    }

    record Ending(
            @Nullable Integer connector,
            @Nullable String reason,
            @Nullable Instant deviceTime,
            @Nullable Instant receivedAt,
            @Nullable String frame) {
        static final Ending NONE = new Ending(null, null, null, null, null);
    }

    void save(Row row, Ending ending, Instant now) {
        sql.update(
                SAVE,
                row.status().name(),
                row.startedAt(),
                row.endedAt(),
                row.kwh(),
                row.evse(),
                ending.connector(),
                row.meterStartWh(),
                row.meterStopWh(),
                ending.reason(),
                ending.deviceTime(),
                ending.receivedAt(),
                names(row.review()),
                ending.frame(),
                now,
                row.id());
    }

    void takeToken(UUID sessionId, Holder holder) {
        sql.update(
                TAKE_TOKEN,
                holder.tokenId(),
                holder.tokenUid(),
                holder.profileId(),
                holder.contractId(),
                holder.refusal(),
                holder.organisationUnitId(),
                holder.authorisationReference(),
                sessionId);
    }

    private Optional<Row> one(String query, @Nullable Object... parameters) {
        return sql.query(query, HomeSessionRepository::row, parameters).stream().findFirst();
    }

    private static String[] names(Collection<Review> review) {
        return review.stream().map(Enum::name).sorted().toArray(String[]::new);
    }

    static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                SessionStatus.valueOf(row.getString("status")),
                row.getObject("charger_id", UUID.class),
                row.getInt("evse"),
                row.getObject("transaction_number", Integer.class),
                row.getString("transaction_key"),
                ChargerSql.requiredInstant(row, "started_at"),
                ChargerSql.instant(row, "ended_at"),
                row.getBigDecimal("kwh"),
                row.getBigDecimal("meter_start_wh"),
                row.getBigDecimal("meter_stop_wh"),
                row.getBigDecimal("last_meter_wh"),
                ChargerSql.instant(row, "last_meter_at"),
                row.getObject("token_id", UUID.class),
                row.getString("token_uid"),
                Arrays.stream((String[]) row.getArray("review").getArray())
                        .map(Review::valueOf)
                        .collect(Collectors.toSet()),
                ChargerSql.instant(row, "stop_received_at"));
    }
}
