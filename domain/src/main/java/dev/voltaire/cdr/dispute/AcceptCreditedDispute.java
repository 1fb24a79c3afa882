package dev.voltaire.cdr.dispute;

import dev.voltaire.cdr.CpoCdrCredited;
import dev.voltaire.outbox.OutboxHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// A credit CDR ends the dispute about what it takes back.
@ApplicationScoped
class AcceptCreditedDispute implements OutboxHandler<CpoCdrCredited> {
    private final CdrDisputes disputes;

    @Inject
    AcceptCreditedDispute(CdrDisputes disputes) {
        this.disputes = disputes;
    }

    @Override
    public Class<CpoCdrCredited> eventType() {
        return CpoCdrCredited.class;
    }

    @Override
    public String name() {
        return "accept-credited-dispute";
    }

    @Override
    public void handle(CpoCdrCredited event) {
        disputes.credited(event.creditedCpoCdrId(), event.creditCpoCdrId());
    }
}
