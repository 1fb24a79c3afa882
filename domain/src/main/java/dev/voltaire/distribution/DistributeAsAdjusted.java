package dev.voltaire.distribution;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.partner.PartnerAdjusted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// A partner of which somebody said that it is to be told of other tokens, or in another way.
@ApplicationScoped
class DistributeAsAdjusted implements OutboxHandler<PartnerAdjusted> {
    private final TokenDistributions distributions;

    @Inject
    DistributeAsAdjusted(TokenDistributions distributions) {
        this.distributions = distributions;
    }

    @Override
    public Class<PartnerAdjusted> eventType() {
        return PartnerAdjusted.class;
    }

    @Override
    public String name() {
        return "distribute-as-adjusted";
    }

    @Override
    public void handle(PartnerAdjusted event) {
        distributions.followSettings(event.partnerId());
    }
}
