package dev.voltaire.reimbursement;

import dev.voltaire.cdr.HomeCompensationReported;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.reimbursement.RoamingHomeCdrs.Received;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/// Pays back what a driver used at home at another operator's charger.
@ApplicationScoped
class RoamingHomeReimbursing implements OutboxHandler<HomeCompensationReported> {
    private final RoamingHomeCdrs cdrs;
    private final Settling settling;

    @Inject
    RoamingHomeReimbursing(RoamingHomeCdrs cdrs, Settling settling) {
        this.cdrs = cdrs;
        this.settling = settling;
    }

    @Override
    public Class<HomeCompensationReported> eventType() {
        return HomeCompensationReported.class;
    }

    @Override
    public String name() {
        return "roaming-home-reimbursing";
    }

    @Override
    public void handle(HomeCompensationReported event) {
        Received received = cdrs.received(event.cpoCdrId());
        if (!received.compensated()) {
            return;
        }
        if (!received.assessed()) {
            throw new IllegalStateException("the CDR waits to be assessed first");
        }
        received.subjectId()
                .flatMap(cdrs::locked)
                .filter(usage -> usage.organisationUnitId() != null)
                .ifPresent(usage -> settling.settle(List.of(usage), Cause.CORRECTED));
    }
}
