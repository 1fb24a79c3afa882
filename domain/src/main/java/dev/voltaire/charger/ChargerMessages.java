package dev.voltaire.charger;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/// The raw conversation with each charger, for support. Secrets and tags are masked before anything is kept; heartbeats
/// are left out. A busy server drops messages rather than wait: evidence is stored with the session, not here.
@ApplicationScoped
public class ChargerMessages {
    private static final int CAPACITY = 20_000;
    private static final int BATCH = 2_000;
    private static final int LONGEST = 16_384;
    private static final List<String> SECRETS = List.of("AuthorizationKey", "BasicAuthPassword");
    private static final List<String> TAGS = List.of("idTag\"", "IdTag\"", "idToken\"");
    private static final Pattern VALUE = Pattern.compile("(\"(?:value|attributeValue)\"\\s*:\\s*\")[^\"]*(\")");
    private static final Pattern TAG = Pattern.compile("(\"(?:idTag|parentIdTag|idToken)\"\\s*:\\s*\")[^\"]*(\")");
    private static final String INSERT = """
            INSERT INTO charger_message (charger_id, connection_id, incoming, at, frame)
            SELECT * FROM unnest(?, ?, ?, ?, ?)
            """;

    private record Kept(UUID chargerId, UUID connectionId, boolean incoming, Instant at, String frame) {}

    private final Sql sql;
    private final ArrayBlockingQueue<Kept> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final LongAdder dropped = new LongAdder();

    @Inject
    ChargerMessages(Sql sql) {
        this.sql = sql;
    }

    public void keep(UUID chargerId, UUID connectionId, boolean incoming, Instant at, String frame) {
        if (isHeartbeat(frame)) {
            return;
        }
        if (!waiting.offer(new Kept(chargerId, connectionId, incoming, at, frame))) {
            dropped.increment();
        }
    }

    private static boolean isHeartbeat(String frame) {
        return frame.length() < 160
                && (frame.contains("\"Heartbeat\"")
                        || frame.contains("{\"currentTime\"") && !frame.contains("\"interval\""));
    }

    public void flush() {
        List<Kept> batch = new ArrayList<>();
        while (waiting.drainTo(batch, BATCH) > 0) {
            sql.update(
                    INSERT,
                    batch.stream().map(Kept::chargerId).toArray(UUID[]::new),
                    batch.stream().map(Kept::connectionId).toArray(UUID[]::new),
                    batch.stream().map(Kept::incoming).toArray(Boolean[]::new),
                    batch.stream().map(Kept::at).toArray(Instant[]::new),
                    batch.stream().map(kept -> masked(kept.frame())).toArray(String[]::new));
            batch.clear();
        }
    }

    static String masked(String frame) {
        String shortened = frame.length() > LONGEST ? frame.substring(0, LONGEST) : frame;
        // Where a secret is named, every value of the message is taken for it.
        String withoutSecrets = SECRETS.stream().anyMatch(shortened::contains)
                ? VALUE.matcher(shortened).replaceAll("$1***$2")
                : shortened;
        // Looked for by plain search first: most messages hold neither, and every message passes here.
        boolean tagged = TAGS.stream().anyMatch(withoutSecrets::contains);
        String masked = tagged ? TAG.matcher(withoutSecrets).replaceAll("$1***$2") : withoutSecrets;
        return masked.indexOf('\0') < 0 ? masked : masked.replace("\0", "");
    }
}
