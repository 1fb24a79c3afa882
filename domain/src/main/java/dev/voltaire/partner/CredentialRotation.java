package dev.voltaire.partner;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import dev.voltaire.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Renews the tokens of partners whose tokens are old. A partner that refuses or does not answer is asked again at the
/// next run; until then all goes on with the old ones.
@ApplicationScoped
class CredentialRotation implements RecurringJob {
    private static final Logger LOG = Logger.getLogger(CredentialRotation.class);

    private final PartnerRepository partners;
    private final PartnerRegistering registering;
    private final Clock clock;
    private final Duration age;

    /// @param age after which tokens are renewed; zero for never
    @Inject
    CredentialRotation(
            PartnerRepository partners,
            PartnerRegistering registering,
            Clock clock,
            @ConfigProperty(name = "voltaire.ocpi.renew-credentials-after", defaultValue = "28D") Duration age) {
        this.partners = partners;
        this.registering = registering;
        this.clock = clock;
        this.age = age;
    }

    @Override
    public String name() {
        return "credential-rotation";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.ofHours(6);
    }

    @Override
    public void run() {
        if (age.isZero()) {
            return;
        }
        Instant before = clock.instant().minus(age);
        List<UUID> due = QuarkusTransaction.requiringNew()
                .call(() -> partners.withCredentialsOlderThan(before).stream()
                        .map(Partner::id)
                        .toList());
        due.forEach(this::renew);
    }

    private void renew(UUID partner) {
        try {
            registering.renew(partner, null);
            LOG.infof("Credentials renewed, partner=%s", partner);
        } catch (ProblemException refused) {
            LOG.warnf(
                    "Credentials were not renewed and will be tried again, partner=%s reason=%s %s",
                    partner, refused.problem().code(), refused.arguments());
        }
    }
}
