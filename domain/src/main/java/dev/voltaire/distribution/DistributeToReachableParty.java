package dev.voltaire.distribution;

import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.partner.PartyReachable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/// A party behind a hub is back: what the hub could not forward is tried again now, and what it confirmed while that
/// party was away, which the hub may have forwarded to all but this one, is sent once more.
@ApplicationScoped
class DistributeToReachableParty implements OutboxHandler<PartyReachable> {
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

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
        Instant awaySince = event.awaySince();
        if (awaySince != null) {
            distributions.repeat(event.partnerId(), awaySince.minus(CLOCKS_APART));
        }
    }
}
