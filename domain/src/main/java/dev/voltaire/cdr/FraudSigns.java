package dev.voltaire.cdr;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a card that was copied or lent looks like in its CDRs. Pure.
final class FraudSigns {
    private static final int EARTH_RADIUS_KM = 6_371;
    private static final int SECONDS_PER_HOUR = 3_600;

    private FraudSigns() {}

    static void look(CdrFacts cdr, CdrEvidence evidence, PlausibilityPolicy policy, Plausibility.Findings findings) {
        CdrEvidence.Behaviour behaviour = evidence.behaviour();
        if (behaviour == null || cdr.credit()) {
            return;
        }
        findings.addIf(
                !behaviour.operatorKnown(),
                PlausibilityRule.FRAUD_OPERATOR_UNKNOWN,
                cdr.key().party().toString());
        findings.addIf(
                behaviour.sessionsOfTheDay() + 1
                        > policy.limit(PlausibilityLimit.MOST_SESSIONS_A_DAY).intValue(),
                PlausibilityRule.FRAUD_TOO_OFTEN,
                behaviour.sessionsOfTheDay() + 1 + " sessions in 24 hours");
        double samePlace = policy.limit(PlausibilityLimit.SAME_PLACE_KM).doubleValue();
        if (evidence.overlapping()) {
            CdrEvidence.Stop there = behaviour.overlapping();
            double apart = there == null ? 0 : kilometres(there, cdr.place());
            findings.add(
                    apart > samePlace ? PlausibilityRule.FRAUD_CARD_CLONED : PlausibilityRule.FRAUD_SESSIONS_OVERLAP,
                    apart > samePlace ? Math.round(apart) + " km apart" : "");
        }
        travel(cdr, behaviour.previous(), samePlace, policy, findings);
    }

    private static void travel(
            CdrFacts cdr,
            CdrEvidence.@Nullable Stop previous,
            double samePlace,
            PlausibilityPolicy policy,
            Plausibility.Findings findings) {
        Instant left = previous == null ? null : previous.endedAt();
        Instant start = cdr.startedAt();
        if (previous == null || left == null || start == null || left.isAfter(start)) {
            return;
        }
        double distance = kilometres(previous, cdr.place());
        double hours = (double) Math.max(1, Duration.between(left, start).toSeconds()) / SECONDS_PER_HOUR;
        double fastest = policy.limit(PlausibilityLimit.FASTEST_KM_PER_HOUR).doubleValue();
        findings.addIf(
                distance > samePlace && distance / hours > fastest,
                PlausibilityRule.FRAUD_IMPOSSIBLE_TRAVEL,
                Math.round(distance) + " km in " + Duration.between(left, start));
    }

    /// Along a great circle; 0 when one of the positions is not known.
    private static double kilometres(CdrEvidence.Stop one, CdrFacts.Place other) {
        BigDecimal latitude = one.latitude();
        BigDecimal longitude = one.longitude();
        BigDecimal otherLatitude = other.latitude();
        BigDecimal otherLongitude = other.longitude();
        if (latitude == null || longitude == null || otherLatitude == null || otherLongitude == null) {
            return 0;
        }
        double north = Math.toRadians(latitude.doubleValue());
        double otherNorth = Math.toRadians(otherLatitude.doubleValue());
        double up = Math.sin((otherNorth - north) / 2);
        double across =
                Math.sin(Math.toRadians(otherLongitude.subtract(longitude).doubleValue()) / 2);
        double chord = up * up + Math.cos(north) * Math.cos(otherNorth) * across * across;
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
    }
}
