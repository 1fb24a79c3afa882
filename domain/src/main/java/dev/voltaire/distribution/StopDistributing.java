package dev.voltaire.distribution;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.partner.PartnerDisconnected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// A partner that left gets no more tokens.
@ApplicationScoped
class StopDistributing implements OutboxHandler<PartnerDisconnected> {
    private final TokenDistributions distributions;

    @Inject
    StopDistributing(TokenDistributions distributions) {
        this.distributions = distributions;
    }

    @Override
    public Class<PartnerDisconnected> eventType() {
        return PartnerDisconnected.class;
    }

    @Override
    public String name() {
        return "stop-distributing";
    }

    @Override
    public void handle(PartnerDisconnected event) {
        distributions.forget(event.partnerId());
    }
}
