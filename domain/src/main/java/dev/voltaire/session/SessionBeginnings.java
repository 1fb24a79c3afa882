package dev.voltaire.session;

import dev.voltaire.session.HomeSessionRepository.Beginning;
import dev.voltaire.sql.Columns;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Makes rows of beginnings, many with one statement.
@ApplicationScoped
class SessionBeginnings {
    /// A remote start that this is the beginning of is told: by its number in OCPP 2.0.1, by card and outlet in 1.6. A
    /// beginning is plain when its outlet has no open session and its charger no end without a beginning.
    private static final String INSERT = """
            WITH begun AS (
            INSERT INTO session (id, origin, status, organisation_unit_id, profile_id, token_id, token_uid, contract_id,
                                 authorisation_reference, refusal, started_at, last_updated, created_at, charger_id,
                                 evse, connector, transaction_number, transaction_key, device_started_at,
                                 start_received_at, meter_start_wh, review, start_frame, remote_start_id)
            SELECT uuidv7(), 'HOME', 'ACTIVE', coalesce(b.unit_id, c.organisation_unit_id), b.profile_id, b.token_id,
                   b.token_uid, b.contract_id, b.reference, b.refusal, b.started_at, b.received_at, b.received_at, c.id,
                   b.evse, b.connector, b.number, b.key, b.device_time, b.received_at, b.meter_wh,
                   string_to_array(b.review, ','), b.frame, b.remote_start_id
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                 AS b (charger_id, unit_id, profile_id, token_id, token_uid, contract_id, reference, refusal, started_at,
                       received_at, evse, connector, number, key, device_time, meter_wh, review, frame, remote_start_id)
            JOIN charger c ON c.id = b.charger_id
            WHERE NOT ?
               OR NOT EXISTS (SELECT FROM session o WHERE o.charger_id = b.charger_id AND o.origin = 'HOME'
                                                      AND o.status = 'ACTIVE' AND o.evse = b.evse)
                  AND NOT EXISTS (SELECT FROM session o WHERE o.charger_id = b.charger_id AND o.origin = 'HOME'
                                                          AND o.transaction_key LIKE 'stop|%')
            ON CONFLICT DO NOTHING
            RETURNING charger_id, transaction_key, id, evse, token_uid, remote_start_id, start_received_at),
            followed AS (
            UPDATE charger_command c SET session_id = b.id, progress = 'Started', progress_at = b.start_received_at
            FROM begun b
            WHERE c.charger_id = b.charger_id AND c.action = 'REMOTE_START' AND c.session_id IS NULL
              AND c.state IN ('SENT', 'ACCEPTED') AND c.sent_at > b.start_received_at - interval '1 hour'
              AND CASE WHEN b.remote_start_id IS NOT NULL
                  THEN b.remote_start_id = (c.payload #>> '{who,remoteStartId}')::int
                  ELSE b.token_uid = c.payload #>> '{who,tag}'
                       AND b.evse = coalesce((c.payload ->> 'evse')::int, b.evse) END)
            SELECT charger_id, transaction_key, id FROM begun
            """;

    private record Key(UUID chargerId, String transactionKey) {}

    private final Sql sql;

    @Inject
    SessionBeginnings(Sql sql) {
        this.sql = sql;
    }

    /// @return empty when the transaction, or the drawn number, exists already
    Optional<UUID> insert(Beginning begin) {
        return insert(List.of(begin)).getFirst();
    }

    /// As [#insert] for each, of different transactions.
    List<Optional<UUID>> insert(List<Beginning> batch) {
        return insert(batch, false);
    }

    /// @return empty where something is known already that the beginning must be seen together with
    List<Optional<UUID>> insertPlain(List<Beginning> batch) {
        return insert(batch, true);
    }

    private List<Optional<UUID>> insert(List<Beginning> batch, boolean plainOnly) {
        Columns<Beginning> of = new Columns<>(batch);
        Map<Key, UUID> inserted = new HashMap<>();
        sql.query(
                INSERT,
                row -> inserted.put(
                        new Key(row.getObject(1, UUID.class), row.getString(2)), row.getObject(3, UUID.class)),
                of.ids(Beginning::chargerId),
                of.ids(begin -> begin.holder().organisationUnitId()),
                of.ids(begin -> begin.holder().profileId()),
                of.ids(begin -> begin.holder().tokenId()),
                of.texts(begin -> begin.holder().tokenUid()),
                of.texts(begin -> begin.holder().contractId()),
                of.texts(begin -> begin.holder().authorisationReference()),
                of.texts(begin -> begin.holder().refusal()),
                of.instants(Beginning::startedAt),
                of.instants(Beginning::receivedAt),
                of.integers(Beginning::evse),
                of.integers(Beginning::connector),
                of.integers(Beginning::transactionNumber),
                of.texts(Beginning::transactionKey),
                of.instants(Beginning::deviceTime),
                of.decimals(Beginning::meterStartWh),
                of.texts(begin -> HomeSessionRepository.names(begin.review())),
                of.texts(Beginning::frame),
                of.integers(Beginning::remoteStartId),
                plainOnly);
        return batch.stream()
                .map(begin -> Optional.ofNullable(inserted.get(new Key(begin.chargerId(), begin.transactionKey()))))
                .toList();
    }
}
