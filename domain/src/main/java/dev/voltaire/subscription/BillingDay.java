package dev.voltaire.subscription;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Which day it is for subscriptions: one zone for all customers, so that a period begins and ends on one day.
@ApplicationScoped
class BillingDay {
    private final Clock clock;
    private final ZoneId zone;

    @Inject
    BillingDay(
            Clock clock,
            @ConfigProperty(name = "voltaire.billing.zone", defaultValue = "Europe/Amsterdam") ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    ZoneId zone() {
        return zone;
    }
}
