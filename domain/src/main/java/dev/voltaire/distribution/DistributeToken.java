package dev.voltaire.distribution;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.token.TokenChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// A changed token is wanted at every partner.
@ApplicationScoped
class DistributeToken implements OutboxHandler<TokenChanged> {
    private final TokenDistributions distributions;

    @Inject
    DistributeToken(TokenDistributions distributions) {
        this.distributions = distributions;
    }

    @Override
    public Class<TokenChanged> eventType() {
        return TokenChanged.class;
    }

    @Override
    public String name() {
        return "distribute-token";
    }

    @Override
    public void handle(TokenChanged event) {
        distributions.want(event.tokenId(), event.version());
    }
}
