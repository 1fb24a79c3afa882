package dev.voltaire.session;

import dev.voltaire.audit.Audit;
import dev.voltaire.driver.FourEyes;
import dev.voltaire.identity.Caller;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides what counts of a home session that cannot be taken as it is. The session keeps what the charger said; every
/// decision is added to those before it, and the last one counts.
@ApplicationScoped
public class SessionReviewing {
    private static final int KWH_DECIMALS = 4;
    private static final BigDecimal MOST_KWH = BigDecimal.valueOf(10_000);

    private final Sql sql;
    private final Outbox outbox;
    private final FourEyes fourEyes;
    private final Audit audit;
    private final Clock clock;

    @Inject
    SessionReviewing(Sql sql, Outbox outbox, FourEyes fourEyes, Audit audit, Clock clock) {
        this.fourEyes = fourEyes;
        this.sql = sql;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param kwh with ADJUSTED only: the energy that counts
    public record Decision(Resolution resolution, @Nullable BigDecimal kwh, String reason) {}

    /// A decision on record.
    public record Resolved(
            UUID id, Resolution resolution, BigDecimal kwh, String reason, String resolvedBy, Instant resolvedAt) {}

    /// @param payees the driver, and whose home it is
    private record Seen(
            SessionOrigin origin, SessionStatus status, BigDecimal kwh, UUID organisationUnitId, List<UUID> payees) {}

    /// The caller has made sure that the session is within reach.
    ///
    /// @throws ProblemException OWN_REIMBURSEMENT for what one is paid oneself
    /// @throws ProblemException WRONG_STATE for a session that runs, or is not one at home
    @Transactional
    public List<Resolved> resolve(UUID sessionId, Decision decision, Caller caller) {
        Seen seen = seen(sessionId);
        if (seen.origin() != SessionOrigin.HOME || seen.status() != SessionStatus.COMPLETED) {
            throw new ProblemException(Problem.WRONG_STATE, seen.origin(), seen.status());
        }
        seen.payees().forEach(payee -> fourEyes.demand(payee, caller));
        BigDecimal kwh = counted(decision, seen);
        Instant now = clock.instant();
        sql.update(
                """
                INSERT INTO session_resolution (session_id, resolution, seen_kwh, kwh, reason, resolved_by, resolved_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, sessionId, decision.resolution().name(), seen.kwh(), kwh, decision.reason(), caller.name(), now);
        sql.update("UPDATE session SET reviewed_at = ?, reviewed_by = ? WHERE id = ?", now, caller.name(), sessionId);
        audit.record(
                "session-reviewed",
                "session",
                sessionId,
                seen.organisationUnitId(),
                Map.of("resolution", decision.resolution(), "kwh", kwh.toPlainString(), "reason", decision.reason()));
        outbox.publish(new SessionReviewed(sessionId));
        return resolutions(sessionId);
    }

    private static BigDecimal counted(Decision decision, Seen seen) {
        return switch (decision.resolution()) {
            case ACCEPTED -> seen.kwh().setScale(KWH_DECIMALS, RoundingMode.HALF_UP);
            case VOID -> BigDecimal.ZERO;
            case ADJUSTED -> {
                BigDecimal kwh = decision.kwh();
                if (kwh == null || kwh.signum() < 0 || kwh.compareTo(MOST_KWH) > 0 || kwh.scale() > KWH_DECIMALS) {
                    throw ProblemException.invalid(List.of(new Violation("kwh", "validation.kwh")));
                }
                yield kwh;
            }
        };
    }

    private Seen seen(UUID sessionId) {
        return sql
                .query(
                        """
                        SELECT s.origin, s.status, s.kwh, coalesce(s.organisation_unit_id, c.organisation_unit_id) AS unit,
                               array_remove(ARRAY[s.profile_id, (SELECT h.profile_id FROM charger_host h
                                                                 WHERE h.charger_id = s.charger_id)], NULL) AS payees
                        FROM session s LEFT JOIN charger c ON c.id = s.charger_id WHERE s.id = ? FOR UPDATE OF s
                        """,
                        row -> new Seen(
                                SessionOrigin.valueOf(row.getString("origin")),
                                SessionStatus.valueOf(row.getString("status")),
                                row.getBigDecimal("kwh"),
                                row.getObject("unit", UUID.class),
                                List.of((UUID[]) row.getArray("payees").getArray())),
                        sessionId)
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// Newest first.
    public List<Resolved> resolutions(UUID sessionId) {
        return sql.query(
                "SELECT * FROM session_resolution WHERE session_id = ? ORDER BY resolved_at DESC, id DESC",
                row -> new Resolved(
                        row.getObject("id", UUID.class),
                        Resolution.valueOf(row.getString("resolution")),
                        row.getBigDecimal("kwh"),
                        row.getString("reason"),
                        row.getString("resolved_by"),
                        Sql.requiredInstant(row, "resolved_at")),
                sessionId);
    }
}
