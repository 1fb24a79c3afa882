package dev.voltaire.distribution;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.partner.PartnerConnected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// A partner that connects gets every token.
@ApplicationScoped
class DistributeToNewPartner implements OutboxHandler<PartnerConnected> {
    private final TokenDistributions distributions;

    @Inject
    DistributeToNewPartner(TokenDistributions distributions) {
        this.distributions = distributions;
    }

    @Override
    public Class<PartnerConnected> eventType() {
        return PartnerConnected.class;
    }

    @Override
    public String name() {
        return "distribute-to-new-partner";
    }

    @Override
    public void handle(PartnerConnected event) {
        distributions.wantAll(event.partnerId());
    }
}
