package dev.voltaire.cdr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.cdr.Finding.Severity;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.tariff.Tariff;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import dev.voltaire.tariff.ocpi.UnreadableOcpiException;
import dev.voltaire.tariff.store.TariffStore;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;

/// Finds out whose CDR it is, whether it is plausible and what it should have cost, and makes the MSP CDR the customer
/// is charged by. Done once per CDR.
@ApplicationScoped
class CdrAssessing implements OutboxHandler<CpoCdrReceived> {
    private final CdrAssessmentRepository assessments;
    private final MspCdrRepository mspCdrs;
    private final ExchangeRateRepository rates;
    private final TariffStore tariffs;
    private final Outbox outbox;
    private final Clock clock;
    private final Plausibility plausibility;
    private final CurrencyUnit baseCurrency;

    @Inject
    CdrAssessing(
            CdrAssessmentRepository assessments,
            MspCdrRepository mspCdrs,
            ExchangeRateRepository rates,
            TariffStore tariffs,
            Outbox outbox,
            Clock clock,
            @ConfigProperty(name = "voltaire.cdr.plausibility") Optional<List<String>> severities,
            @ConfigProperty(name = "voltaire.base-currency", defaultValue = "EUR") String baseCurrency) {
        this.assessments = assessments;
        this.mspCdrs = mspCdrs;
        this.rates = rates;
        this.tariffs = tariffs;
        this.outbox = outbox;
        this.clock = clock;
        this.plausibility = new Plausibility(severities(severities.orElse(List.of())));
        this.baseCurrency = CurrencyUnit.of(baseCurrency);
    }

    /// Entries are `RULE=SEVERITY`, for example `TOO_OLD=NOTE`.
    private static Map<PlausibilityRule, Severity> severities(List<String> entries) {
        Map<PlausibilityRule, Severity> severities = new LinkedHashMap<>();
        for (String entry : entries) {
            String[] parts = entry.strip().split("=", 2);
            severities.put(PlausibilityRule.valueOf(parts[0].strip()), Severity.valueOf(parts[1].strip()));
        }
        return severities;
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
    public void handle(CpoCdrReceived event) {
        CdrAssessmentRepository.Stored stored = assessments.stored(event.cpoCdrId());
        if (stored.assessed()) {
            return;
        }
        JsonNode json = OcpiTariffJson.parse(new String(stored.raw(), StandardCharsets.UTF_8));
        CdrFacts cdr = CdrFacts.read(json, new PartyId(stored.countryCode(), stored.partyId()));
        CdrEvidence evidence = assessments.evidence(stored.id(), cdr);
        CostComparison costs = CostComparison.of(json, storedTariffs(json, cdr));
        Instant now = clock.instant();
        List<Finding> findings = new ArrayList<>(plausibility.check(cdr, costs, evidence, now));
        CurrencyUnit currency = currency(cdr.currency());
        if (currency == null) {
            findings.add(plausibility.finding(
                    PlausibilityRule.CURRENCY_UNKNOWN, cdr.currency() == null ? "" : cdr.currency()));
        }
        Optional<ExchangeRate> toBase = currency == null ? Optional.empty() : rate(currency, baseCurrency, cdr, now);
        Pricing pricing = price(stored.id(), cdr, costs, evidence, currency, now, findings);
        Severity worst = Plausibility.overall(findings);
        assessments.insert(new CdrAssessmentRepository.Assessed(
                stored.id(),
                evidence,
                CdrJson.write(CostTable.of(costs, toBase.orElse(null))),
                toBase.map(rate -> CdrJson.write(CostTable.Conversion.of(rate))).orElse(null),
                costs.verdict(),
                costs.difference(),
                worst == Severity.NOTE ? "PASS" : worst.name(),
                CdrJson.write(findings),
                now));
        if (cdr.credit() && evidence.creditedCpoCdrId() != null) {
            outbox.publish(new CpoCdrCredited(stored.id(), evidence.creditedCpoCdrId()));
        }
        CdrEvidence.Holder holder = evidence.holder();
        if (pricing != null && holder != null) {
            mspCdrs.insert(
                    stored.id(),
                    cdr,
                    holder,
                    evidence.sessionId(),
                    pricing.price(),
                    pricing.markup(),
                    approval(worst),
                    pricing.credited(),
                    now);
        }
    }

    /// Those the periods name, as they were when the session started, when the CDR carries none itself.
    private List<Tariff> storedTariffs(JsonNode json, CdrFacts cdr) {
        Instant start = cdr.startedAt();
        if (start == null || !json.path("tariffs").isEmpty()) {
            return List.of();
        }
        Set<String> named = new LinkedHashSet<>();
        json.path("charging_periods")
                .forEach(period -> named.add(period.path("tariff_id").asText("")));
        PartyId party = cdr.key().party();
        List<Tariff> stored = new ArrayList<>();
        for (String id : named) {
            tariffs.inForce(party.countryCode(), party.partyId(), id, start)
                    .flatMap(CdrAssessing::readable)
                    .ifPresent(stored::add);
        }
        return stored;
    }

    private static Optional<Tariff> readable(TariffStore.Stored stored) {
        try {
            return Optional.of(
                    OcpiTariffJson.read(OcpiTariffJson.parse(stored.raw())).tariff());
        } catch (UnreadableOcpiException unreadable) {
            return Optional.empty();
        }
    }

    private record Pricing(
            CustomerPrice price,
            CustomerPrice.@Nullable Markup markup,
            @Nullable UUID credited) {}

    /// Null when nobody is charged: no customer of ours, or energy a driver is reimbursed for.
    private @Nullable Pricing price(
            UUID id,
            CdrFacts cdr,
            CostComparison costs,
            CdrEvidence evidence,
            @Nullable CurrencyUnit currency,
            Instant now,
            List<Finding> findings) {
        CdrEvidence.Holder holder = evidence.holder();
        if (holder == null || holder.organisationUnitId() == null || cdr.homeChargingCompensation()) {
            return null;
        }
        CurrencyUnit customers =
                CurrencyUnit.of(holder.currency() == null ? baseCurrency.getCode() : holder.currency());
        if (cdr.credit() && evidence.creditedCpoCdrId() != null) {
            if (!assessments.stored(evidence.creditedCpoCdrId()).assessed()) {
                throw new IllegalStateException("the credited CDR waits to be assessed first");
            }
            Optional<MspCdrRepository.Charged> charged = mspCdrs.charged(evidence.creditedCpoCdrId());
            if (charged.isPresent() && takesAllBack(costs.receivedTotal(), evidence.creditedTotal())) {
                return new Pricing(
                        charged.get().price().negated(), null, charged.get().mspCdrId());
            }
        }
        Optional<ExchangeRate> rate = currency == null ? Optional.empty() : rate(currency, customers, cdr, now);
        if (rate.isEmpty()) {
            if (currency != null) {
                findings.add(plausibility.finding(PlausibilityRule.EXCHANGE_RATE_MISSING, currency.getCode()));
            }
            return new Pricing(new CustomerPrice(customers, Map.of()), null, null);
        }
        Instant charged = cdr.startedAt() == null ? now : cdr.startedAt();
        CustomerPrice.Markup markup = cdr.credit()
                ? null
                : assessments
                        .markup(holder.organisationUnitId(), customers.getCode(), charged)
                        .orElse(null);
        Map<CostComponent, BigDecimal> payable = converted(costs.payable(), rate.get());
        return new Pricing(CustomerPrice.of(customers, payable, cdr.energyKwh(), markup), markup, null);
    }

    /// A credit CDR negates the total of the one it takes back (OCPI 2.2.1 §10.3.1.3); some operators send it positive.
    private static boolean takesAllBack(@Nullable BigDecimal credit, @Nullable BigDecimal original) {
        return credit != null && original != null && credit.abs().compareTo(original.abs()) == 0;
    }

    private static Map<CostComponent, BigDecimal> converted(Map<CostComponent, BigDecimal> costs, ExchangeRate rate) {
        if (rate.from().equals(rate.to())) {
            return costs;
        }
        Map<CostComponent, BigDecimal> converted = new LinkedHashMap<>();
        costs.forEach((component, amount) -> converted.put(component, rate.convert(amount)));
        return converted;
    }

    private Optional<ExchangeRate> rate(CurrencyUnit from, CurrencyUnit to, CdrFacts cdr, Instant now) {
        LocalDate on = (cdr.endedAt() == null ? now : cdr.endedAt())
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        return rates.find(from, to, on);
    }

    private static ApprovalState approval(Severity worst) {
        return switch (worst) {
            case NOTE -> ApprovalState.APPROVED;
            case SUSPICIOUS -> ApprovalState.PENDING;
            case REJECTED -> ApprovalState.REJECTED;
        };
    }

    private static @Nullable CurrencyUnit currency(@Nullable String code) {
        try {
            return code == null ? null : CurrencyUnit.of(code.toUpperCase(Locale.ROOT));
        } catch (IllegalCurrencyException unknown) {
            return null;
        }
    }
}
