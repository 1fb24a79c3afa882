package dev.voltaire.charger;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Which charger is connected where, and when it last gave a sign of life. Reported from memory at every message and
/// written by [#flush] in a few statements, whatever the number of chargers: a heartbeat costs no row.
@ApplicationScoped
public class ChargerPresence {
    private static final String SEEN = """
            UPDATE charger_connection c SET last_seen_at = greatest(c.last_seen_at, s.at)
            FROM unnest(?, ?) AS s (charger_id, at)
            WHERE c.charger_id = s.charger_id
            """;
    /// Whoever lost, the former connection on another node or a new one that was overtaken, is noted for its node.
    private static final String CONNECTED = """
            WITH opened AS (
                SELECT DISTINCT ON (n.charger_id) n.*
                FROM unnest(?, ?, ?, ?) AS n (charger_id, connection_id, version, at)
                ORDER BY n.charger_id, n.at DESC),
            former AS (
                SELECT c.charger_id, c.connection_id, c.node FROM charger_connection c JOIN opened o USING (charger_id)
                WHERE c.connection_id IS NOT NULL ORDER BY c.charger_id FOR UPDATE OF c),
            written AS (
                INSERT INTO charger_connection AS c (charger_id, connection_id, node, epoch, ocpp_version, connected_at,
                                                     first_seen_at, last_seen_at)
                SELECT o.charger_id, o.connection_id, ?, 1, o.version, o.at, o.at, o.at
                FROM opened o LEFT JOIN former f USING (charger_id) ORDER BY o.charger_id
                ON CONFLICT (charger_id) DO UPDATE
                SET connection_id = excluded.connection_id, node = excluded.node, epoch = c.epoch + 1,
                    ocpp_version = excluded.ocpp_version, connected_at = excluded.connected_at, disconnected_at = NULL,
                    last_seen_at = greatest(c.last_seen_at, excluded.last_seen_at)
                WHERE c.connected_at IS NULL OR c.connected_at <= excluded.connected_at
                RETURNING c.charger_id)
            INSERT INTO charger_takeover (connection_id, node, charger_id, at)
            SELECT f.connection_id, f.node, f.charger_id, o.at
            FROM former f JOIN written w USING (charger_id) JOIN opened o USING (charger_id)
            WHERE f.node <> ? AND f.connection_id <> o.connection_id
            UNION ALL
            SELECT o.connection_id, ?, o.charger_id, o.at
            FROM opened o WHERE o.charger_id NOT IN (SELECT charger_id FROM written)
            ON CONFLICT DO NOTHING
            """;
    private static final String DISCONNECTED = """
            UPDATE charger_connection c SET connection_id = NULL, node = NULL, disconnected_at = g.at
            FROM unnest(?, ?, ?) AS g (charger_id, connection_id, at)
            WHERE c.charger_id = g.charger_id AND c.connection_id = g.connection_id
            """;

    private static final String TAKEN_OVER = """
            DELETE FROM charger_takeover WHERE node = ? RETURNING charger_id, connection_id
            """;
    private static final String BEAT = """
            INSERT INTO charger_node AS n (node, seen_at) VALUES (?, ?)
            ON CONFLICT (node) DO UPDATE SET seen_at = excluded.seen_at
            RETURNING (xmax = 0)
            """;
    private static final String RELEASE = """
            WITH gone AS (DELETE FROM charger_node WHERE node = ? OR seen_at < ? RETURNING node),
            notes AS (DELETE FROM charger_takeover WHERE node IN (SELECT node FROM gone))
            UPDATE charger_connection SET connection_id = NULL, node = NULL, disconnected_at = ?
            WHERE node IN (SELECT node FROM gone)
            """;
    /// A node that has not been heard of for so long has crashed.
    static final Duration LEASE = Duration.ofSeconds(30);

    /// A connection that a newer one has replaced.
    public record Replaced(UUID chargerId, UUID connectionId) {}

    private record Opened(UUID chargerId, UUID connectionId, String version, Instant at) {}

    private record Closed(UUID chargerId, UUID connectionId, Instant at) {}

    private final Sql sql;
    private final ConcurrentHashMap<UUID, Instant> seen = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Opened> opened = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Closed> closed = new ConcurrentLinkedQueue<>();
    private final AtomicLong lastSeenFlush = new AtomicLong();

    @Inject
    public ChargerPresence(Sql sql) {
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

    /// Connections of this node that a newer one on another node has replaced: to be closed. Each is told once.
    public List<Replaced> replaced(String node) {
        return sql.query(
                TAKEN_OVER, row -> new Replaced(row.getObject(1, UUID.class), row.getObject(2, UUID.class)), node);
    }

    /// Renews the lease of a node.
    ///
    /// @return true when the node was not known, or no longer: it must report its open connections again
    public boolean beat(String node, Instant now) {
        return sql.query(BEAT, row -> row.getBoolean(1), node, now).getFirst();
    }

    /// Takes a node and those whose lease has ended out of the registry, with the connections they held.
    public int release(@Nullable String node, Instant now) {
        return sql.update(RELEASE, node, now.minus(LEASE), now);
    }

    private void flushOpened(String node) {
        List<Opened> batch = taken(opened);
        if (batch.isEmpty()) {
            return;
        }
        try {
            sql.update(
                    CONNECTED,
                    batch.stream().map(Opened::chargerId).toArray(UUID[]::new),
                    batch.stream().map(Opened::connectionId).toArray(UUID[]::new),
                    batch.stream().map(Opened::version).toArray(String[]::new),
                    batch.stream().map(Opened::at).toArray(Instant[]::new),
                    node,
                    node,
                    node);
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
        try {
            sql.update(SEEN, batch.keySet().toArray(UUID[]::new), batch.values().toArray(Instant[]::new));
        } catch (RuntimeException failure) {
            batch.forEach(seen::putIfAbsent);
            throw failure;
        }
    }

    private static <T> List<T> taken(ConcurrentLinkedQueue<T> queue) {
        List<T> batch = new ArrayList<>();
        for (T next = queue.poll(); next != null; next = queue.poll()) {
            batch.add(next);
        }
        return batch;
    }
}
