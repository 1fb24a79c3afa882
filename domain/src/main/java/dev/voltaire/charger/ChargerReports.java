package dev.voltaire.charger;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What chargers report of themselves, recorded with one statement each.
@ApplicationScoped
public class ChargerReports {
    private static final String EVENT = """
            INSERT INTO charger_event (charger_id, kind, summary, device_time, received_at, content)
            VALUES (?, ?, ?, ?, ?, ?)
            """;

    private final ChargerRepository chargers;
    private final Sql sql;

    @Inject
    ChargerReports(ChargerRepository chargers, Sql sql) {
        this.chargers = chargers;
        this.sql = sql;
    }

    /// @param heartbeatSeconds the interval set for this charger, absent for the server's own
    public record Welcome(
            Registration registration, @Nullable Integer heartbeatSeconds) {}

    public Welcome booted(UUID chargerId, BootReport report, Instant at) {
        return chargers.booted(chargerId, report, at)
                .map(booted -> new Welcome(booted.registration(), booted.heartbeatSeconds()))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public void connector(UUID chargerId, ConnectorReport report, Instant at) {
        chargers.connector(chargerId, report, at);
    }

    /// Kept so that the owner can say "that card is mine".
    public void rejectedTag(UUID chargerId, String tag, Instant at) {
        chargers.rejectedTag(chargerId, tag, at);
    }

    /// A notification that is only stored. `content` is the message as received.
    public void event(
            UUID chargerId, String kind, String summary, @Nullable Instant deviceTime, Instant at, String content) {
        sql.update(EVENT, chargerId, kind, summary, deviceTime, at, content);
    }
}
