package dev.voltaire.cdr;

import dev.voltaire.cdr.Finding.Severity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules a CDR must satisfy before it is charged on without a person looking at it. Pure.
final class Plausibility {
    private static final Duration CLOCK_DRIFT = Duration.ofMinutes(5);
    private static final Duration OLDEST = Duration.ofDays(90);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration SHORTEST = Duration.ofMinutes(2);
    private static final BigDecimal LARGEST_BATTERY_KWH = new BigDecimal(200);
    private static final BigDecimal STRONGEST_CHARGER_KW = new BigDecimal(440);
    private static final BigDecimal HARDLY_ANYTHING_KWH = new BigDecimal("0.2");
    private static final BigDecimal DEAR_PER_KWH = new BigDecimal(2);
    private static final BigDecimal TOLERATED_DIFFERENCE = new BigDecimal("0.50");
    private static final BigDecimal TOLERATED_SHARE = new BigDecimal("0.05");
    private static final BigDecimal SECONDS_PER_HOUR = new BigDecimal(3_600);

    private final Map<PlausibilityRule, Severity> severities;

    /// @param severities that differ from the rules' own
    Plausibility(Map<PlausibilityRule, Severity> severities) {
        this.severities = Map.copyOf(severities);
    }

    List<Finding> check(CdrFacts cdr, CostComparison costs, CdrEvidence evidence, Instant now) {
        Findings findings = new Findings();
        times(cdr, now, findings);
        energy(cdr, findings);
        costs(cdr, costs, findings);
        token(cdr, evidence, findings);
        findings.addIf(evidence.sessionId() == null, PlausibilityRule.SESSION_UNKNOWN, "");
        if (!cdr.credit()) {
            findings.addIf(evidence.sameSession(), PlausibilityRule.SAME_SESSION_TWICE, "");
            findings.addIf(evidence.overlapping(), PlausibilityRule.CHARGED_ELSEWHERE_AT_THE_SAME_TIME, "");
        }
        findings.addIf(cdr.credit() && evidence.creditedCpoCdrId() == null, PlausibilityRule.CREDITED_CDR_UNKNOWN, "");
        return List.copyOf(findings.found);
    }

    Finding finding(PlausibilityRule rule, String detail) {
        return new Finding(rule, severities.getOrDefault(rule, rule.severity()), detail);
    }

    /// The worst of the findings.
    static Severity overall(List<Finding> findings) {
        return findings.stream().map(Finding::severity).max(Severity::compareTo).orElse(Severity.NOTE);
    }

    private static void times(CdrFacts cdr, Instant now, Findings findings) {
        Instant start = cdr.startedAt();
        Instant end = cdr.endedAt();
        if (start == null || end == null) {
            findings.add(PlausibilityRule.TIMES_MISSING, "");
            return;
        }
        findings.addIf(end.isBefore(start), PlausibilityRule.ENDS_BEFORE_START, "");
        findings.addIf(end.isAfter(now.plus(CLOCK_DRIFT)), PlausibilityRule.IN_THE_FUTURE, end.toString());
        findings.addIf(end.isBefore(now.minus(OLDEST)), PlausibilityRule.TOO_OLD, end.toString());
        Duration duration = Duration.between(start, end);
        findings.addIf(duration.compareTo(LONGEST) > 0, PlausibilityRule.TOO_LONG, duration.toString());
    }

    private static void energy(CdrFacts cdr, Findings findings) {
        BigDecimal energy = cdr.energyKwh();
        if (energy == null) {
            findings.add(PlausibilityRule.ENERGY_MISSING, "");
            return;
        }
        String detail = energy.toPlainString() + " kWh";
        findings.addIf(energy.signum() < 0, PlausibilityRule.ENERGY_NEGATIVE, detail);
        findings.addIf(energy.compareTo(LARGEST_BATTERY_KWH) > 0, PlausibilityRule.ENERGY_TOO_LARGE, detail);
        if (cdr.startedAt() == null || cdr.endedAt() == null) {
            return;
        }
        Duration duration = Duration.between(cdr.startedAt(), cdr.endedAt());
        boolean brief = duration.compareTo(SHORTEST) < 0;
        findings.addIf(brief || energy.compareTo(HARDLY_ANYTHING_KWH) < 0, PlausibilityRule.HARDLY_CHARGED, detail);
        if (duration.isPositive()) {
            BigDecimal power = energy.multiply(SECONDS_PER_HOUR)
                    .divide(BigDecimal.valueOf(duration.toSeconds() + 1), 3, RoundingMode.HALF_UP);
            findings.addIf(
                    power.compareTo(STRONGEST_CHARGER_KW) > 0,
                    PlausibilityRule.POWER_TOO_LARGE,
                    power.toPlainString() + " kW on average");
        }
    }

    private static void costs(CdrFacts cdr, CostComparison costs, Findings findings) {
        BigDecimal received = costs.receivedTotal();
        BigDecimal payable = received == null ? costs.calculatedTotal() : received;
        findings.addIf(payable == null, PlausibilityRule.PRICE_NOT_AVAILABLE, detail(costs.unreadable()));
        if (cdr.credit()) {
            return;
        }
        findings.addIf(!costs.componentsAddUp(), PlausibilityRule.COMPONENTS_DO_NOT_ADD_UP, "");
        findings.addIf(
                costs.verdict() == Verdict.NOT_VERIFIABLE,
                PlausibilityRule.COST_NOT_VERIFIABLE,
                detail(costs.unreadable()));
        BigDecimal difference = costs.difference();
        if (difference != null && costs.verdict() == Verdict.MISMATCH && received != null) {
            boolean large = difference.abs().compareTo(TOLERATED_DIFFERENCE) > 0
                    || difference.abs().compareTo(received.abs().multiply(TOLERATED_SHARE)) > 0;
            findings.addIf(large, PlausibilityRule.COST_DIFFERS_FROM_TARIFF, difference.toPlainString());
        }
        if (payable != null) {
            findings.addIf(payable.signum() < 0, PlausibilityRule.TOTAL_NEGATIVE, payable.toPlainString());
            BigDecimal energy = cdr.energyKwh();
            findings.addIf(
                    energy != null
                            && energy.compareTo(BigDecimal.ONE) >= 0
                            && payable.compareTo(energy.multiply(DEAR_PER_KWH)) > 0,
                    PlausibilityRule.PRICE_PER_KWH_HIGH,
                    payable.toPlainString());
        }
    }

    private static void token(CdrFacts cdr, CdrEvidence evidence, Findings findings) {
        CdrEvidence.Holder holder = evidence.holder();
        if (holder == null) {
            findings.add(PlausibilityRule.TOKEN_UNKNOWN, "");
            return;
        }
        findings.addIf(holder.organisationUnitId() == null, PlausibilityRule.TOKEN_NOT_LINKED, "");
        Instant start = cdr.startedAt();
        if (start == null) {
            return;
        }
        Instant activated = holder.validFrom();
        Instant ended = holder.validUntil();
        findings.addIf(
                activated != null && start.isBefore(activated.minus(CLOCK_DRIFT)),
                PlausibilityRule.TOKEN_NOT_YET_VALID,
                "");
        findings.addIf(
                ended != null && start.isAfter(ended.plus(CLOCK_DRIFT)), PlausibilityRule.TOKEN_NO_LONGER_VALID, "");
    }

    private static String detail(@Nullable String text) {
        return text == null ? "" : text;
    }

    private final class Findings {
        private final List<Finding> found = new ArrayList<>();

        void add(PlausibilityRule rule, String detail) {
            found.add(finding(rule, detail));
        }

        void addIf(boolean broken, PlausibilityRule rule, String detail) {
            if (broken) {
                add(rule, detail);
            }
        }
    }
}
