package dev.voltaire.session;

import dev.voltaire.sql.Columns;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Readings of many messages with one statement: the rows of `meter_value` and what running sessions show of them.
@ApplicationScoped
class MeterValueRepository {
    /// A message that names a transaction we do not know belongs to the one that is open at its outlet.
    private static final String STORE = """
            WITH message AS (
                SELECT m.*, coalesce(
                    m.session_id,
                    (SELECT s.id FROM session s
                     WHERE s.transaction_number = m.number AND s.charger_id = m.charger_id),
                    (SELECT s.id FROM session s
                     WHERE m.number IS NOT NULL AND s.charger_id = m.charger_id AND s.status = 'ACTIVE'
                       AND s.origin = 'HOME' AND s.evse = m.evse AND s.started_at <= m.latest
                     ORDER BY s.started_at DESC LIMIT 1)) AS session
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                     AS m (n, session_id, number, charger_id, evse, highest, latest, received_at)),
            running AS (
                UPDATE session s SET
                    last_meter_wh = greatest(s.last_meter_wh, m.highest),
                    last_meter_at = greatest(s.last_meter_at, m.latest),
                    kwh = greatest(s.kwh, (m.highest - s.meter_start_wh) / 1000),
                    last_updated = m.received_at
                FROM message m WHERE s.id = m.session AND s.status = 'ACTIVE')
            INSERT INTO meter_value (session_id, charger_id, evse, measured_at, received_at, energy_wh, power_w, signed,
                                     samples)
            SELECT m.session, m.charger_id, m.evse, r.measured_at, m.received_at, r.energy_wh, r.power_w, r.signed,
                   r.samples::jsonb
            FROM unnest(?, ?, ?, ?, ?, ?) AS r (n, measured_at, energy_wh, power_w, signed, samples)
            JOIN message m ON m.n = r.n
            """;

    /// The readings of one message.
    ///
    /// @param session when it is known already
    /// @param transactionNumber what an OCPP 1.6 charger calls its transaction; absent for idle readings
    record Readings(
            @Nullable UUID session,
            @Nullable Integer transactionNumber,
            UUID chargerId,
            int evse,
            List<MeterReading> values,
            Instant receivedAt) {
        private @Nullable BigDecimal highest() {
            return values.stream()
                    .map(MeterReading::energyWh)
                    .filter(Objects::nonNull)
                    .max(BigDecimal::compareTo)
                    .orElse(null);
        }

        private Instant latest() {
            return values.stream()
                    .map(MeterReading::measuredAt)
                    .max(Instant::compareTo)
                    .orElse(receivedAt);
        }
    }

    private record Numbered(int message, MeterReading reading) {}

    private final Sql sql;

    @Inject
    MeterValueRepository(Sql sql) {
        this.sql = sql;
    }

    /// At most one message per session.
    void store(List<Readings> batch) {
        List<Readings> messages =
                batch.stream().filter(each -> !each.values().isEmpty()).toList();
        if (messages.isEmpty()) {
            return;
        }
        Columns<Integer> of =
                new Columns<>(IntStream.range(0, messages.size()).boxed().toList());
        Columns<Numbered> readings = new Columns<>(IntStream.range(0, messages.size())
                .boxed()
                .flatMap(n -> numbered(n, messages.get(n)))
                .toList());
        sql.update(
                STORE,
                of.integers(n -> n),
                of.ids(n -> messages.get(n).session()),
                of.integers(n -> messages.get(n).transactionNumber()),
                of.ids(n -> messages.get(n).chargerId()),
                of.integers(n -> messages.get(n).evse()),
                of.decimals(n -> messages.get(n).highest()),
                of.instants(n -> messages.get(n).latest()),
                of.instants(n -> messages.get(n).receivedAt()),
                readings.integers(Numbered::message),
                readings.instants(each -> each.reading().measuredAt()),
                readings.decimals(each -> each.reading().energyWh()),
                readings.decimals(each -> each.reading().powerW()),
                readings.flags(each -> each.reading().signed()),
                readings.texts(each -> each.reading().samples()));
    }

    private static Stream<Numbered> numbered(int n, Readings message) {
        return message.values().stream().map(reading -> new Numbered(n, reading));
    }
}
