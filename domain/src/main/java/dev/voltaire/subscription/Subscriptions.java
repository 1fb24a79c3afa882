package dev.voltaire.subscription;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Giving templates to organisation units and ending them. What has its fee is history: nothing begins or ends before
/// it.
@ApplicationScoped
public class Subscriptions {
    private final SubscriptionRepository subscriptions;
    private final SubscriptionTemplateRepository templates;
    private final OrganisationUnitRepository units;
    private final BillingDay day;
    private final Audit audit;
    private final Clock clock;

    @Inject
    Subscriptions(
            SubscriptionRepository subscriptions,
            SubscriptionTemplateRepository templates,
            OrganisationUnitRepository units,
            BillingDay day,
            Audit audit,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.templates = templates;
        this.units = units;
        this.day = day;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param startsOn absent: today
    /// @throws ProblemException ALREADY_EXISTS when the unit has another on or after the day
    @Transactional
    public Subscription subscribe(UUID unitId, UUID templateId, @Nullable LocalDate startsOn, Caller by) {
        OrganisationUnit unit = units.get(unitId, by.reach());
        SubscriptionTemplate template = templates.get(templateId);
        LocalDate from = startsOn == null ? day.today() : startsOn;
        if (!unit.currency().getCurrencyCode().equals(template.currency().getCode())) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "templateId");
        }
        if (subscriptions.heldSince(unit, from)) {
            throw new ProblemException(Problem.ALREADY_EXISTS, unit.displayName());
        }
        Subscription subscription = new Subscription(unit, template, from, by.name(), clock.instant());
        subscriptions.persistAndFlush(subscription);
        log("subscription-started", subscription);
        return subscription;
    }

    /// @param endsOn exclusive
    @Transactional
    public Subscription end(UUID id, LocalDate endsOn, Caller by) {
        Subscription subscription = subscriptions.get(id, by.reach());
        if (subscriptions.accruedSince(subscription, endsOn)) {
            throw new ProblemException(
                    Problem.WRONG_STATE, subscription.template().name(), endsOn);
        }
        subscription.end(endsOn);
        subscriptions.flush();
        log("subscription-ended", subscription);
        return subscription;
    }

    /// The unit's own and those of the units above it that the caller sees, newest first.
    @Transactional
    public List<Subscription> covering(UUID unitId, Caller by) {
        return subscriptions.atOrAbove(units.get(unitId, by.reach()), by.reach());
    }

    /// How many profiles of the unit and those below it existed on at least one day of the period; `to` is exclusive.
    @Transactional
    public long profilesActive(UUID unitId, LocalDate from, LocalDate to, Caller by) {
        return subscriptions.profilesActive(units.get(unitId, by.reach()), from, to, day.zone());
    }

    private void log(String action, Subscription subscription) {
        OrganisationUnit unit = subscription.organisationUnit();
        audit.record(
                action,
                "subscription",
                subscription.id(),
                unit.id(),
                Map.of("template", subscription.template().name()));
    }
}
