package dev.voltaire.charger;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// What chargers do that they should not. Gathered in memory, counted, and written by [#flush]. `detail` names fields
/// and rules, never contents.
@ApplicationScoped
public class ChargerFindings {
    private static final int WAITING_AT_MOST = 20_000;
    private static final int KINDS_PER_CHARGER = 500;
    private static final String UPSERT = """
            INSERT INTO charger_finding AS f (charger_id, kind, detail, times, first_at, last_at)
            SELECT n.charger_id, n.kind, n.detail, n.times, n.at, n.at
            FROM unnest(?, ?, ?, ?, ?) AS n (charger_id, kind, detail, times, at)
            WHERE (SELECT count(*) FROM charger_finding k WHERE k.charger_id = n.charger_id) < ?
               OR EXISTS (SELECT FROM charger_finding k
                          WHERE (k.charger_id, k.kind, k.detail) = (n.charger_id, n.kind, n.detail))
            ON CONFLICT (charger_id, kind, detail) DO UPDATE
            SET times = f.times + excluded.times, last_at = greatest(f.last_at, excluded.last_at)
            """;

    private record Key(UUID chargerId, String kind, String detail) {}

    private record Counted(int times, Instant lastAt) {
        Counted and(Counted other) {
            return new Counted(times + other.times, lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt);
        }
    }

    /// One finding as the owner sees it.
    public record Finding(String kind, String detail, long times, Instant firstAt, Instant lastAt) {}

    private final Sql sql;
    private final ConcurrentHashMap<Key, Counted> waiting = new ConcurrentHashMap<>();

    @Inject
    ChargerFindings(Sql sql) {
        this.sql = sql;
    }

    /// Cheap enough for every message. When too many different findings wait, the newest kinds are dropped.
    public void record(UUID chargerId, String kind, String detail, Instant at) {
        String shortened = detail.length() > 200 ? detail.substring(0, 200) : detail;
        Key key = new Key(chargerId, kind, shortened.replace("\0", ""));
        if (waiting.size() < WAITING_AT_MOST || waiting.containsKey(key)) {
            waiting.merge(key, new Counted(1, at), Counted::and);
        }
    }

    public void flush() {
        List<Key> keys = new ArrayList<>(waiting.keySet());
        if (keys.isEmpty()) {
            return;
        }
        // One order for all writers: batches that meet never deadlock.
        keys.sort(Comparator.comparing(Key::chargerId).thenComparing(Key::kind).thenComparing(Key::detail));
        List<Key> taken = new ArrayList<>();
        List<Counted> counts = new ArrayList<>();
        for (Key key : keys) {
            Counted counted = waiting.remove(key);
            if (counted != null) {
                taken.add(key);
                counts.add(counted);
            }
        }
        try {
            sql.update(
                    UPSERT,
                    taken.stream().map(Key::chargerId).toArray(UUID[]::new),
                    taken.stream().map(Key::kind).toArray(String[]::new),
                    taken.stream().map(Key::detail).toArray(String[]::new),
                    counts.stream().map(Counted::times).toArray(Integer[]::new),
                    counts.stream().map(Counted::lastAt).toArray(Instant[]::new),
                    KINDS_PER_CHARGER);
        } catch (RuntimeException failure) {
            for (int i = 0; i < taken.size(); i++) {
                waiting.merge(taken.get(i), counts.get(i), Counted::and);
            }
            throw failure;
        }
    }

    public List<Finding> of(UUID chargerId) {
        return sql.query(
                "SELECT kind, detail, times, first_at, last_at FROM charger_finding WHERE charger_id = ?"
                        + " ORDER BY last_at DESC LIMIT 500",
                row -> new Finding(
                        row.getString("kind"),
                        row.getString("detail"),
                        row.getLong("times"),
                        Sql.requiredInstant(row, "first_at"),
                        Sql.requiredInstant(row, "last_at")),
                chargerId);
    }
}
