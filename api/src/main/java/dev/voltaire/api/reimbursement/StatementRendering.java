package dev.voltaire.api.reimbursement;

import dev.voltaire.api.invoice.PdfPrinter;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.reimbursement.payout.PayoutAccounts;
import dev.voltaire.reimbursement.statement.Statement;
import dev.voltaire.reimbursement.statement.StatementDocuments;
import dev.voltaire.reimbursement.statement.StatementIssued;
import dev.voltaire.reimbursement.statement.Statements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/// Prints a statement that was issued.
@ApplicationScoped
class StatementRendering implements OutboxHandler<StatementIssued> {
    private final Statements statements;
    private final StatementDocuments documents;
    private final ProfileRepository profiles;
    private final PayoutAccounts accounts;
    private final PdfPrinter printer = new PdfPrinter("documents/statement.html");

    @Inject
    StatementRendering(
            Statements statements, StatementDocuments documents, ProfileRepository profiles, PayoutAccounts accounts) {
        this.statements = statements;
        this.documents = documents;
        this.profiles = profiles;
        this.accounts = accounts;
    }

    @Override
    public Class<StatementIssued> eventType() {
        return StatementIssued.class;
    }

    @Override
    public String name() {
        return "statement-rendering";
    }

    @Override
    public void handle(StatementIssued event) {
        Statement statement = statements.get(event.statementId(), Scope.EVERYTHING);
        if (documents.find(statement.id()).isPresent()) {
            return;
        }
        Profile profile = profiles.findByIdOptional(statement.profileId()).orElseThrow();
        Optional<PayoutAccounts.Account> account = accounts.of(profile.user().id());
        documents.store(
                statement.id(), printer.print(StatementSheet.of(statement, statements.items(statement), account)));
    }
}
