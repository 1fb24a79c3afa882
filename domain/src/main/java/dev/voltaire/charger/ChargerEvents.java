package dev.voltaire.charger;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Notifications of chargers as they came: security events, reports, the state of logs and firmware.
@ApplicationScoped
public class ChargerEvents {
    private static final String PAGE = """
            SELECT id, kind, summary, device_time, received_at, content FROM charger_event
            WHERE charger_id = ? AND received_at < ? AND (?::text IS NULL OR kind = ?)
            ORDER BY received_at DESC LIMIT 100
            """;

    private final Sql sql;

    @Inject
    ChargerEvents(Sql sql) {
        this.sql = sql;
    }

    /// @param kind the OCPP message
    /// @param content the frame as received
    public record ChargerEvent(
            UUID id, String kind, String summary, @Nullable Instant deviceTime, Instant receivedAt, String content) {}

    /// The newest hundred before an instant.
    public List<ChargerEvent> of(UUID chargerId, @Nullable String kind, Instant before) {
        return sql.query(
                PAGE,
                row -> new ChargerEvent(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getString("summary"),
                        Sql.instant(row, "device_time"),
                        Sql.requiredInstant(row, "received_at"),
                        row.getString("content")),
                chargerId,
                before,
                kind,
                kind);
    }
}
