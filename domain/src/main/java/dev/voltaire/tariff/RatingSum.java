package dev.voltaire.tariff;

import dev.voltaire.tariff.RatingReport.Limit;
import dev.voltaire.tariff.RatingReport.Line;
import dev.voltaire.tariff.RatingReport.PeriodWorking;
import dev.voltaire.tariff.RatingReport.Totals;
import dev.voltaire.tariff.RatingWarning.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds up the lines and holds the total within the tariff's minimum and maximum price, before and after tax
/// independently.
final class RatingSum {
    private final RatingPolicy.Rounding rounding;
    private final Collection<RatingWarning> warnings;

    RatingSum(RatingPolicy.Rounding rounding, Collection<RatingWarning> warnings) {
        this.rounding = rounding;
        this.warnings = warnings;
    }

    RatingReport report(@Nullable Tariff tariff, List<PeriodWorking> periods, List<SessionRating.DraftLine> drafts) {
        List<Line> lines = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            lines.add(drafts.get(i).settled(rounding));
        }
        if (tariff == null) {
            Price unknown = Price.UNKNOWN;
            Totals totals = new Totals(unknown, unknown, unknown, unknown, unknown, unknown);
            return new RatingReport(null, periods, lines, totals, unknown, null, null, List.copyOf(warnings));
        }
        Totals totals = totals(lines);
        Price sum = totals.sum();
        if (sum.exclVat() == null || sum.inclVat() == null) {
            warnings.add(new RatingWarning(Kind.VAT_UNKNOWN, tariff.id(), null));
        }
        Limit excl = limit(sum.exclVat(), exclVat(tariff.minPrice()), exclVat(tariff.maxPrice()));
        Limit incl = limit(sum.inclVat(), inclVat(tariff, tariff.minPrice()), inclVat(tariff, tariff.maxPrice()));
        Price total = rounding.total(limited(tariff, lines, sum, excl, incl));
        return new RatingReport(tariff, periods, lines, totals, total, excl, incl, List.copyOf(warnings));
    }

    private Totals totals(List<Line> lines) {
        Price fixed = Price.ZERO;
        Price energy = Price.ZERO;
        Price time = Price.ZERO;
        Price parking = Price.ZERO;
        Price reservation = Price.ZERO;
        for (int i = 0; i < lines.size(); i++) {
            Price amount = lines.get(i).amount();
            switch (lines.get(i).kind()) {
                case FIXED -> fixed = fixed.plus(amount);
                case ENERGY -> energy = energy.plus(amount);
                case TIME -> time = time.plus(amount);
                case PARKING -> parking = parking.plus(amount);
                case RESERVATION -> reservation = reservation.plus(amount);
            }
        }
        Price sum = fixed.plus(energy).plus(time).plus(parking).plus(reservation);
        return new Totals(
                rounding.total(fixed),
                rounding.total(energy),
                rounding.total(time),
                rounding.total(parking),
                rounding.total(reservation),
                rounding.total(sum));
    }

    private Price limited(Tariff tariff, List<Line> lines, Price sum, @Nullable Limit excl, @Nullable Limit incl) {
        if (excl == null && incl == null) {
            return sum;
        }
        BigDecimal exclVat = excl == null ? sum.exclVat() : exclVat(priceOf(tariff, excl));
        BigDecimal inclVat = incl == null ? sum.inclVat() : inclVat(tariff, priceOf(tariff, incl));
        if (excl != null && inclVat == null) {
            inclVat = inclVat(tariff, priceOf(tariff, excl));
        }
        if (incl != null && exclVat == null) {
            exclVat = exclVat(priceOf(tariff, incl));
        }
        Price stated = new Price(exclVat, inclVat);
        if (excl != null && incl == null && inclVat(tariff, priceOf(tariff, excl)) == null) {
            return oneSided(tariff, new Price(exclVat, null), lines);
        }
        if (incl != null && excl == null && exclVat(priceOf(tariff, incl)) == null) {
            return oneSided(tariff, new Price(null, inclVat), lines);
        }
        return stated;
    }

    /// The limit bit on one side of the tax and says nothing of the other. When every line has the same rate the other
    /// side follows from it; else it is unknown.
    private Price oneSided(Tariff tariff, Price known, List<Line> lines) {
        warnings.add(new RatingWarning(Kind.LIMIT_ONE_SIDED, tariff.id(), null));
        BigDecimal vat = commonVat(lines);
        if (vat == null) {
            return known;
        }
        BigDecimal factor = PriceComponent.factor(vat);
        if (known.exclVat() != null) {
            return new Price(known.exclVat(), known.exclVat().multiply(factor));
        }
        BigDecimal inclVat = known.inclVat();
        return inclVat == null ? known : new Price(inclVat.divide(factor, SessionRating.PRECISION), inclVat);
    }

    private static @Nullable BigDecimal commonVat(List<Line> lines) {
        BigDecimal common = null;
        for (Line line : lines) {
            BigDecimal vat = line.match().component().vat();
            if (vat == null || (common != null && common.compareTo(vat) != 0)) {
                return null;
            }
            common = vat;
        }
        return common;
    }

    private static @Nullable Limit limit(
            @Nullable BigDecimal amount, @Nullable BigDecimal min, @Nullable BigDecimal max) {
        if (amount != null && max != null && amount.compareTo(max) > 0) {
            return Limit.MAXIMUM;
        }
        return amount != null && min != null && amount.compareTo(min) < 0 ? Limit.MINIMUM : null;
    }

    private static @Nullable Price priceOf(Tariff tariff, Limit limit) {
        return switch (limit) {
            case MINIMUM -> tariff.minPrice();
            case MAXIMUM -> tariff.maxPrice();
        };
    }

    private static @Nullable BigDecimal exclVat(@Nullable Price limit) {
        return limit == null ? null : limit.exclVat();
    }

    private static @Nullable BigDecimal inclVat(Tariff tariff, @Nullable Price limit) {
        if (limit == null) {
            return null;
        }
        return tariff.taxTreatment() == TaxTreatment.NOT_APPLICABLE ? limit.exclVat() : limit.inclVat();
    }
}
