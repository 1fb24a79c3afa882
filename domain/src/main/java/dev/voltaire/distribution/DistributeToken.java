package dev.voltaire.distribution;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.token.TokenChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/// Changed tokens are wanted at every partner.
@ApplicationScoped
class DistributeToken implements OutboxHandler<TokenChanged> {
    private static final int AT_ONCE = 100;

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
        handleAll(List.of(event));
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public void handleAll(List<TokenChanged> events) {
        distributions.want(events);
    }
}
