package dev.voltaire.reimbursement;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Says what a home session was for. The driver may change it for as many days as the agreement gives; what was said
/// before stays on record, and so does what was paid.
@ApplicationScoped
public class SessionPurposes {
    private static final String SESSION = """
            SELECT s.id, s.ended_at, r.organisation_unit_id, a.reassign_days, p.user_id
            FROM session s
            JOIN LATERAL (SELECT * FROM reimbursement r WHERE r.session_id = s.id ORDER BY r.position DESC LIMIT 1) r
                ON true
            JOIN reimbursement_agreement a ON a.id = r.agreement_id
            JOIN profile p ON p.id = a.profile_id
            WHERE s.id = ? AND s.origin = 'HOME'
            FOR UPDATE OF s
            """;

    private final Sql sql;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    @Inject
    SessionPurposes(Sql sql, Outbox outbox, Audit audit, Clock clock) {
        this.sql = sql;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    private record Session(Instant endedAt, UUID organisationUnitId, int reassignDays, UUID userId) {}

    /// What was said, by whom.
    public record Assigned(Purpose purpose, @Nullable String note, String assignedBy, Instant assignedAt) {}

    /// @throws ProblemException NOT_FOUND for anybody else's session, or one without an agreement
    /// @throws ProblemException PURPOSE_IS_FINAL when the days are over
    @Transactional
    public List<Assigned> assignOwn(UUID sessionId, Purpose purpose, @Nullable String note, Caller.SignedIn driver) {
        Session session = session(sessionId);
        if (!session.userId().equals(driver.userId())) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        Instant until = session.endedAt().plus(Duration.ofDays(session.reassignDays()));
        if (clock.instant().isAfter(until)) {
            throw new ProblemException(Problem.PURPOSE_IS_FINAL, session.reassignDays());
        }
        return assign(sessionId, session, purpose, note, driver);
    }

    /// By a manager, at any time. The caller has made sure that the session is within reach.
    @Transactional
    public List<Assigned> assign(UUID sessionId, Purpose purpose, @Nullable String note, Caller caller) {
        return assign(sessionId, session(sessionId), purpose, note, caller);
    }

    private List<Assigned> assign(
            UUID sessionId, Session session, Purpose purpose, @Nullable String note, Caller caller) {
        sql.update(
                "INSERT INTO session_purpose (session_id, purpose, note, assigned_by, assigned_at) VALUES (?, ?, ?, ?, ?)",
                sessionId,
                purpose,
                note,
                caller.name(),
                clock.instant());
        audit.record(
                "session-purpose-assigned",
                "session",
                sessionId,
                session.organisationUnitId(),
                Map.of("purpose", purpose));
        outbox.publish(new SessionPurposeAssigned(sessionId));
        return of(sessionId);
    }

    private Session session(UUID sessionId) {
        return sql.first(
                        SESSION,
                        row -> new Session(
                                Sql.requiredInstant(row, "ended_at"),
                                Sql.id(row, "organisation_unit_id"),
                                row.getInt("reassign_days"),
                                Sql.id(row, "user_id")),
                        sessionId)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// Newest first.
    public List<Assigned> of(UUID sessionId) {
        return sql.query(
                "SELECT * FROM session_purpose WHERE session_id = ? ORDER BY assigned_at DESC, id DESC",
                row -> new Assigned(
                        Purpose.valueOf(row.getString("purpose")),
                        row.getString("note"),
                        row.getString("assigned_by"),
                        Sql.requiredInstant(row, "assigned_at")),
                sessionId);
    }
}
