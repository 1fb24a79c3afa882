package dev.voltaire.session;

import dev.voltaire.session.HomeSessionRepository.Beginning;
import dev.voltaire.session.HomeSessionRepository.Holder;
import dev.voltaire.session.HomeSessionRepository.Row;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The statements of sessions whose end was recorded before, or without, their beginning.
@ApplicationScoped
class OrphanedEnds {
    private static final String ORPHAN = HomeSessionRepository.COLUMNS + """
            WHERE charger_id = ? AND origin = 'HOME' AND transaction_key LIKE 'stop|%' AND ended_at >= ?
              AND (token_uid IS NULL OR token_uid = ?) AND (meter_stop_wh IS NULL OR meter_stop_wh >= ?)
              AND NOT EXISTS (SELECT FROM session other
                              WHERE other.charger_id = session.charger_id AND other.origin = 'HOME'
                                AND other.transaction_key NOT LIKE 'stop|%' AND other.evse = ?
                                AND other.started_at > ? AND other.started_at < session.ended_at)
            ORDER BY ended_at LIMIT 1 FOR UPDATE
            """;
    private static final String ADOPT = """
            UPDATE session s SET transaction_number = ?, transaction_key = ?, evse = ?, connector = ?, started_at = ?,
                   device_started_at = ?, start_received_at = ?, start_frame = ?, meter_start_wh = ?, profile_id = ?,
                   token_id = ?, token_uid = ?, contract_id = ?, authorisation_reference = ?, refusal = ?,
                   organisation_unit_id = coalesce(?, organisation_unit_id)
            WHERE id = ? AND NOT EXISTS (SELECT FROM session o WHERE o.transaction_number = ?)
            """;
    private final Sql sql;

    @Inject
    OrphanedEnds(Sql sql) {
        this.sql = sql;
    }

    /// The end that this beginning belongs to: of the same charger and card, later, with a register no lower, and with
    /// no other transaction of the outlet between the two.
    Optional<Row> orphanOf(Beginning begin) {
        return sql
                .query(
                        ORPHAN,
                        HomeSessionRepository::row,
                        begin.chargerId(),
                        begin.startedAt(),
                        begin.holder().tokenUid(),
                        begin.meterStartWh(),
                        begin.evse(),
                        begin.startedAt())
                .stream()
                .findFirst();
    }

    /// Gives an end its beginning.
    ///
    /// @return false when the drawn number is taken
    boolean adopt(UUID orphan, Beginning begin) {
        Holder holder = begin.holder();
        return sql.update(
                        ADOPT,
                        begin.transactionNumber(),
                        begin.transactionKey(),
                        begin.evse(),
                        begin.connector(),
                        begin.startedAt(),
                        begin.deviceTime(),
                        begin.receivedAt(),
                        begin.frame(),
                        begin.meterStartWh(),
                        holder.profileId(),
                        holder.tokenId(),
                        holder.tokenUid(),
                        holder.contractId(),
                        holder.authorisationReference(),
                        holder.refusal(),
                        holder.organisationUnitId(),
                        orphan,
                        begin.transactionNumber())
                == 1;
    }

    /// Whether a session of this charger ended by this very message, whatever number it named.
    boolean endedBy(UUID chargerId, Instant deviceTime, BigDecimal meterStopWh) {
        return !sql.query(
                        "SELECT 1 FROM session WHERE charger_id = ? AND origin = 'HOME' AND device_ended_at = ?"
                                + " AND meter_stop_wh = ? LIMIT 1",
                        row -> true,
                        chargerId,
                        deviceTime,
                        meterStopWh)
                .isEmpty();
    }
}
