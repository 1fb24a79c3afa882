package dev.voltaire.session;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.FindingLog.Finding;
import dev.voltaire.sql.Sql;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
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
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Points out sessions of partners that go on for ever, and those that ended without a CDR. They are not ended here:
/// what a partner says of its sessions is the partner's to change, and a charge may well take days. Each is noticed
/// once: as an alert for people, and as a finding about the partner.
@ApplicationScoped
class SessionWatch implements RecurringJob {
    private static final Logger LOG = Logger.getLogger(SessionWatch.class);
    private static final int MOST = 1_000;

    /// A session that ended longer ago than this beyond the patience was noticed while we looked, or never will be.
    private static final Duration LOOK_BACK = Duration.ofDays(30);

    private static final String NOTICE = """
            INSERT INTO session_alert AS a (session_id, kind, organisation_unit_id, noticed_at)
            SELECT s.id, ?::text, s.organisation_unit_id, ?::timestamptz
            FROM session s
            WHERE %s AND NOT EXISTS (SELECT FROM session_alert x WHERE x.session_id = s.id AND x.kind = ?::text
                                       AND x.resolution IS DISTINCT FROM 'SETTLED')
            ORDER BY s.last_updated DESC LIMIT ?
            ON CONFLICT (session_id, kind) DO UPDATE
            SET noticed_at = excluded.noticed_at, resolved_at = NULL, resolution = NULL, resolved_by = NULL
            WHERE a.resolution = 'SETTLED'
            RETURNING session_id
            """;

    private static final String SILENT =
            "s.origin = 'ROAMING' AND s.status IN ('PENDING', 'ACTIVE', 'RESERVATION')" + " AND s.last_updated < ?";

    private static final String WITHOUT_CDR = "s.origin = 'ROAMING' AND s.status = 'COMPLETED'"
            + " AND coalesce(s.ended_at, s.started_at) BETWEEN ? AND ? AND " + SessionPatience.NO_CDR;

    private static final String SETTLE = """
            UPDATE session_alert a SET resolved_at = ?, resolution = 'SETTLED', resolved_by = 'system'
            FROM session s
            WHERE s.id = a.session_id AND a.resolved_at IS NULL
              AND CASE a.kind WHEN 'STALE'
                  THEN s.status IN ('COMPLETED', 'INVALID') OR s.last_updated >= a.noticed_at
                  ELSE NOT (%s) END
            """.formatted(SessionPatience.NO_CDR);

    private final Sql sql;
    private final FindingLog findings;
    private final Clock clock;
    private final SessionPatience patience;
    private final AtomicLong open = new AtomicLong();

    @Inject
    SessionWatch(Sql sql, FindingLog findings, Clock clock, SessionPatience patience, MeterRegistry metrics) {
        this.sql = sql;
        this.findings = findings;
        this.clock = clock;
        this.patience = patience;
        Gauge.builder("voltaire.sessions.alerts", open::get)
                .description("Sessions at partners that go on for ever or have no CDR, and nobody looked into")
                .register(metrics);
    }

    private record Noticed(UUID partnerId, String externalId, SessionStatus status, Instant lastUpdated) {}

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
        Instant now = clock.instant();
        QuarkusTransaction.requiringNew().run(() -> sql.update(SETTLE, now));
        List<UUID> silent = notice(SessionAlert.Kind.STALE, SILENT, now, now.minus(patience.silence()));
        Instant ended = now.minus(patience.cdr());
        List<UUID> lost = notice(SessionAlert.Kind.WITHOUT_CDR, WITHOUT_CDR, now, ended.minus(LOOK_BACK), ended);
        report(silent, "session-stale");
        report(lost, "session-without-cdr");
        open.set(sql.first("SELECT count(*) FROM session_alert WHERE resolved_at IS NULL", row -> row.getLong(1))
                .orElse(0L));
        if (!silent.isEmpty() || !lost.isEmpty()) {
            LOG.warnf("Sessions at partners need somebody: silent=%d withoutCdr=%d", silent.size(), lost.size());
        }
    }

    private List<UUID> notice(SessionAlert.Kind kind, String condition, Instant now, Instant... times) {
        List<Object> values = new ArrayList<>(List.of(kind, now));
        values.addAll(List.of(times));
        values.addAll(List.of(kind, MOST));
        return QuarkusTransaction.requiringNew()
                .call(() -> sql.query(
                        NOTICE.formatted(condition), row -> Sql.id(row, "session_id"), values.toArray(Object[]::new)));
    }

    private void report(List<UUID> sessions, String code) {
        Map<UUID, List<Finding>> odd = new LinkedHashMap<>();
        for (Noticed session : noticed(sessions)) {
            odd.computeIfAbsent(session.partnerId(), partner -> new ArrayList<>())
                    .add(new Finding(
                            "sessions",
                            session.externalId(),
                            code,
                            session.status() + " since " + session.lastUpdated()));
        }
        odd.forEach((partner, found) -> QuarkusTransaction.requiringNew().run(() -> findings.record(partner, found)));
    }

    private List<Noticed> noticed(List<UUID> sessions) {
        return sql.query(
                """
                SELECT s.partner_id, s.external_id, s.status, s.last_updated
                FROM session s JOIN partner p ON p.id = s.partner_id WHERE s.id = ANY (?)
                """,
                row -> new Noticed(
                        Sql.id(row, "partner_id"),
                        row.getString("external_id"),
                        SessionStatus.valueOf(row.getString("status")),
                        Sql.requiredInstant(row, "last_updated")),
                (Object) sessions.toArray(UUID[]::new));
    }
}
