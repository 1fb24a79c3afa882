package dev.voltaire.cdr;

import dev.voltaire.cdr.Finding.Severity;
import dev.voltaire.currency.ExchangeRate;
import dev.voltaire.currency.ExchangeRateRepository;
import dev.voltaire.currency.KnownRates;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.outbox.OutboxHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;

/// Finds out whose CDRs they are, whether they are plausible and what they should have cost, and makes the MSP CDRs the
/// customers are charged by. Done once per CDR, for as many at once as wait.
@ApplicationScoped
class CdrAssessing implements OutboxHandler<CpoCdrReceived> {
    private static final int AT_ONCE = 100;

    private final CdrAssessmentRepository assessments;
    private final MspCdrRepository mspCdrs;
    private final ExchangeRateRepository rates;
    private final CdrTariffs tariffs;
    private final Outbox outbox;
    private final Clock clock;
    private final Plausibility plausibility;
    private final CurrencyUnit baseCurrency;

    @Inject
    CdrAssessing(
            CdrAssessmentRepository assessments,
            MspCdrRepository mspCdrs,
            ExchangeRateRepository rates,
            CdrTariffs tariffs,
            Outbox outbox,
            Clock clock,
            @ConfigProperty(name = "voltaire.cdr.plausibility") Optional<List<String>> severities,
            @ConfigProperty(name = "voltaire.cdr.limits") Optional<List<String>> limits,
            @ConfigProperty(name = "voltaire.base-currency", defaultValue = "EUR") String baseCurrency) {
        this.assessments = assessments;
        this.mspCdrs = mspCdrs;
        this.rates = rates;
        this.tariffs = tariffs;
        this.outbox = outbox;
        this.clock = clock;
        this.plausibility =
                new Plausibility(PlausibilityPolicy.configured(severities.orElse(List.of()), limits.orElse(List.of())));
        this.baseCurrency = CurrencyUnit.of(baseCurrency);
    }

    @Override
    public Class<CpoCdrReceived> eventType() {
        return CpoCdrReceived.class;
    }

    @Override
    public String name() {
        return "cdr-assessing";
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public void handle(CpoCdrReceived event) {
        handleAll(List.of(event));
    }

    @Override
    public void handleAll(List<CpoCdrReceived> events) {
        List<CdrSubject> subjects = assessments.unassessed(
                events.stream().map(CpoCdrReceived::cpoCdrId).toList());
        // a credit needs to know what was charged for the CDR it takes back, which may be among these
        assess(subjects.stream().filter(subject -> !subject.facts().credit()).toList());
        assess(subjects.stream().filter(subject -> subject.facts().credit()).toList());
    }

    private void assess(List<CdrSubject> subjects) {
        if (subjects.isEmpty()) {
            return;
        }
        Map<UUID, CdrEvidence> evidence = assessments.evidence(subjects);
        KnownRates known = new KnownRates(rates);
        List<CdrAssessmentRepository.Assessed> assessed = new ArrayList<>(subjects.size());
        List<MspCdrRepository.Draft> drafts = new ArrayList<>(subjects.size());
        for (CdrSubject subject : subjects) {
            assess(subject, Objects.requireNonNull(evidence.get(subject.id())), known, assessed, drafts);
        }
        assessments.insert(assessed);
        mspCdrs.insert(drafts);
    }

    private void assess(
            CdrSubject subject,
            CdrEvidence evidence,
            KnownRates known,
            List<CdrAssessmentRepository.Assessed> assessed,
            List<MspCdrRepository.Draft> drafts) {
        CdrFacts cdr = subject.facts();
        Instant now = clock.instant();
        LocalDate day = CdrPricing.day(cdr, now.atZone(ZoneOffset.UTC).toLocalDate());
        CostComparison costs = CostComparison.of(subject.json(), tariffs.stored(subject.json(), cdr));
        if (subject.duplicateOf() != null) {
            assessed.add(duplicate(subject, evidence, costs, now));
            return;
        }
        List<Finding> findings = new ArrayList<>(plausibility.check(cdr, costs, evidence, now));
        CurrencyUnit currency = currency(cdr.currency());
        if (currency == null) {
            findings.add(plausibility.finding(
                    PlausibilityRule.CURRENCY_UNKNOWN, cdr.currency() == null ? "" : cdr.currency()));
        }
        Optional<ExchangeRate> toBase = currency == null ? Optional.empty() : known.find(currency, baseCurrency, day);
        Charge charge = charge(cdr, costs, evidence, currency, day, known);
        if (charge != null && charge.priced().rateMissing() && currency != null) {
            findings.add(plausibility.finding(PlausibilityRule.EXCHANGE_RATE_MISSING, currency.getCode()));
        }
        Severity worst = Plausibility.overall(findings);
        assessed.add(new CdrAssessmentRepository.Assessed(
                subject.id(),
                evidence,
                CdrJson.write(CostTable.of(costs, toBase.orElse(null))),
                toBase.map(rate -> CdrJson.write(CostTable.Conversion.of(rate))).orElse(null),
                costs.verdict(),
                costs.difference(),
                worst == Severity.NOTE ? "PASS" : worst.name(),
                CdrJson.write(findings),
                now));
        announce(subject, evidence, findings);
        CdrEvidence.Holder holder = evidence.holder();
        if (charge != null && holder != null) {
            if (evidence.quoted() && !cdr.credit()) {
                outbox.publish(new QuotedCdrRated(subject.id()));
            }
            drafts.add(new MspCdrRepository.Draft(
                    subject.id(),
                    cdr,
                    holder,
                    evidence.sessionId(),
                    charge.priced().price(),
                    charge.priced().planId(),
                    approval(worst),
                    charge.credited(),
                    now));
        }
    }

    /// Nobody is charged for it, and nothing follows from it.
    private CdrAssessmentRepository.Assessed duplicate(
            CdrSubject subject, CdrEvidence evidence, CostComparison costs, Instant now) {
        Finding finding = plausibility.finding(
                PlausibilityRule.RECEIVED_FROM_ANOTHER_PARTNER, String.valueOf(subject.duplicateOf()));
        return new CdrAssessmentRepository.Assessed(
                subject.id(),
                evidence,
                CdrJson.write(CostTable.of(costs, null)),
                null,
                costs.verdict(),
                costs.difference(),
                finding.severity() == Severity.NOTE
                        ? "PASS"
                        : finding.severity().name(),
                CdrJson.write(List.of(finding)),
                now);
    }

    private void announce(CdrSubject subject, CdrEvidence evidence, List<Finding> findings) {
        UUID credited = evidence.creditedCpoCdrId();
        if (credited != null) {
            outbox.publish(new CpoCdrCredited(subject.id(), credited));
        }
        if (subject.facts().homeChargingCompensation()) {
            outbox.publish(new HomeCompensationReported(subject.id()));
        }
        CdrEvidence.Holder holder = evidence.holder();
        if (holder != null
                && findings.stream()
                        .anyMatch(finding -> finding.rule().fraud() && finding.severity() == Severity.REJECTED)) {
            outbox.publish(new FraudSuspected(subject.id(), holder.tokenId()));
        }
    }

    /// @param credited the MSP CDR it takes back
    private record Charge(
            CdrPricing.Priced priced, @Nullable UUID credited) {}

    /// Null when nobody is charged: no customer of ours, or energy a driver is reimbursed for.
    private @Nullable Charge charge(
            CdrFacts cdr,
            CostComparison costs,
            CdrEvidence evidence,
            @Nullable CurrencyUnit currency,
            LocalDate day,
            KnownRates known) {
        CdrEvidence.Holder holder = evidence.holder();
        if (holder == null || holder.organisationUnitId() == null || cdr.homeChargingCompensation()) {
            return null;
        }
        CurrencyUnit customers = holder.currency() == null ? baseCurrency : CurrencyUnit.of(holder.currency());
        CdrEvidence.Credited credited = evidence.credited();
        if (credited != null) {
            if (!credited.assessed()) {
                throw new IllegalStateException("the credited CDR waits to be assessed first");
            }
            CdrEvidence.Charged charged = credited.charged();
            if (charged != null && takesAllBack(costs.receivedTotal(), credited.total())) {
                return new Charge(new CdrPricing.Priced(charged.price().negated(), null, false), charged.mspCdrId());
            }
        }
        return new Charge(CdrPricing.price(cdr, costs, customers, currency, evidence.plan(), day, known), null);
    }

    /// A credit CDR negates the total of the one it takes back (OCPI 2.2.1 §10.3.1.3); some operators send it positive.
    private static boolean takesAllBack(@Nullable BigDecimal credit, @Nullable BigDecimal original) {
        return credit != null && original != null && credit.abs().compareTo(original.abs()) == 0;
    }

    private static ApprovalState approval(Severity worst) {
        return switch (worst) {
            case NOTE -> ApprovalState.APPROVED;
            case SUSPICIOUS -> ApprovalState.PENDING;
            case REJECTED -> ApprovalState.REJECTED;
        };
    }

    static @Nullable CurrencyUnit currency(@Nullable String code) {
        try {
            return code == null ? null : CurrencyUnit.of(code.toUpperCase(Locale.ROOT));
        } catch (IllegalCurrencyException unknown) {
            return null;
        }
    }
}
