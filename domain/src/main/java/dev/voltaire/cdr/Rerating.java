package dev.voltaire.cdr;

import dev.voltaire.audit.Audit;
import dev.voltaire.currency.ExchangeRateRepository;
import dev.voltaire.currency.KnownRates;
import dev.voltaire.identity.Caller;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Page;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// Rates the sessions of a period again, after a tariff or a plan was wrong. First a report of what would change, then,
/// when somebody has read it, the change: a new version of each MSP CDR, and a credit for the version that was
/// invoiced. One step is one transaction, so that a run survives whatever happens to its node.
@ApplicationScoped
public class Rerating implements OutboxHandler<ReratingContinues> {
    private static final int STEP = 1_000;

    private final ReratingRepository runs;
    private final ExchangeRateRepository rates;
    private final CdrTariffs tariffs;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    @Inject
    Rerating(
            ReratingRepository runs,
            ExchangeRateRepository rates,
            CdrTariffs tariffs,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.runs = runs;
        this.rates = rates;
        this.tariffs = tariffs;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /// Which sessions, by their start.
    public record Period(
            Instant from,
            Instant to,
            @Nullable UUID unitId,
            @Nullable UUID partnerId) {}

    /// Begins to calculate what would change.
    @Transactional
    public UUID plan(Period period, String reason, Caller caller) {
        UUID run = runs.begin(period, reason, caller.name(), clock.instant());
        outbox.publish(new ReratingContinues(run));
        audit.record("rerating-planned", "rerating-run", run, period.unitId(), Map.of("reason", reason));
        return run;
    }

    /// Begins to apply what was calculated.
    ///
    /// @throws ProblemException WRONG_STATE when it is not calculated, or applied already
    @Transactional
    public void apply(UUID id, Caller caller) {
        ReratingRun run = runs.lock(id);
        if (run.state() != ReratingRun.State.CALCULATED) {
            throw new ProblemException(Problem.WRONG_STATE, run.reason(), run.state());
        }
        runs.applying(id, caller.name());
        outbox.publish(new ReratingContinues(id));
        audit.record("rerating-applied", "rerating-run", id, run.unitId(), Map.of("changes", run.changes()));
    }

    public Page<ReratingRun> list(ListRequest request) {
        return runs.list(request);
    }

    /// @throws ProblemException NOT_FOUND
    @Transactional
    public ReratingRun.Report report(UUID id) {
        return new ReratingRun.Report(runs.get(id), runs.totals(id));
    }

    public Page<ReratingRun.Change> changes(UUID id, ListRequest request) {
        return runs.changes(request, Condition.of("r.run_id = ?", id));
    }

    @Override
    public Class<ReratingContinues> eventType() {
        return ReratingContinues.class;
    }

    @Override
    public String name() {
        return "rerating";
    }

    @Override
    public void handle(ReratingContinues event) {
        ReratingRepository.Step step = runs.lockStep(event.runId());
        boolean more = switch (step.state()) {
            case CALCULATING -> calculate(step);
            case APPLYING -> applyStep(step);
            case CALCULATED, APPLIED -> false;
        };
        if (more) {
            outbox.publish(event);
        }
    }

    private boolean calculate(ReratingRepository.Step step) {
        List<ReratingRepository.Candidate> candidates = runs.candidates(step, STEP);
        KnownRates known = new KnownRates(rates);
        List<ReratingRepository.Planned> planned = new ArrayList<>();
        for (ReratingRepository.Candidate candidate : candidates) {
            CdrPricing.Priced priced = price(candidate, known);
            if (!priced.price().components().equals(candidate.components())) {
                planned.add(new ReratingRepository.Planned(candidate, priced));
            }
        }
        runs.plan(step.runId(), planned);
        boolean more = candidates.size() == STEP;
        runs.reached(
                step.runId(),
                candidates.isEmpty() ? null : candidates.getLast().mspCdrId(),
                candidates.size(),
                more ? null : clock.instant());
        return more;
    }

    private CdrPricing.Priced price(ReratingRepository.Candidate candidate, KnownRates known) {
        CdrFacts cdr = candidate.subject().facts();
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        CostComparison costs = CostComparison.of(
                candidate.subject().json(), tariffs.stored(candidate.subject().json(), cdr));
        return CdrPricing.price(
                cdr,
                costs,
                CurrencyUnit.of(candidate.currency()),
                CdrAssessing.currency(cdr.currency()),
                candidate.plan(),
                CdrPricing.day(cdr, today),
                known);
    }

    private boolean applyStep(ReratingRepository.Step step) {
        Instant now = clock.instant();
        boolean more = runs.applyStep(step.runId(), STEP, step.by(), now) == STEP;
        if (!more) {
            runs.applied(step.runId(), now);
        }
        return more;
    }
}
