package dev.voltaire.api.reimbursement;

import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.Reference;
import dev.voltaire.reimbursement.statement.Statement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a driver gets back for a month.
@Schema(name = "ReimbursementStatement")
record StatementBody(
        UUID id,
        String number,
        @Schema(examples = "2026-11") String month,

        @Schema(description = "Counts the statements of the same month")
        int revision,

        Reference orgUnit,
        Reference profile,
        Statement.State state,
        int lines,
        BigDecimal kwh,

        @Schema(description = "Negative when corrections took more than was charged")
        Amount amount,

        Instant issuedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionNote,
        @Nullable Instant paidAt,
        @Nullable String paymentReference,
        List<Action> allowedActions) {

    /// What the caller may do with a statement.
    @Schema(name = "ReimbursementStatementAction")
    enum Action {
        APPROVE,
        REJECT,
        MARK_PAID
    }

    static StatementBody of(Statement statement, boolean operator) {
        return of(
                statement,
                switch (statement.state()) {
                    case ISSUED -> List.of(Action.APPROVE, Action.REJECT);
                    case APPROVED -> operator ? List.of(Action.MARK_PAID) : List.of();
                    case REJECTED, IN_PAYOUT, PAID -> List.of();
                });
    }

    static StatementBody ofOwn(Statement statement) {
        return of(statement, List.of());
    }

    private static StatementBody of(Statement statement, List<Action> actions) {
        return new StatementBody(
                statement.id(),
                statement.number(),
                statement.month().toString(),
                statement.revision(),
                new Reference(statement.unitId(), statement.unitLabel()),
                new Reference(statement.profileId(), statement.profileName()),
                statement.state(),
                statement.lines(),
                statement.kwh(),
                Amount.of(statement.amount()),
                statement.issuedAt(),
                statement.decidedBy(),
                statement.decidedAt(),
                statement.decisionNote(),
                statement.paidAt(),
                statement.paymentReference(),
                actions);
    }
}
