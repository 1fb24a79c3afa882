package dev.voltaire.distribution;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.partner.PartyReachable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// A party behind a hub is back: what the hub could not forward is tried again now.
@ApplicationScoped
class DistributeToReachableParty implements OutboxHandler<PartyReachable> {
    private final TokenDistributions distributions;

    @Inject
    DistributeToReachableParty(TokenDistributions distributions) {
        this.distributions = distributions;
    }

    @Override
    public Class<PartyReachable> eventType() {
        return PartyReachable.class;
    }

    @Override
    public String name() {
        return "distribute-to-reachable-party";
    }

    @Override
    public void handle(PartyReachable event) {
        distributions.retry(event.partnerId(), null);
    }
}
