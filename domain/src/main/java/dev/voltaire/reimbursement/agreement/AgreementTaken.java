package dev.voltaire.reimbursement.agreement;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.reimbursement.Cause;
import dev.voltaire.reimbursement.Settling;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// Settles the sessions that an agreement covers now, or no longer does.
@ApplicationScoped
class AgreementTaken implements OutboxHandler<AgreementChanged> {
    private final AgreementRepository agreements;
    private final Settling settling;

    @Inject
    AgreementTaken(AgreementRepository agreements, Settling settling) {
        this.agreements = agreements;
        this.settling = settling;
    }

    @Override
    public Class<AgreementChanged> eventType() {
        return AgreementChanged.class;
    }

    @Override
    public String name() {
        return "reimbursing-agreement";
    }

    @Override
    public void handle(AgreementChanged event) {
        agreements
                .sessionsOf(event.agreementId())
                .forEach(session -> settling.settleSession(session, Cause.AGREEMENT_CHANGED));
    }
}
