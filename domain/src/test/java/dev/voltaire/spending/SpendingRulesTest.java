package dev.voltaire.spending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.spending.SpendingRules.Applied;
import dev.voltaire.spending.SpendingRules.AtPartner;
import dev.voltaire.spending.SpendingRules.Objection;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendingRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final PolicyTerms NOTHING_LIMITED = terms(PolicyPlace.ANYWHERE, Set.of(), null, null);

    @Test
    void withoutPoliciesEverythingIsAllowed() {
        assertThat(SpendingRules.objection(List.of(), SpendingRules.home(), NOW))
                .isEmpty();
        assertThat(objection(new Applied(NOTHING_LIMITED, null, null), at("NL*RBC", false, null)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // a Friday night at a wallbox in Amsterdam: 22:00 to 06:00 on workdays
        "2026-03-06T20:59:00Z, false", // 21:59
        "2026-03-06T21:00:00Z, true", // 22:00
        "2026-03-07T04:59:00Z, true", // Saturday 05:59 belongs to Friday night
        "2026-03-07T05:00:00Z, false", // 06:00
        "2026-03-07T22:00:00Z, false", // Saturday night
        "2026-03-29T00:30:00Z, false", // the night the clocks go forward is a Saturday night
        "2026-03-30T20:00:00Z, true", // Monday 22:00 in summer time
        "2026-03-30T04:30:00Z, false" // Monday 06:30 in summer time; Sunday night
    })
    void hoursOverMidnightBelongToTheDayTheyBeganOn(Instant at, boolean allowed) {
        PolicyTerms nights = terms(
                PolicyPlace.ANYWHERE,
                Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY),
                LocalTime.of(22, 0),
                LocalTime.of(6, 0));

        assertThat(SpendingRules.objection(List.of(new Applied(nights, null, null)), SpendingRules.home(), at))
                .isEqualTo(allowed ? Optional.empty() : Optional.of(Objection.NOT_ALLOWED));
    }

    @Test
    void aBudgetThatIsUsedUpGivesNoCreditAndTheStrictestPolicyWins() {
        Applied poor = new Applied(budget("100"), new BigDecimal("100.00"), null);
        Applied rich = new Applied(budget("1000"), new BigDecimal("100.00"), null);
        Applied tired = new Applied(sessions(2), null, 2);

        assertThat(objection(rich, at("NL*RBC", false, null))).isEmpty();
        assertThat(objection(new Applied(budget("100"), new BigDecimal("99.99"), null), at("NL*RBC", false, null)))
                .isEmpty();
        assertThat(SpendingRules.objection(List.of(rich, poor), SpendingRules.home(), NOW))
                .contains(Objection.NO_CREDIT);
        assertThat(SpendingRules.objection(List.of(poor, tired), SpendingRules.home(), NOW))
                .contains(Objection.NOT_ALLOWED);
        assertThat(objection(new Applied(sessions(2), null, 1), SpendingRules.home()))
                .isEmpty();
    }

    @Test
    void aPolicyForPartnersSaysNothingAtHomeAndTheOtherWayRound() {
        Applied roaming = new Applied(sessions(1, PolicyPlace.ROAMING), null, 1);
        Applied home = new Applied(sessions(1, PolicyPlace.HOME), null, 1);

        assertThat(objection(roaming, SpendingRules.home())).isEmpty();
        assertThat(objection(roaming, at("NL*RBC", false, null))).contains(Objection.NOT_ALLOWED);
        assertThat(objection(home, at("NL*RBC", false, null))).isEmpty();
        assertThat(objection(home, SpendingRules.home())).contains(Objection.NOT_ALLOWED);
    }

    @Test
    void onlyListedOperatorsAndCountriesServe() {
        Applied rule = new Applied(places(Set.of("NL"), Set.of("NL*RBC"), Set.of()), null, null);

        assertThat(objection(rule, at("NL*RBC", true, "NL"))).isEmpty();
        assertThat(objection(rule, at("NL*XXX", true, "NL"))).contains(Objection.NOT_ALLOWED);
        assertThat(objection(rule, at("NL*RBC", true, "BE"))).contains(Objection.NOT_ALLOWED);
        assertThat(objection(rule, at("NL*RBC", true, null))).contains(Objection.NOT_ALLOWED);
        assertThat(objection(rule, at("NL*RBC", false, null))).contains(Objection.PLACE_NEEDED);
        assertThat(objection(rule, SpendingRules.home())).isEmpty();
    }

    @Test
    void aPlaceWithBothKindsOfCurrentNeedsItsEvseNamed() {
        Applied slow = new Applied(places(Set.of(), Set.of(), Set.of(PowerType.AC)), null, null);

        assertThat(objection(slow, at("NL*RBC", true, "NL", PowerType.AC))).isEmpty();
        assertThat(objection(slow, at("NL*RBC", true, "NL", PowerType.DC))).contains(Objection.NOT_ALLOWED);
        assertThat(objection(slow, at("NL*RBC", true, "NL", PowerType.AC, PowerType.DC)))
                .contains(Objection.PLACE_NEEDED);
        assertThat(objection(slow, at("NL*RBC", true, "NL"))).contains(Objection.NOT_ALLOWED);
    }

    private static Optional<Objection> objection(Applied policy, SpendingRules.Where where) {
        return SpendingRules.objection(List.of(policy), where, NOW);
    }

    private static AtPartner at(String operator, boolean named, @Nullable String country, PowerType... powers) {
        return new AtPartner(operator, named, country, Set.of(powers));
    }

    private static PolicyTerms terms(
            PolicyPlace place, Set<DayOfWeek> days, @Nullable LocalTime from, @Nullable LocalTime until) {
        return new PolicyTerms(
                place,
                null,
                null,
                null,
                null,
                ZoneId.of("Europe/Amsterdam"),
                days,
                from,
                until,
                Set.of(),
                Set.of(),
                Set.of());
    }

    private static PolicyTerms budget(String amount) {
        return new PolicyTerms(
                PolicyPlace.ANYWHERE,
                SpendingPeriod.MONTH,
                new BigDecimal(amount),
                null,
                null,
                ZoneId.of("Europe/Amsterdam"),
                Set.of(),
                null,
                null,
                Set.of(),
                Set.of(),
                Set.of());
    }

    private static PolicyTerms sessions(int most) {
        return sessions(most, PolicyPlace.ANYWHERE);
    }

    private static PolicyTerms sessions(int most, PolicyPlace place) {
        return new PolicyTerms(
                place,
                null,
                null,
                null,
                most,
                ZoneId.of("Europe/Amsterdam"),
                Set.of(),
                null,
                null,
                Set.of(),
                Set.of(),
                Set.of());
    }

    private static PolicyTerms places(Set<String> countries, Set<String> operators, Set<PowerType> powers) {
        return new PolicyTerms(
                PolicyPlace.ANYWHERE,
                null,
                null,
                null,
                null,
                ZoneId.of("Europe/Amsterdam"),
                Set.of(),
                null,
                null,
                countries,
                operators,
                powers);
    }
}
