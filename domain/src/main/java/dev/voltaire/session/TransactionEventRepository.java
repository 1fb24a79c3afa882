package dev.voltaire.session;

import dev.voltaire.session.HomeSessionRepository.Row;
import dev.voltaire.sql.Columns;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The SQL of `transaction_event`, for many stations at once and at most one transaction of each.
@ApplicationScoped
class TransactionEventRepository {
    private static final String INSERT = """
            INSERT INTO transaction_event (charger_id, transaction_key, seq_no, event_type, device_time, trigger_reason,
                                           offline, received_at)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            RETURNING charger_id
            """;
    private static final String COMPLETE = """
            SELECT e.charger_id FROM unnest(?, ?) AS t (charger_id, transaction_key)
            JOIN transaction_event e USING (charger_id, transaction_key)
            GROUP BY e.charger_id
            HAVING min(e.seq_no) = 0 AND count(DISTINCT e.seq_no) = max(e.seq_no) + 1
            """;

    private final Sql sql;

    @Inject
    TransactionEventRepository(Sql sql) {
        this.sql = sql;
    }

    /// @return the stations whose event was not received before
    Set<UUID> insert(List<TransactionEventFact> facts) {
        Columns<TransactionEventFact> of = new Columns<>(facts);
        return new HashSet<>(sql.query(
                INSERT,
                row -> Sql.id(row, "charger_id"),
                of.ids(TransactionEventFact::chargerId),
                of.texts(TransactionEventFact::transactionId),
                of.integers(TransactionEventFact::seqNo),
                of.texts(fact -> fact.kind().name()),
                of.instants(fact -> fact.deviceTime() == null ? Instant.EPOCH : fact.deviceTime()),
                of.texts(TransactionEventFact::trigger),
                of.flags(TransactionEventFact::offline),
                of.instants(TransactionEventFact::receivedAt)));
    }

    /// @return the stations of which every sequence number from the first to the last has been received
    Set<UUID> complete(Collection<Row> transactions) {
        if (transactions.isEmpty()) {
            return Set.of();
        }
        Columns<Row> of = new Columns<>(List.copyOf(transactions));
        return new HashSet<>(sql.query(
                COMPLETE, row -> Sql.id(row, "charger_id"), of.ids(Row::chargerId), of.texts(Row::transactionKey)));
    }
}
