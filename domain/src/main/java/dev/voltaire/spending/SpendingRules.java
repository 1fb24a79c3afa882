package dev.voltaire.spending;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether policies let somebody charge. All that apply must: the strictest one wins. Pure.
public final class SpendingRules {
    private SpendingRules() {}

    public enum Objection {
        /// A usage rule.
        NOT_ALLOWED,
        /// A rule needs to know where, and whoever asks has not said.
        PLACE_NEEDED,
        /// The budget is used up.
        NO_CREDIT
    }

    /// A policy with how much of it is used.
    ///
    /// @param spent in the present period; absent without a budget
    /// @param sessionsToday absent without a limit
    public record Applied(
            PolicyTerms terms,
            @Nullable BigDecimal spent,
            @Nullable Integer sessionsToday) {}

    /// Where somebody wants to charge.
    public sealed interface Where {}

    record AtHome() implements Where {}

    /// @param country of the location; absent when the location was not named, or is not known to us
    /// @param powerTypes of the EVSE, or of the whole location when no EVSE was named; empty when not known
    record AtPartner(
            String operator, boolean named, @Nullable String country, Set<PowerType> powerTypes) implements Where {}

    /// A place of our own.
    public static Where home() {
        return new AtHome();
    }

    /// The first objection: usage rules before money.
    public static Optional<Objection> objection(List<Applied> policies, Where where, Instant at) {
        return policies.stream()
                .filter(policy -> holdsAt(policy.terms().place(), where))
                .flatMap(policy -> rule(policy, where, at).stream())
                .min(Comparator.naturalOrder());
    }

    private static boolean holdsAt(PolicyPlace place, Where where) {
        return switch (place) {
            case ANYWHERE -> true;
            case ROAMING -> where instanceof AtPartner;
            case HOME -> where instanceof AtHome;
        };
    }

    private static Optional<Objection> rule(Applied policy, Where where, Instant at) {
        PolicyTerms terms = policy.terms();
        if (!timeAllowed(terms, at.atZone(terms.zone())) || tooOften(policy)) {
            return Optional.of(Objection.NOT_ALLOWED);
        }
        return placeObjection(terms, where)
                .or(() -> usedUp(policy) ? Optional.of(Objection.NO_CREDIT) : Optional.empty());
    }

    private static boolean timeAllowed(PolicyTerms terms, ZonedDateTime at) {
        LocalTime from = terms.from();
        LocalTime until = terms.until();
        if (from == null || until == null) {
            return terms.weekdays().isEmpty() || terms.weekdays().contains(at.getDayOfWeek());
        }
        LocalTime time = at.toLocalTime();
        boolean overnight = !from.isBefore(until);
        boolean begun = !time.isBefore(from);
        boolean within = overnight ? begun || time.isBefore(until) : begun && time.isBefore(until);
        // the hours after midnight belong to the day they began on
        ZonedDateTime day = overnight && !begun ? at.minusDays(1) : at;
        return within && (terms.weekdays().isEmpty() || terms.weekdays().contains(day.getDayOfWeek()));
    }

    private static boolean tooOften(Applied policy) {
        Integer most = policy.terms().sessionsPerDay();
        Integer today = policy.sessionsToday();
        return most != null && today != null && today >= most;
    }

    private static boolean usedUp(Applied policy) {
        BigDecimal budget = policy.terms().budget();
        BigDecimal spent = policy.spent();
        return budget != null && spent != null && spent.compareTo(budget) >= 0;
    }

    private static Optional<Objection> placeObjection(PolicyTerms terms, Where where) {
        return switch (where) {
            case AtHome home -> Optional.empty();
            case AtPartner partner -> {
                if (!terms.operators().isEmpty() && !terms.operators().contains(partner.operator())) {
                    yield Optional.of(Objection.NOT_ALLOWED);
                }
                boolean asksWhere =
                        !terms.countries().isEmpty() || !terms.powerTypes().isEmpty();
                if (asksWhere && !partner.named()) {
                    yield Optional.of(Objection.PLACE_NEEDED);
                }
                yield country(terms, partner).or(() -> power(terms, partner));
            }
        };
    }

    private static Optional<Objection> country(PolicyTerms terms, AtPartner partner) {
        return terms.countries().isEmpty()
                        || (partner.country() != null && terms.countries().contains(partner.country()))
                ? Optional.empty()
                : Optional.of(Objection.NOT_ALLOWED);
    }

    /// A place with both kinds allows what is asked only when the EVSE is named.
    private static Optional<Objection> power(PolicyTerms terms, AtPartner partner) {
        if (terms.powerTypes().isEmpty()
                || terms.powerTypes().containsAll(partner.powerTypes())
                        && !partner.powerTypes().isEmpty()) {
            return Optional.empty();
        }
        boolean some = partner.powerTypes().stream().anyMatch(terms.powerTypes()::contains);
        return Optional.of(some ? Objection.PLACE_NEEDED : Objection.NOT_ALLOWED);
    }
}
