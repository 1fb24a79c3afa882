package dev.voltaire.tariff;

import dev.voltaire.tariff.RatingWarning.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Finds the element that prices a dimension: the first in the tariff's order that has the dimension and whose
/// restrictions hold (OCPI 2.2.1 §11.3.1). Elements are positions from 0; -1 is none.
final class ElementChoice {
    private static final int NONE = -1;
    private static final BigDecimal JUST_BEFORE = new BigDecimal("0.000000001");

    private final Collection<RatingWarning> warnings;

    ElementChoice(Collection<RatingWarning> warnings) {
        this.warnings = warnings;
    }

    int use(Tariff tariff, Dimension dimension, Situation situation) {
        return first(tariff, dimension, null, situation, true);
    }

    /// For an expired reservation the elements for that come first, dimension by dimension.
    int reservation(Tariff tariff, Dimension dimension, Situation situation, boolean expired) {
        if (expired) {
            int element = first(tariff, dimension, ReservationRestriction.RESERVATION_EXPIRES, situation, true);
            if (element != NONE) {
                return element;
            }
        }
        return first(tariff, dimension, ReservationRestriction.RESERVATION, situation, true);
    }

    /// Whether any element for use, not reservation, has a price above 0 or below for the dimension.
    boolean prices(Tariff tariff, Dimension dimension) {
        for (int i = 0; i < tariff.elements().size(); i++) {
            TariffElement element = tariff.elements().get(i);
            PriceComponent component = element.component(dimension);
            if (component != null
                    && component.price().signum() != 0
                    && element.restrictions().reservation() == null) {
                return true;
            }
        }
        return false;
    }

    /// The period's start decides; here it is only noticed that the end, or a boundary between, would have decided
    /// otherwise.
    void warnIfItChanges(Tariff tariff, Dimension dimension, int chosen, Situation start, Instant end) {
        boolean calendar = false;
        boolean progress = false;
        for (int i = 0; i < tariff.elements().size(); i++) {
            TariffElement element = tariff.elements().get(i);
            if (element.component(dimension) != null) {
                Restrictions restrictions = element.restrictions();
                calendar |= restrictions.dependOnCalendar();
                progress |= restrictions.minKwh() != null
                        || restrictions.maxKwh() != null
                        || restrictions.minDuration() != null
                        || restrictions.maxDuration() != null;
            }
        }
        if ((!calendar && !progress) || !end.isAfter(start.at())) {
            return;
        }
        BigDecimal energyAtEnd = start.energyAtEnd();
        BigDecimal justBefore = energyAtEnd.compareTo(start.energyBefore()) > 0
                ? energyAtEnd.subtract(JUST_BEFORE)
                : start.energyBefore();
        Situation last = start.at(end.minusNanos(1), justBefore);
        if (first(tariff, dimension, null, last, false) != chosen
                || (calendar && changesBetween(tariff, dimension, chosen, start, last))) {
            warnings.add(new RatingWarning(Kind.PERIOD_CROSSES_BOUNDARY, dimension.name(), start.at()));
        }
    }

    private boolean changesBetween(Tariff tariff, Dimension dimension, int chosen, Situation start, Situation last) {
        for (int i = 0; i < tariff.elements().size(); i++) {
            TariffElement element = tariff.elements().get(i);
            Restrictions restrictions = element.restrictions();
            if (element.component(dimension) != null
                    && restrictions.dependOnCalendar()
                    && (changesAt(restrictions.startTime(), tariff, dimension, chosen, start, last)
                            || changesAt(restrictions.endTime(), tariff, dimension, chosen, start, last)
                            || changesAt(LocalTime.MIDNIGHT, tariff, dimension, chosen, start, last))) {
                return true;
            }
        }
        return false;
    }

    private boolean changesAt(
            @Nullable LocalTime boundary,
            Tariff tariff,
            Dimension dimension,
            int chosen,
            Situation start,
            Situation last) {
        if (boundary == null) {
            return false;
        }
        LocalDateTime next = start.local().toLocalDate().atTime(boundary);
        next = next.isAfter(start.local()) ? next : next.plusDays(1);
        if (!next.isBefore(last.local())) {
            return false;
        }
        Situation there = start.at(next.atZone(start.zone()).toInstant(), start.energyBefore());
        return first(tariff, dimension, null, there, false) != chosen;
    }

    /// An element whose restriction on current or power cannot be judged gives way to a later one that certainly holds,
    /// and is used when there is none.
    private int first(
            Tariff tariff,
            Dimension dimension,
            @Nullable ReservationRestriction wanted,
            Situation situation,
            boolean warns) {
        int possible = NONE;
        for (int i = 0; i < tariff.elements().size(); i++) {
            TariffElement element = tariff.elements().get(i);
            if (element.restrictions().reservation() != wanted || element.component(dimension) == null) {
                continue;
            }
            Situation.Answer answer = situation.satisfies(element.restrictions());
            if (answer == Situation.Answer.YES) {
                warnIfUnverifiable(possible, dimension, situation, warns);
                return i;
            }
            possible = answer == Situation.Answer.UNKNOWN && possible == NONE ? i : possible;
        }
        warnIfUnverifiable(possible, dimension, situation, warns);
        return possible;
    }

    private void warnIfUnverifiable(int possible, Dimension dimension, Situation situation, boolean warns) {
        if (warns && possible != NONE) {
            warnings.add(new RatingWarning(Kind.RESTRICTION_UNVERIFIABLE, dimension.name(), situation.at()));
        }
    }
}
