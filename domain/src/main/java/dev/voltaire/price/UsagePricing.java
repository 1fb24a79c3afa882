package dev.voltaire.price;

import dev.voltaire.cdr.CdrPricing;
import dev.voltaire.cdr.CostComponent;
import dev.voltaire.cdr.CustomerPrice;
import dev.voltaire.cdr.plan.PlanTerms;
import dev.voltaire.currency.ExchangeRate;
import dev.voltaire.tariff.ChargingUsage;
import dev.voltaire.tariff.CostKind;
import dev.voltaire.tariff.RatingPolicy;
import dev.voltaire.tariff.RatingReport;
import dev.voltaire.tariff.RatingReportJson;
import dev.voltaire.tariff.RatingWarning;
import dev.voltaire.tariff.Tariff;
import dev.voltaire.tariff.TariffRating;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// What a usage costs a customer under the operator's tariffs and the terms of a plan. Pure, and rounded as CDRs are.
final class UsagePricing {
    private UsagePricing() {}

    /// @param rates from a currency into the customer's
    static Pricing price(
            ChargingUsage usage,
            List<Tariff> tariffs,
            PlanTerms terms,
            CurrencyUnit customers,
            Function<CurrencyUnit, Optional<ExchangeRate>> rates) {
        if (usage.periods().isEmpty()) {
            return new Pricing.NotAvailable(Pricing.Reason.UNREADABLE);
        }
        try {
            return switch (terms) {
                case PlanTerms.OwnTariff own -> own(usage, own, customers);
                case PlanTerms.Markup markup -> markedUp(usage, tariffs, markup, customers, rates);
            };
        } catch (ArithmeticException absurd) {
            return new Pricing.NotAvailable(Pricing.Reason.UNREADABLE);
        }
    }

    private static Pricing own(ChargingUsage usage, PlanTerms.OwnTariff own, CurrencyUnit customers) {
        CustomerPrice price = CdrPricing.ownPrice(own, usage, customers);
        BigDecimal total = price.total();
        if (total == null) {
            return new Pricing.NotAvailable(Pricing.Reason.NO_TARIFF);
        }
        List<PriceLine> lines = new ArrayList<>();
        sorted(price).forEach((component, amount) -> lines.add(new PriceLine(PricePart.PROVIDER, component, amount)));
        RatingReport report = TariffRating.rate(usage, own.tariff(), RatingPolicy.DEFAULT);
        return new Pricing.Priced(new WorkedPrice(customers, lines, total, null, null, RatingReportJson.write(report)));
    }

    private static Pricing markedUp(
            ChargingUsage usage,
            List<Tariff> tariffs,
            PlanTerms.Markup markup,
            CurrencyUnit customers,
            Function<CurrencyUnit, Optional<ExchangeRate>> rates) {
        RatingReport report = TariffRating.rate(usage, tariffs, RatingPolicy.DEFAULT);
        Tariff tariff = report.tariff();
        Map<CostComponent, BigDecimal> costs = costs(report);
        if (tariff == null || costs.isEmpty()) {
            return new Pricing.NotAvailable(Pricing.Reason.NO_TARIFF);
        }
        ExchangeRate rate = rates.apply(tariff.currency()).orElse(null);
        if (rate == null) {
            return new Pricing.NotAvailable(Pricing.Reason.NO_EXCHANGE_RATE);
        }
        CustomerPrice price = CdrPricing.markedUp(markup, costs, usage.energy(), rate);
        BigDecimal total = price.total();
        if (total == null) {
            return new Pricing.NotAvailable(Pricing.Reason.NO_TARIFF);
        }
        return new Pricing.Priced(new WorkedPrice(
                customers,
                lines(price, markup, usage),
                total,
                tariff.id(),
                rate.from().equals(rate.to()) ? null : rate,
                RatingReportJson.write(report)));
    }

    private static List<PriceLine> lines(CustomerPrice price, PlanTerms.Markup markup, ChargingUsage usage) {
        List<PriceLine> lines = new ArrayList<>();
        sorted(price).forEach((component, amount) -> {
            if (component != CostComponent.ADDITIONAL) {
                lines.add(new PriceLine(PricePart.OPERATOR, component, amount));
                return;
            }
            BigDecimal roaming = Money.of(price.currency(), markup.roaming().on(usage.energy()), RoundingMode.HALF_UP)
                    .getAmount()
                    .min(amount);
            add(lines, PricePart.PROVIDER, amount.subtract(roaming));
            add(lines, PricePart.ROAMING, roaming);
        });
        return lines;
    }

    private static void add(List<PriceLine> lines, PricePart part, BigDecimal amount) {
        if (amount.signum() != 0) {
            lines.add(new PriceLine(part, CostComponent.ADDITIONAL, amount));
        }
    }

    /// As far as the components explain the total: a minimum or maximum price belongs to none of them. Empty when there
    /// is no total.
    private static Map<CostComponent, BigDecimal> costs(RatingReport report) {
        BigDecimal total = report.warns(RatingWarning.Kind.NO_TARIFF)
                ? null
                : report.total().exclVat();
        if (total == null) {
            return Map.of();
        }
        if (report.limitExclVat() != null) {
            return Map.of(CostComponent.OTHER, total);
        }
        Map<CostComponent, BigDecimal> costs = new EnumMap<>(CostComponent.class);
        for (CostKind kind : CostKind.values()) {
            @Nullable BigDecimal amount = report.totals().of(kind).exclVat();
            if (amount != null && amount.signum() != 0) {
                costs.put(CostComponent.of(kind), amount);
            }
        }
        return costs.isEmpty() ? Map.of(CostComponent.ENERGY, total) : costs;
    }

    private static Map<CostComponent, BigDecimal> sorted(CustomerPrice price) {
        return new TreeMap<>(price.components());
    }
}
