package dev.voltaire.charger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Which charger is connected where, and when it last gave a sign of life. Reported from memory at every message and
/// written by [#flush] in a few statements, whatever the number of chargers: a heartbeat costs no row.
@ApplicationScoped
public class ChargerPresence {
    private static final String SEEN = """
            UPDATE charger_connection c SET last_seen_at = greatest(c.last_seen_at, s.at)
            FROM unnest(?, ?) AS s (charger_id, at)
            WHERE c.charger_id = s.charger_id
            """;
    private static final String CONNECTED = """
            INSERT INTO charger_connection AS c (charger_id, connection_id, node, epoch, ocpp_version, connected_at,
                                                 first_seen_at, last_seen_at)
            SELECT DISTINCT ON (n.charger_id) n.charger_id, n.connection_id, ?, n.epoch, n.version, n.at, n.at, n.at
            FROM unnest(?, ?, ?, ?, ?::bigint[]) AS n (charger_id, connection_id, version, at, epoch)
            ORDER BY n.charger_id, n.at DESC
            ON CONFLICT (charger_id) DO UPDATE
            SET connection_id = excluded.connection_id, node = excluded.node, epoch = c.epoch + 1,
                ocpp_version = excluded.ocpp_version, connected_at = excluded.connected_at, disconnected_at = NULL,
                last_seen_at = excluded.last_seen_at
            WHERE c.connected_at IS NULL OR c.connected_at <= excluded.connected_at
            """;
    private static final String DISCONNECTED = """
            UPDATE charger_connection c SET connection_id = NULL, node = NULL, disconnected_at = g.at
            FROM unnest(?, ?, ?) AS g (charger_id, connection_id, at)
            WHERE c.charger_id = g.charger_id AND c.connection_id = g.connection_id
            """;

    private record Opened(UUID chargerId, UUID connectionId, String version, Instant at) {}

    private record Closed(UUID chargerId, UUID connectionId, Instant at) {}

    private final ChargerSql sql;
    private final ConcurrentHashMap<UUID, Instant> seen = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Opened> opened = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Closed> closed = new ConcurrentLinkedQueue<>();
    private final AtomicLong lastSeenFlush = new AtomicLong();

    @Inject
    ChargerPresence(ChargerSql sql) {
        this.sql = sql;
    }

    public void seen(UUID chargerId, Instant at) {
        seen.put(chargerId, at);
    }

    public void connected(UUID chargerId, UUID connectionId, String ocppVersion, Instant at) {
        opened.add(new Opened(chargerId, connectionId, ocppVersion, at));
    }

    public void disconnected(UUID chargerId, UUID connectionId, Instant at) {
        closed.add(new Closed(chargerId, connectionId, at));
    }

    /// Writes what has gathered. Openings come before closings, so that a short connection ends closed.
    public void flush(String node, Instant now) {
        flushOpened(node);
        flushClosed();
        if (now.toEpochMilli() - lastSeenFlush.get() >= 5_000) {
            lastSeenFlush.set(now.toEpochMilli());
            flushSeen();
        }
    }

    private void flushOpened(String node) {
        List<Opened> batch = taken(opened);
        if (batch.isEmpty()) {
            return;
        }
        try {
            sql.update(
                    CONNECTED,
                    node,
                    batch.stream().map(Opened::chargerId).toArray(UUID[]::new),
                    batch.stream().map(Opened::connectionId).toArray(UUID[]::new),
                    batch.stream().map(Opened::version).toArray(String[]::new),
                    batch.stream().map(Opened::at).toArray(Instant[]::new),
                    batch.stream().map(_ -> 1).toArray(Integer[]::new));
        } catch (RuntimeException failure) {
            opened.addAll(batch);
            throw failure;
        }
    }

    private void flushClosed() {
        List<Closed> batch = taken(closed);
        if (batch.isEmpty()) {
            return;
        }
        try {
            sql.update(
                    DISCONNECTED,
                    batch.stream().map(Closed::chargerId).toArray(UUID[]::new),
                    batch.stream().map(Closed::connectionId).toArray(UUID[]::new),
                    batch.stream().map(Closed::at).toArray(Instant[]::new));
        } catch (RuntimeException failure) {
            closed.addAll(batch);
            throw failure;
        }
    }

    private void flushSeen() {
        Map<UUID, Instant> batch = new java.util.TreeMap<>(seen);
        if (batch.isEmpty()) {
            return;
        }
        batch.forEach(seen::remove);
        sql.update(SEEN, batch.keySet().toArray(UUID[]::new), batch.values().toArray(Instant[]::new));
    }

    private static <T> List<T> taken(ConcurrentLinkedQueue<T> queue) {
        List<T> batch = new ArrayList<>();
        for (T next = queue.poll(); next != null; next = queue.poll()) {
            batch.add(next);
        }
        return batch;
    }
}
