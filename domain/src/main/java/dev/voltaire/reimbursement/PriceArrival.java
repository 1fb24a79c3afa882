package dev.voltaire.reimbursement;

import dev.voltaire.outbox.Outbox;
import dev.voltaire.outbox.OutboxHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/// Gives lines the price they waited for, driver by driver.
@ApplicationScoped
class PriceArrival implements OutboxHandler<HomePriceEntered> {
    private final HomeEnergyPriceRepository prices;
    private final RoamingHomeCdrs roaming;
    private final Settling settling;
    private final Outbox outbox;

    @Inject
    PriceArrival(HomeEnergyPriceRepository prices, RoamingHomeCdrs roaming, Settling settling, Outbox outbox) {
        this.prices = prices;
        this.roaming = roaming;
        this.settling = settling;
        this.outbox = outbox;
    }

    @Override
    public Class<HomePriceEntered> eventType() {
        return HomePriceEntered.class;
    }

    @Override
    public String name() {
        return "price-arrival";
    }

    @Override
    public void handle(HomePriceEntered event) {
        UUID profile = event.profileId();
        if (profile == null) {
            prices.waiting(event.from(), event.until())
                    .forEach(waiting -> outbox.publish(new HomePriceEntered(waiting, event.from(), event.until())));
            return;
        }
        for (HomeEnergyPriceRepository.Subject subject : prices.waiting(profile, event.from(), event.until())) {
            if (subject.session()) {
                settling.settleSession(subject.id(), Cause.PRICE_ENTERED);
            } else {
                roaming.locked(subject.id()).ifPresent(usage -> settling.settle(List.of(usage), Cause.PRICE_ENTERED));
            }
        }
    }
}
