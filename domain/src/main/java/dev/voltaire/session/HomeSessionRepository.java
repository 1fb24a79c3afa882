package dev.voltaire.session;

import dev.voltaire.sql.Columns;
import dev.voltaire.sql.Sql;
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

/// The statements of home sessions: few per message and independent of history.
@ApplicationScoped
public class HomeSessionRepository {
    static final String COLUMNS = """
            SELECT id, status, charger_id, evse, transaction_number, transaction_key, started_at, ended_at, kwh,
                   meter_start_wh, meter_stop_wh, last_meter_wh, last_meter_at, token_id, token_uid, refusal, review,
                   stop_received_at
            FROM session
            """;
    private static final String CLOSE_LOST = """
            UPDATE session s SET status = 'COMPLETED', ended_at = coalesce(s.last_meter_at, s.started_at),
                   last_updated = n.at, meter_stop_wh = s.last_meter_wh, stop_reason = 'LostStop',
                   review = s.review || CASE WHEN 'LOST_STOP' = ANY (s.review) THEN '{}'::text[] ELSE '{LOST_STOP}' END
            FROM unnest(?, ?, ?, ?, ?) AS n (charger_id, evse, id, started_at, at)
            WHERE s.charger_id = n.charger_id AND s.evse = n.evse AND s.status = 'ACTIVE' AND s.origin = 'HOME'
              AND s.id <> n.id AND s.started_at <= n.started_at
            RETURNING s.id
            """;
    private static final String OF_KEYS = COLUMNS + """
            WHERE (charger_id, transaction_key) IN (SELECT * FROM unnest(?, ?)) AND origin = 'HOME'
            ORDER BY id FOR UPDATE
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
    private static final String TAKE_TOKENS = """
            UPDATE session s SET token_id = t.token_id, token_uid = t.token_uid, profile_id = t.profile_id,
                   contract_id = t.contract_id, refusal = t.refusal,
                   organisation_unit_id = coalesce(t.unit_id, s.organisation_unit_id),
                   authorisation_reference = t.reference
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                 AS t (id, token_id, token_uid, profile_id, contract_id, refusal, unit_id, reference)
            WHERE s.id = t.id
            """;
    private static final String CLOSE_SILENT = """
            UPDATE session SET status = 'COMPLETED', ended_at = coalesce(last_meter_at, started_at), last_updated = ?,
                   meter_stop_wh = last_meter_wh, stop_reason = 'LostStop',
                   review = review || CASE WHEN 'LOST_STOP' = ANY (review) THEN '{}'::text[] ELSE '{LOST_STOP}' END
            WHERE id IN (SELECT id FROM session WHERE status = 'ACTIVE' AND origin = 'HOME' AND last_updated < ?
                         ORDER BY last_updated LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING id
            """;

    private final Sql sql;

    @Inject
    HomeSessionRepository(Sql sql) {
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

    /// Of whatever charger: a number is no key to another's transaction. Locked in one order for all, so that two
    /// batches
    /// never wait for each other.
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

    /// Several of [#ofKey] in one order for all.
    List<Row> ofKeys(List<TransactionEventFact> facts) {
        Columns<TransactionEventFact> of = new Columns<>(facts);
        return sql.query(
                OF_KEYS,
                HomeSessionRepository::row,
                of.ids(TransactionEventFact::chargerId),
                of.texts(TransactionEventFact::transactionId));
    }

    /// A session that begins where another may still be open.
    record Successor(UUID chargerId, int evse, UUID session, Instant startedAt, Instant receivedAt) {}

    /// A new transaction on an outlet means that the end of the one before was lost.
    List<UUID> closeLost(List<Successor> successors) {
        if (successors.isEmpty()) {
            return List.of();
        }
        Columns<Successor> of = new Columns<>(successors);
        return sql.query(
                CLOSE_LOST,
                row -> row.getObject(1, UUID.class),
                of.ids(Successor::chargerId),
                of.integers(Successor::evse),
                of.ids(Successor::session),
                of.instants(Successor::startedAt),
                of.instants(Successor::receivedAt));
    }

    /// Open sessions that nothing has been heard of since then end with their last reading.
    List<UUID> closeSilent(Instant heardBefore, Instant now, int atMost) {
        return sql.query(CLOSE_SILENT, row -> row.getObject(1, UUID.class), now, heardBefore, atMost);
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

    /// A session whose holder becomes known while it runs.
    record Taking(UUID session, Holder holder) {}

    void takeTokens(List<Taking> batch) {
        if (batch.isEmpty()) {
            return;
        }
        Columns<Taking> of = new Columns<>(batch);
        sql.update(
                TAKE_TOKENS,
                of.ids(Taking::session),
                of.ids(each -> each.holder().tokenId()),
                of.texts(each -> each.holder().tokenUid()),
                of.ids(each -> each.holder().profileId()),
                of.texts(each -> each.holder().contractId()),
                of.texts(each -> each.holder().refusal()),
                of.ids(each -> each.holder().organisationUnitId()),
                of.texts(each -> each.holder().authorisationReference()));
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
                Sql.requiredInstant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                row.getBigDecimal("kwh"),
                row.getBigDecimal("meter_start_wh"),
                row.getBigDecimal("meter_stop_wh"),
                row.getBigDecimal("last_meter_wh"),
                Sql.instant(row, "last_meter_at"),
                row.getObject("token_id", UUID.class),
                row.getString("token_uid"),
                Arrays.stream((String[]) row.getArray("review").getArray())
                        .map(Review::valueOf)
                        .collect(Collectors.toSet()),
                Sql.instant(row, "stop_received_at"));
    }
}
