package dev.voltaire.reimbursement.statement;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Closes a month: one statement per driver and currency, each in a transaction of its own, so that a closing that is
/// cut off loses nothing and doubles nothing when it is repeated. What comes late is in the statement of a later
/// closing.
@ApplicationScoped
public class StatementClosing {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");
    /// Priced lines of days before the end that no statement has, or only rejected ones.
    private static final String OPEN = """
            r.status = 'PRICED' AND r.charged_on < ?::date AND NOT EXISTS (
                SELECT FROM reimbursement_statement_line l JOIN reimbursement_statement s ON s.id = l.statement_id
                WHERE l.reimbursement_id = r.id AND s.state <> 'REJECTED')
            """;

    private final Sql sql;
    private final OrganisationUnitRepository units;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    @Inject
    StatementClosing(Sql sql, OrganisationUnitRepository units, Outbox outbox, Audit audit, Clock clock) {
        this.sql = sql;
        this.units = units;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    private record Due(UUID profileId, String currency) {}

    /// @param unitId whose drivers, those of the units below included; absent: all the caller reaches
    /// @return the statements issued now
    /// @throws ProblemException INVALID_PARAMETER for a month that is not over
    public List<UUID> close(YearMonth month, @Nullable UUID unitId, Caller caller) {
        LocalDate end = month.plusMonths(1).atDay(1);
        if (LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).isBefore(end)) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "month");
        }
        List<Due> due = QuarkusTransaction.requiringNew().call(() -> due(end, unitId, caller));
        List<UUID> issued = new ArrayList<>();
        for (Due driver : due) {
            QuarkusTransaction.requiringNew()
                    .call(() -> issue(driver, month, end, caller))
                    .ifPresent(issued::add);
        }
        return issued;
    }

    private List<Due> due(LocalDate end, @Nullable UUID unitId, Caller caller) {
        String scope = unitId == null
                ? caller.reach().literal()
                : "{" + units.get(unitId, caller.reach()).path() + "}";
        return sql.query(
                """
                SELECT DISTINCT r.profile_id, r.currency FROM reimbursement r
                WHERE r.organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (?::ltree[]))
                  AND\s""" + OPEN + " ORDER BY 1, 2",
                row -> new Due(Sql.id(row, "profile_id"), row.getString("currency")),
                scope,
                end);
    }

    /// Empty when another closing was faster.
    private Optional<UUID> issue(Due due, YearMonth month, LocalDate end, Caller caller) {
        sql.query("SELECT FROM profile WHERE id = ? FOR NO KEY UPDATE", row -> true, due.profileId());
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        int lines = sql.update(
                """
                INSERT INTO reimbursement_statement (id, version, organisation_unit_id, profile_id, number, month,
                    revision, currency, language, lines, kwh, amount, state, issued_at, issued_by)
                SELECT ?, 0, p.organisation_unit_id, p.id,
                       'HC-' || ? || '-' || lpad(nextval('reimbursement_statement_number')::text, 6, '0'), ?::date,
                       1 + (SELECT count(*) FROM reimbursement_statement o
                            WHERE o.profile_id = p.id AND o.month = ?::date AND o.currency = ?),
                       ?, lower(coalesce(u.locale, o.language)), t.lines, t.kwh, t.amount, 'ISSUED', ?, ?
                FROM profile p
                JOIN app_user u ON u.id = p.user_id
                JOIN organisation_unit o ON o.id = p.organisation_unit_id
                JOIN (SELECT count(*) AS lines, sum(r.kwh) AS kwh, sum(r.amount) AS amount FROM reimbursement r
                      WHERE r.profile_id = ? AND r.currency = ? AND\s""" + OPEN + ") t ON t.lines > 0 WHERE p.id = ?",
                id,
                MONTH.format(month),
                month.atDay(1),
                month.atDay(1),
                due.currency(),
                due.currency(),
                now,
                caller.name(),
                due.profileId(),
                due.currency(),
                end,
                due.profileId());
        if (lines == 0) {
            return Optional.empty();
        }
        sql.update("""
                INSERT INTO reimbursement_statement_line (statement_id, reimbursement_id, attempt, amount)
                SELECT ?, r.id, (SELECT count(*) FROM reimbursement_statement_line l WHERE l.reimbursement_id = r.id),
                       r.amount
                FROM reimbursement r WHERE r.profile_id = ? AND r.currency = ? AND\s""" + OPEN, id, due.profileId(), due.currency(), end);
        record(id, month, caller);
        return Optional.of(id);
    }

    private void record(UUID id, YearMonth month, Caller caller) {
        record Issued(UUID unitId, String number, BigDecimal amount) {}
        Issued issued = sql.first(
                        "SELECT organisation_unit_id, number, amount FROM reimbursement_statement WHERE id = ?",
                        row -> new Issued(
                                Sql.id(row, "organisation_unit_id"),
                                row.getString("number"),
                                row.getBigDecimal("amount")),
                        id)
                .orElseThrow();
        audit.record(
                "reimbursement-statement-issued",
                "reimbursement-statement",
                id,
                issued.unitId(),
                Map.of(
                        "number", issued.number(),
                        "month", month.toString(),
                        "amount", issued.amount().toPlainString(),
                        "by", caller.name()));
        outbox.publish(new StatementIssued(id));
    }
}
