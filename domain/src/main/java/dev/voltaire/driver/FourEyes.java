package dev.voltaire.driver;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Nobody decides about money they are paid themselves, unless their unit or one above it lets them.
@ApplicationScoped
public class FourEyes {
    private final Sql sql;
    private final Audit audit;
    private final Clock clock;

    @Inject
    FourEyes(Sql sql, Audit audit, Clock clock) {
        this.sql = sql;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param profileId who is paid
    /// @throws ProblemException OWN_REIMBURSEMENT
    public void demand(UUID profileId, Caller caller) {
        switch (caller) {
            case Caller.SignedIn user -> {
                if (sql.exists("""
                        SELECT FROM profile p
                        WHERE p.id = ? AND p.user_id = ? AND needs_four_eyes(p.organisation_unit_id)
                        """, profileId, user.userId())) {
                    throw new ProblemException(Problem.OWN_REIMBURSEMENT);
                }
            }
            case Caller.TheSystem() -> {}
        }
    }

    /// @param own what the unit itself says; absent when it follows those above it
    /// @param required what holds
    public record Policy(@Nullable Boolean own, boolean required) {}

    public Policy of(UUID unitId) {
        return sql.first(
                        """
                        SELECT (SELECT f.required FROM four_eyes f WHERE f.organisation_unit_id = u.id) AS own,
                               needs_four_eyes(u.id) AS required
                        FROM organisation_unit u WHERE u.id = ?
                        """, row -> new Policy(row.getObject("own", Boolean.class), row.getBoolean("required")), unitId)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// @param own absent: as the units above
    @Transactional
    public Policy set(UUID unitId, @Nullable Boolean own, Caller caller) {
        of(unitId);
        if (own == null) {
            sql.update("DELETE FROM four_eyes WHERE organisation_unit_id = ?", unitId);
        } else {
            sql.update("""
                    INSERT INTO four_eyes (organisation_unit_id, required, set_by, set_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (organisation_unit_id) DO UPDATE
                    SET required = excluded.required, set_by = excluded.set_by, set_at = excluded.set_at
                    """, unitId, own, caller.name(), clock.instant());
        }
        Policy policy = of(unitId);
        audit.record("four-eyes-set", "organisation-unit", unitId, unitId, Map.of("required", policy.required()));
        return policy;
    }
}
