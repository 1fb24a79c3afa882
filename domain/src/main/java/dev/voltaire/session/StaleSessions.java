package dev.voltaire.session;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.charger.ChargerSql;
import dev.voltaire.job.RecurringJob;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.FindingLog.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Points out sessions of partners that go on for ever. They are not ended here: what a partner says of its sessions is
/// the partner's to change, and a charge may well take days.
@ApplicationScoped
class StaleSessions implements RecurringJob {
    private static final int MOST = 1_000;

    private final ChargerSql sql;
    private final FindingLog findings;
    private final Clock clock;
    private final Duration silence;

    /// @param silence since the last report of the session
    @Inject
    StaleSessions(
            ChargerSql sql,
            FindingLog findings,
            Clock clock,
            @ConfigProperty(name = "voltaire.session.roaming-silence", defaultValue = "1D") Duration silence) {
        this.sql = sql;
        this.findings = findings;
        this.clock = clock;
        this.silence = silence;
    }

    private record Stale(UUID partnerId, String id, SessionStatus status, Instant lastUpdated) {}

    @Override
    public String name() {
        return "stale-roaming-sessions";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.of(Duration.ofHours(1));
    }

    @Override
    public void run() {
        Map<UUID, List<Finding>> odd = new LinkedHashMap<>();
        for (Stale session : stale()) {
            odd.computeIfAbsent(session.partnerId(), partner -> new ArrayList<>())
                    .add(new Finding(
                            "sessions",
                            session.id(),
                            "session-stale",
                            session.status() + " since " + session.lastUpdated()));
        }
        odd.forEach(findings::record);
    }

    private List<Stale> stale() {
        return sql.query(
                """
                SELECT partner_id, external_id, status, last_updated FROM session
                WHERE origin = 'ROAMING' AND status IN ('PENDING', 'ACTIVE', 'RESERVATION') AND last_updated < ?
                ORDER BY last_updated DESC LIMIT ?
                """,
                row -> new Stale(
                        row.getObject("partner_id", UUID.class),
                        row.getString("external_id"),
                        SessionStatus.valueOf(row.getString("status")),
                        ChargerSql.requiredInstant(row, "last_updated")),
                clock.instant().minus(silence),
                MOST);
    }
}
