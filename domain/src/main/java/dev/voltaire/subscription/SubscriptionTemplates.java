package dev.voltaire.subscription;

import dev.voltaire.audit.Audit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.value.ExpectedVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;

/// What the operator does with templates.
@ApplicationScoped
public class SubscriptionTemplates {
    private final SubscriptionTemplateRepository templates;
    private final BillingDay day;
    private final Audit audit;
    private final Clock clock;

    @Inject
    SubscriptionTemplates(SubscriptionTemplateRepository templates, BillingDay day, Audit audit, Clock clock) {
        this.templates = templates;
        this.day = day;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public SubscriptionTemplate create(SubscriptionTemplate.Particulars particulars, Money monthlyFee) {
        templates.nameMustBeFree(particulars.name());
        SubscriptionTemplate template = new SubscriptionTemplate(particulars, monthlyFee, day.today(), clock.instant());
        templates.persistAndFlush(template);
        log("subscription-template-created", template);
        return template;
    }

    @Transactional
    public SubscriptionTemplate change(
            UUID id, ExpectedVersion expected, SubscriptionTemplate.Particulars particulars) {
        SubscriptionTemplate template = templates.get(id);
        expected.mustBe(template.version());
        if (!template.name().equalsIgnoreCase(particulars.name())) {
            templates.nameMustBeFree(particulars.name());
        }
        template.describe(particulars);
        templates.flush();
        log("subscription-template-changed", template);
        return template;
    }

    /// @throws ProblemException WRONG_STATE when a period from the day on has its fee already
    @Transactional
    public SubscriptionTemplate priceFrom(UUID id, LocalDate from, Money monthlyFee) {
        SubscriptionTemplate template = templates.get(id);
        if (templates.accruedSince(template, from)) {
            throw new ProblemException(Problem.WRONG_STATE, template.name(), from);
        }
        template.priceFrom(from, monthlyFee);
        templates.flush();
        log("subscription-price-changed", template);
        return template;
    }

    @Transactional
    public SubscriptionTemplate retire(UUID id) {
        SubscriptionTemplate template = templates.get(id);
        template.retire(clock.instant());
        log("subscription-template-retired", template);
        return template;
    }

    private void log(String action, SubscriptionTemplate template) {
        audit.record(action, "subscription-template", template.id(), null, Map.of("name", template.name()));
    }
}
