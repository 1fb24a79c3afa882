package dev.voltaire.session;

import dev.voltaire.charger.ChargerSql;
import dev.voltaire.charger.Columns;
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

/// The statements of home sessions and `transaction_event`: few per message and independent of history.
@ApplicationScoped
public class HomeSessionRepository {
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
    private static final String EVENT = """
            INSERT INTO transaction_event (charger_id, transaction_key, seq_no, event_type, device_time, trigger_reason,
                                           offline, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String SAVE = """
            UPDATE session s SET status = n.status, started_at = n.started_at, ended_at = n.ended_at, kwh = n.kwh,
                   evse = n.evse, connector = coalesce(n.connector, s.connector), meter_start_wh = n.meter_start_wh,
                   meter_stop_wh = n.meter_stop_wh, stop_reason = coalesce(n.reason, s.stop_reason),
                   device_ended_at = coalesce(n.device_ended_at, s.device_ended_at),
                   stop_received_at = coalesce(n.stop_received_at, s.stop_received_at),
                   review = string_to_array(n.review, ','), stop_frame = coalesce(n.frame, s.stop_frame),
                   last_updated = n.at
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                 AS n (id, status, started_at, ended_at, kwh, evse, connector, meter_start_wh, meter_stop_wh, reason,
                       device_ended_at, stop_received_at, review, frame, at)
            WHERE s.id = n.id
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
            @Nullable Integer remoteStartId) {
        Beginning numbered(int number) {
            return new Beginning(
                    chargerId,
                    evse,
                    connector,
                    number,
                    transactionKey,
                    holder,
                    startedAt,
                    deviceTime,
                    receivedAt,
                    meterStartWh,
                    review,
                    frame,
                    remoteStartId);
        }
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

    /// Several of [#ofNumber] in one order for all, so that two batches never wait for each other.
    List<Row> ofNumbers(List<Integer> numbers) {
        return sql.query(
                COLUMNS + "WHERE transaction_number = ANY (?) ORDER BY id FOR UPDATE",
                HomeSessionRepository::row,
                (Object) numbers.toArray(Integer[]::new));
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

    /// A session as its end has changed it.
    record Ended(Row row, Ending ending, Instant at) {}

    void save(Row row, Ending ending, Instant now) {
        save(List.of(new Ended(row, ending, now)));
    }

    void save(List<Ended> batch) {
        Columns<Ended> of = new Columns<>(batch);
        sql.update(
                SAVE,
                of.ids(each -> each.row().id()),
                of.texts(each -> each.row().status().name()),
                of.instants(each -> each.row().startedAt()),
                of.instants(each -> each.row().endedAt()),
                of.decimals(each -> each.row().kwh()),
                of.integers(each -> each.row().evse()),
                of.integers(each -> each.ending().connector()),
                of.decimals(each -> each.row().meterStartWh()),
                of.decimals(each -> each.row().meterStopWh()),
                of.texts(each -> each.ending().reason()),
                of.instants(each -> each.ending().deviceTime()),
                of.instants(each -> each.ending().receivedAt()),
                of.texts(each -> names(each.row().review())),
                of.texts(each -> each.ending().frame()),
                of.instants(Ended::at));
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

    static String names(Collection<Review> review) {
        return review.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
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
