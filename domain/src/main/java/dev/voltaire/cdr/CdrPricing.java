package dev.voltaire.cdr;

import dev.voltaire.cdr.plan.PlanTerms;
import dev.voltaire.currency.ExchangeRate;
import dev.voltaire.currency.KnownRates;
import dev.voltaire.tariff.ChargingUsage;
import dev.voltaire.tariff.CostKind;
import dev.voltaire.tariff.RatingPolicy;
import dev.voltaire.tariff.RatingReport;
import dev.voltaire.tariff.TariffRating;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// The customer's price of a session: the operator's costs and a markup, or a tariff of our own. Pure.
public final class CdrPricing {
    private CdrPricing() {}

    /// @param planId the plan that made it; absent when the operator's price passed through
    /// @param rateMissing there is no price because there is no exchange rate
    record Priced(CustomerPrice price, @Nullable UUID planId, boolean rateMissing) {}

    /// @param currency of the CDR; absent when it is none we know
    /// @param on the day whose exchange rate holds
    static Priced price(
            CdrFacts cdr,
            CostComparison costs,
            CurrencyUnit customers,
            @Nullable CurrencyUnit currency,
            CdrEvidence.@Nullable Plan plan,
            LocalDate on,
            KnownRates rates) {
        PlanTerms terms = plan == null || cdr.credit() ? PlanTerms.Markup.NOTHING : plan.terms();
        UUID planId = plan == null || cdr.credit() ? null : plan.id();
        return switch (terms) {
            case PlanTerms.OwnTariff own -> new Priced(ownPrice(own, costs.usage(), customers), planId, false);
            case PlanTerms.Markup markup -> {
                Optional<ExchangeRate> rate = currency == null ? Optional.empty() : rates.find(currency, customers, on);
                yield rate.map(known ->
                                new Priced(markedUp(markup, costs.payable(), cdr.energyKwh(), known), planId, false))
                        .orElseGet(() -> new Priced(unknown(customers), null, currency != null));
            }
        };
    }

    /// The operator's costs, in its currency, with what we add.
    ///
    /// @param rate into the customer's currency
    public static CustomerPrice markedUp(
            PlanTerms.Markup markup,
            Map<CostComponent, BigDecimal> costs,
            @Nullable BigDecimal energyKwh,
            ExchangeRate rate) {
        return CustomerPrice.of(rate.to(), converted(costs, rate), energyKwh, markup);
    }

    static CustomerPrice unknown(CurrencyUnit currency) {
        return new CustomerPrice(currency, Map.of());
    }

    /// The day whose rate converts a CDR: that of its end.
    static LocalDate day(CdrFacts cdr, LocalDate otherwise) {
        return cdr.endedAt() == null
                ? otherwise
                : cdr.endedAt().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /// With a tariff of our own. Unknown when it prices nothing of what was used.
    public static CustomerPrice ownPrice(
            PlanTerms.OwnTariff own, @Nullable ChargingUsage usage, CurrencyUnit customers) {
        if (usage == null || usage.periods().isEmpty()) {
            return unknown(customers);
        }
        RatingReport report;
        try {
            report = TariffRating.rate(usage, own.tariff(), RatingPolicy.DEFAULT);
        } catch (ArithmeticException absurd) {
            return unknown(customers);
        }
        BigDecimal total = report.total().exclVat();
        if (total == null) {
            return unknown(customers);
        }
        Map<CostComponent, BigDecimal> parts = new EnumMap<>(CostComponent.class);
        for (CostKind kind : CostKind.values()) {
            BigDecimal amount = report.totals().of(kind).exclVat();
            if (amount != null && amount.signum() != 0) {
                parts.put(CostComponent.of(kind), amount);
            }
        }
        boolean limited = report.limitExclVat() != null;
        return CustomerPrice.of(
                customers, limited || parts.isEmpty() ? Map.of(CostComponent.OTHER, total) : parts, null, null);
    }

    private static Map<CostComponent, BigDecimal> converted(Map<CostComponent, BigDecimal> costs, ExchangeRate rate) {
        if (rate.from().equals(rate.to())) {
            return costs;
        }
        Map<CostComponent, BigDecimal> converted = new LinkedHashMap<>();
        costs.forEach((component, amount) -> converted.put(component, rate.convert(amount)));
        return converted;
    }
}
