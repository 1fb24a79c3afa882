package dev.voltaire.reimbursement.statement;

import dev.voltaire.audit.Audit;
import dev.voltaire.driver.FourEyes;
import dev.voltaire.identity.Caller;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import dev.voltaire.value.ExpectedVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The employer's word on a statement, and payments made elsewhere.
@ApplicationScoped
public class StatementDeciding {
    private final Statements statements;
    private final Sql sql;
    private final Outbox outbox;
    private final FourEyes fourEyes;
    private final Audit audit;
    private final Clock clock;

    @Inject
    StatementDeciding(Statements statements, Sql sql, Outbox outbox, FourEyes fourEyes, Audit audit, Clock clock) {
        this.fourEyes = fourEyes;
        this.statements = statements;
        this.sql = sql;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public Statement approve(UUID id, ExpectedVersion expected, @Nullable String note, Caller caller) {
        fourEyes.demand(statements.get(id, caller.reach()).profileId(), caller);
        Statement statement = decide(id, expected, Statement.State.APPROVED, note, caller);
        outbox.publish(new StatementApproved(id));
        return statement;
    }

    /// Its lines are free for the next closing.
    @Transactional
    public Statement reject(UUID id, ExpectedVersion expected, @Nullable String note, Caller caller) {
        return decide(id, expected, Statement.State.REJECTED, note, caller);
    }

    private Statement decide(
            UUID id, ExpectedVersion expected, Statement.State decision, @Nullable String note, Caller caller) {
        Statement statement = statements.get(id, caller.reach());
        expected.mustBe(statement.version());
        int changed = sql.update("""
                UPDATE reimbursement_statement
                SET state = ?, version = version + 1, decided_by = ?, decided_at = ?, decision_note = ?
                WHERE id = ? AND version = ? AND state = 'ISSUED'
                """, decision, caller.name(), clock.instant(), note, id, statement.version());
        return changed(statement, changed, decision, caller);
    }

    /// Paid otherwise than by a payment file.
    @Transactional
    public Statement markPaid(UUID id, ExpectedVersion expected, String reference, Caller caller) {
        Statement statement = statements.get(id, caller.reach());
        fourEyes.demand(statement.profileId(), caller);
        expected.mustBe(statement.version());
        Instant now = clock.instant();
        int changed = sql.update("""
                UPDATE reimbursement_statement
                SET state = 'PAID', version = version + 1, paid_at = ?, payment_reference = ?
                WHERE id = ? AND version = ? AND state = 'APPROVED'
                """, now, reference, id, statement.version());
        return changed(statement, changed, Statement.State.PAID, caller);
    }

    private Statement changed(Statement before, int changed, Statement.State state, Caller caller) {
        if (changed == 0) {
            throw new ProblemException(Problem.WRONG_STATE, before.number(), before.state());
        }
        audit.record(
                "reimbursement-statement-" + state.name().toLowerCase(Locale.ROOT),
                "reimbursement-statement",
                before.id(),
                before.unitId(),
                Map.of("number", before.number(), "amount", before.amount().toString()));
        return statements.get(before.id(), caller.reach());
    }
}
