package dev.voltaire.tariff;

import dev.voltaire.tariff.RatingReport.Charge;
import dev.voltaire.tariff.RatingReport.Line;
import dev.voltaire.tariff.RatingReport.Match;
import dev.voltaire.tariff.RatingReport.PeriodWorking;
import dev.voltaire.tariff.RatingWarning.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One run of the rating: matches each period, applies step sizes on the session, sums lines.
final class SessionRating {
    static final MathContext PRECISION = MathContext.DECIMAL128;

    private final ChargingUsage usage;
    private final RatingPolicy policy;
    private final List<Tariff> candidates;
    private final @Nullable Tariff atStart;
    private final boolean periodsNameTariffs;
    private final Instant useStart;
    private final ElementChoice choice;
    private final Set<RatingWarning> warnings = new LinkedHashSet<>(4);
    private final List<DraftCharge> charges = new ArrayList<>();
    private final List<DraftLine> lines = new ArrayList<>();
    private boolean flatCharged;
    private boolean reservationFlatCharged;

    SessionRating(ChargingUsage usage, Tariff tariff, RatingPolicy policy) {
        this(usage, policy, List.of(tariff), tariff, false);
    }

    SessionRating(ChargingUsage usage, List<Tariff> tariffs, RatingPolicy policy) {
        this(
                usage,
                policy,
                tariffs,
                TariffSelection.select(tariffs, policy.tariffType(), usage.start()),
                namesTariffs(usage));
        if (atStart != null
                && !periodsNameTariffs
                && TariffSelection.ambiguous(tariffs, atStart, policy.tariffType(), usage.start())) {
            warn(Kind.TARIFF_AMBIGUOUS, atStart.id(), null);
        }
    }

    private SessionRating(
            ChargingUsage usage,
            RatingPolicy policy,
            List<Tariff> candidates,
            @Nullable Tariff chosen,
            boolean periodsNameTariffs) {
        this.usage = usage;
        this.policy = policy;
        this.candidates = candidates;
        this.periodsNameTariffs = periodsNameTariffs;
        this.atStart = periodsNameTariffs ? firstNamed(usage, candidates, chosen) : chosen;
        Instant firstUse = usage.useStart();
        this.useStart = firstUse == null ? usage.start() : firstUse;
        this.choice = new ElementChoice(warnings);
    }

    RatingReport report() {
        if (atStart == null) {
            warn(Kind.NO_TARIFF, "session", null);
        } else if (!atStart.validAt(usage.start())) {
            warn(Kind.TARIFF_NOT_VALID_AT_START, atStart.id(), null);
        }
        if (usage.periods().isEmpty()) {
            warn(Kind.NO_PERIODS, "session", null);
        }
        int[] chargesUntil = new int[usage.periods().size()];
        BigDecimal energyBefore = BigDecimal.ZERO;
        for (int i = 0; i < chargesUntil.length; i++) {
            UsagePeriod period = usage.periods().get(i);
            Tariff tariff = tariffOf(period);
            if (tariff != null) {
                reserve(tariff, period, energyBefore);
                use(tariff, period, i, energyBefore);
            }
            BigDecimal energy = period.energy();
            energyBefore = energy == null ? energyBefore : energyBefore.add(energy);
            chargesUntil[i] = charges.size();
        }
        StepSizes.apply(charges, warnings);
        warnAboutOmissions();
        return new RatingSum(policy.rounding(), warnings).report(atStart, workings(chargesUntil), lines);
    }

    private void reserve(Tariff tariff, UsagePeriod period, BigDecimal energyBefore) {
        BigDecimal hours = period.reservationTime();
        if (hours == null) {
            return;
        }
        Situation situation = new Situation(period.start(), usage.zone(), period, energyBefore, usage.start());
        if (!reservationFlatCharged) {
            int element = choice.reservation(tariff, Dimension.FLAT, situation, usage.reservationExpired());
            if (element >= 0) {
                reservationFlatCharged = true;
                charge(tariff, element, CostKind.RESERVATION, Dimension.FLAT, BigDecimal.ONE);
            }
        }
        if (hours.signum() > 0) {
            int element = choice.reservation(tariff, Dimension.TIME, situation, usage.reservationExpired());
            charge(tariff, element, CostKind.RESERVATION, Dimension.TIME, hours);
        }
    }

    private void use(Tariff tariff, UsagePeriod period, int index, BigDecimal energyBefore) {
        if (period.reservationOnly()) {
            return;
        }
        Situation situation = new Situation(period.start(), usage.zone(), period, energyBefore, useStart);
        Instant end = usage.periodEnd(index);
        if (!flatCharged) {
            int element = choice.use(tariff, Dimension.FLAT, situation);
            if (element >= 0) {
                flatCharged = true;
                charge(tariff, element, CostKind.FIXED, Dimension.FLAT, BigDecimal.ONE);
            }
        }
        meter(tariff, CostKind.ENERGY, Dimension.ENERGY, period.energy(), situation, end);
        meter(tariff, CostKind.TIME, Dimension.TIME, period.time(), situation, end);
        meter(tariff, CostKind.PARKING, Dimension.PARKING_TIME, period.parkingTime(), situation, end);
    }

    private void meter(
            Tariff tariff,
            CostKind kind,
            Dimension dimension,
            @Nullable BigDecimal volume,
            Situation situation,
            Instant end) {
        if (volume == null || volume.signum() == 0) {
            return;
        }
        int element = choice.use(tariff, dimension, situation);
        choice.warnIfItChanges(tariff, dimension, element, situation, end);
        if (element < 0 && choice.prices(tariff, dimension)) {
            warn(Kind.NO_ELEMENT_MATCHED, dimension.name(), situation.at());
        }
        if (volume.signum() < 0) {
            warn(Kind.NEGATIVE_VOLUME, dimension.name(), situation.at());
        }
        charge(tariff, element, kind, dimension, volume);
    }

    private void charge(Tariff tariff, int element, CostKind kind, Dimension dimension, BigDecimal volume) {
        DraftLine line = element < 0 ? null : line(tariff, element, kind, dimension);
        charges.add(new DraftCharge(kind, dimension, volume, line));
    }

    private DraftLine line(Tariff tariff, int element, CostKind kind, Dimension dimension) {
        for (int i = 0; i < lines.size(); i++) {
            DraftLine line = lines.get(i);
            if (line.tariff.equals(tariff)
                    && line.match.element() == element + 1
                    && line.kind == kind
                    && line.match.component().dimension() == dimension) {
                return line;
            }
        }
        TariffElement matched = tariff.elements().get(element);
        PriceComponent component = matched.component(dimension);
        if (component == null) {
            throw new IllegalStateException("element " + element + " prices no " + dimension);
        }
        DraftLine line =
                new DraftLine(tariff, kind, new Match(tariff.id(), element + 1, matched.restrictions(), component));
        lines.add(line);
        return line;
    }

    private @Nullable Tariff tariffOf(UsagePeriod period) {
        if (!periodsNameTariffs) {
            return atStart;
        }
        String id = period.tariffId();
        if (id == null) {
            warn(Kind.PERIOD_WITHOUT_TARIFF, "session", period.start());
            return null;
        }
        Tariff named = TariffSelection.named(candidates, id, usage.start());
        if (named == null) {
            warn(Kind.UNKNOWN_TARIFF_ID, id, period.start());
            return atStart;
        }
        if (named.type() == TariffType.AD_HOC_PAYMENT) {
            warn(Kind.AD_HOC_TARIFF, id, period.start());
        }
        if (atStart != null && !named.equals(atStart)) {
            if (!named.currency().equals(atStart.currency())) {
                throw new IllegalArgumentException("tariffs of one session are in one currency");
            }
            warn(Kind.TARIFF_CHANGED, id, period.start());
        }
        return named;
    }

    private void warnAboutOmissions() {
        if (atStart == null) {
            return;
        }
        if (lines.isEmpty() && !charges.isEmpty()) {
            warn(Kind.NOTHING_PRICED, atStart.id(), null);
        }
        if (choice.prices(atStart, Dimension.ENERGY) && noneReported(CostKind.ENERGY)) {
            warn(Kind.VOLUME_NOT_REPORTED, Dimension.ENERGY.name(), null);
        }
        if (choice.prices(atStart, Dimension.TIME) && noneReported(CostKind.TIME) && noneReported(CostKind.PARKING)) {
            warn(Kind.VOLUME_NOT_REPORTED, Dimension.TIME.name(), null);
        }
    }

    private boolean noneReported(CostKind kind) {
        boolean used = false;
        for (int i = 0; i < usage.periods().size(); i++) {
            UsagePeriod period = usage.periods().get(i);
            used |= !period.reservationOnly();
            boolean reported = switch (kind) {
                case ENERGY -> period.energy() != null;
                case TIME -> period.time() != null;
                case PARKING -> period.parkingTime() != null;
                case RESERVATION -> period.reservationTime() != null;
                case FIXED -> true;
            };
            if (reported) {
                return false;
            }
        }
        return used;
    }

    private List<PeriodWorking> workings(int[] chargesUntil) {
        List<PeriodWorking> workings = new ArrayList<>(chargesUntil.length);
        int from = 0;
        for (int i = 0; i < chargesUntil.length; i++) {
            List<Charge> working = new ArrayList<>(chargesUntil[i] - from);
            for (; from < chargesUntil[i]; from++) {
                working.add(charges.get(from).settled());
            }
            workings.add(new PeriodWorking(usage.periods().get(i).start(), usage.periodEnd(i), working));
        }
        return workings;
    }

    private void warn(Kind kind, String subject, @Nullable Instant period) {
        warnings.add(new RatingWarning(kind, subject, period));
    }

    private static boolean namesTariffs(ChargingUsage usage) {
        for (UsagePeriod period : usage.periods()) {
            if (period.tariffId() != null) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Tariff firstNamed(
            ChargingUsage usage, List<Tariff> candidates, @Nullable Tariff otherwise) {
        for (UsagePeriod period : usage.periods()) {
            String id = period.tariffId();
            Tariff named = id == null ? null : TariffSelection.named(candidates, id, usage.start());
            if (named != null) {
                return named;
            }
        }
        return otherwise;
    }

    /// A charge whose billed volume the step size may still raise.
    static final class DraftCharge {
        final CostKind kind;
        final Dimension dimension;
        final BigDecimal volume;
        final @Nullable DraftLine line;
        BigDecimal billed;

        DraftCharge(CostKind kind, Dimension dimension, BigDecimal volume, @Nullable DraftLine line) {
            this.kind = kind;
            this.dimension = dimension;
            this.volume = volume;
            this.billed = volume;
            this.line = line;
        }

        Charge settled() {
            if (line == null) {
                return new Charge(kind, dimension, volume, BigDecimal.ZERO, null, Price.ZERO);
            }
            line.volume = line.volume.add(volume);
            line.billed = line.billed.add(billed);
            return new Charge(
                    kind,
                    dimension,
                    volume,
                    billed,
                    line.match,
                    RatingPolicy.Rounding.withoutNoise(line.priceOf(billed)));
        }
    }

    /// Collects the charges of one price component.
    static final class DraftLine {
        final Tariff tariff;
        final CostKind kind;
        final Match match;
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal billed = BigDecimal.ZERO;

        DraftLine(Tariff tariff, CostKind kind, Match match) {
            this.tariff = tariff;
            this.kind = kind;
            this.match = match;
        }

        Price priceOf(BigDecimal quantity) {
            PriceComponent component = match.component();
            return component.taxed(component.price().multiply(quantity), tariff.taxTreatment(), PRECISION);
        }

        Line settled(RatingPolicy.Rounding rounding) {
            return new Line(kind, volume, billed, match, rounding.line(priceOf(billed)));
        }
    }
}
