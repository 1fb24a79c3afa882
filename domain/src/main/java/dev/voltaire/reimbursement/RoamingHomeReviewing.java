package dev.voltaire.reimbursement;

import dev.voltaire.audit.Audit;
import dev.voltaire.driver.FourEyes;
import dev.voltaire.identity.Caller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.reimbursement.SettlementRepository.Usage;
import dev.voltaire.session.Resolution;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides what counts of a partner's CDR of a home charger that waits for a person. Sessions of our own chargers are
/// decided on with the session.
@ApplicationScoped
public class RoamingHomeReviewing {
    private static final int KWH_DECIMALS = 4;
    private static final BigDecimal MOST_KWH = BigDecimal.valueOf(10_000);

    private final Sql sql;
    private final RoamingHomeCdrs cdrs;
    private final Settling settling;
    private final FourEyes fourEyes;
    private final Audit audit;
    private final Clock clock;

    @Inject
    RoamingHomeReviewing(
            Sql sql, RoamingHomeCdrs cdrs, Settling settling, FourEyes fourEyes, Audit audit, Clock clock) {
        this.sql = sql;
        this.cdrs = cdrs;
        this.settling = settling;
        this.fourEyes = fourEyes;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param kwh with ADJUSTED only: the energy that counts
    public record Decision(Resolution resolution, @Nullable BigDecimal kwh, String reason) {}

    private record Line(
            UUID subjectId,
            @Nullable UUID sessionId,
            UUID unitId,
            String path,
            @Nullable UUID profileId) {}

    /// @param lineId any line of what is decided on
    /// @throws ProblemException NOT_FOUND outside the caller's units
    /// @throws ProblemException OWN_REIMBURSEMENT for what one is paid oneself
    /// @throws ProblemException WRONG_STATE for a session of our own
    @Transactional
    public void decide(UUID lineId, Decision decision, Caller caller) {
        Line line = sql.first(
                        """
                        SELECT r.subject_id, r.session_id, u.id AS unit_id, u.path::text AS path, r.profile_id
                        FROM reimbursement r JOIN organisation_unit u ON u.id = r.organisation_unit_id WHERE r.id = ?
                        """,
                        row -> new Line(
                                Sql.id(row, "subject_id"),
                                row.getObject("session_id", UUID.class),
                                Sql.id(row, "unit_id"),
                                row.getString("path"),
                                row.getObject("profile_id", UUID.class)),
                        lineId)
                .filter(found -> caller.reach().contains(found.path()))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        if (line.sessionId() != null) {
            throw new ProblemException(Problem.WRONG_STATE, lineId, "SESSION");
        }
        if (line.profileId() != null) {
            fourEyes.demand(line.profileId(), caller);
        }
        Usage usage = cdrs.locked(line.subjectId()).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        BigDecimal kwh = counted(decision, usage);
        sql.update(
                """
                INSERT INTO home_cdr_resolution (cpo_cdr_id, organisation_unit_id, resolution, seen_kwh, kwh, reason,
                                                 resolved_by, resolved_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                line.subjectId(),
                line.unitId(),
                decision.resolution(),
                usage.kwh(),
                kwh,
                decision.reason(),
                caller.name(),
                clock.instant());
        audit.record(
                "home-cdr-reviewed",
                "cpo-cdr",
                line.subjectId(),
                line.unitId(),
                Map.of("resolution", decision.resolution(), "kwh", kwh.toPlainString(), "reason", decision.reason()));
        settling.settle(cdrs.locked(line.subjectId()).stream().toList(), Cause.REVIEWED);
    }

    private static BigDecimal counted(Decision decision, Usage usage) {
        return switch (decision.resolution()) {
            case ACCEPTED -> usage.kwh().setScale(KWH_DECIMALS, RoundingMode.HALF_UP);
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
}
