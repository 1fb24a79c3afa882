package dev.voltaire.cdr;

import dev.voltaire.cdr.Finding.Severity;
import dev.voltaire.tariff.ChargingUsage;
import dev.voltaire.value.ContractId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules a CDR must satisfy before it is charged on without a person looking at it. Pure.
final class Plausibility {
    private static final BigDecimal SECONDS_PER_HOUR = new BigDecimal(3_600);

    private static final BigDecimal TOLERATED_HOURS = new BigDecimal("0.1");

    private final PlausibilityPolicy policy;

    Plausibility(PlausibilityPolicy policy) {
        this.policy = policy;
    }

    List<Finding> check(CdrFacts cdr, CostComparison costs, CdrEvidence evidence, Instant now) {
        Findings findings = new Findings();
        times(cdr, now, findings);
        energy(cdr, evidence, findings);
        periods(cdr, costs, findings);
        costs(cdr, costs, findings);
        token(cdr, evidence, findings);
        findings.addIf(evidence.sessionId() == null, PlausibilityRule.SESSION_UNKNOWN, "");
        if (!cdr.credit()) {
            findings.addIf(evidence.sameSession(), PlausibilityRule.SAME_SESSION_TWICE, "");
            findings.addIf(evidence.overlapping(), PlausibilityRule.CHARGED_ELSEWHERE_AT_THE_SAME_TIME, "");
        }
        findings.addIf(cdr.credit() && evidence.creditedCpoCdrId() == null, PlausibilityRule.CREDITED_CDR_UNKNOWN, "");
        FraudSigns.look(cdr, evidence, policy, findings);
        return List.copyOf(findings.found);
    }

    Finding finding(PlausibilityRule rule, String detail) {
        return policy.finding(rule, detail);
    }

    /// The worst of the findings.
    static Severity overall(List<Finding> findings) {
        return findings.stream().map(Finding::severity).max(Severity::compareTo).orElse(Severity.NOTE);
    }

    private void times(CdrFacts cdr, Instant now, Findings findings) {
        Instant start = cdr.startedAt();
        Instant end = cdr.endedAt();
        if (start == null || end == null) {
            findings.add(PlausibilityRule.TIMES_MISSING, "");
            return;
        }
        findings.addIf(end.isBefore(start), PlausibilityRule.ENDS_BEFORE_START, "");
        findings.addIf(
                end.isAfter(now.plus(policy.minutes(PlausibilityLimit.CLOCK_DRIFT_MINUTES))),
                PlausibilityRule.IN_THE_FUTURE,
                end.toString());
        findings.addIf(
                end.isBefore(now.minus(policy.days(PlausibilityLimit.OLDEST_DAYS))),
                PlausibilityRule.TOO_OLD,
                end.toString());
        Duration duration = Duration.between(start, end);
        findings.addIf(
                duration.compareTo(policy.days(PlausibilityLimit.LONGEST_DAYS)) > 0,
                PlausibilityRule.TOO_LONG,
                duration.toString());
        hours(cdr, duration, findings);
    }

    /// OCPI counts time in hours; some count minutes or seconds, which is more than there was between start and end.
    private void hours(CdrFacts cdr, Duration duration, Findings findings) {
        BigDecimal stated = cdr.durationHours();
        if (stated == null || !duration.isPositive()) {
            return;
        }
        BigDecimal lasted = BigDecimal.valueOf(duration.toSeconds()).divide(SECONDS_PER_HOUR, 6, RoundingMode.HALF_UP);
        boolean longer = stated.subtract(lasted).compareTo(TOLERATED_HOURS) > 0
                && stated.compareTo(lasted.multiply(BigDecimal.TWO)) > 0;
        findings.addIf(
                longer,
                PlausibilityRule.DURATION_NOT_IN_HOURS,
                stated.toPlainString() + " h" + perhaps(stated, lasted));
    }

    private static String perhaps(BigDecimal stated, BigDecimal lasted) {
        if (isNearly(stated, lasted.multiply(BigDecimal.valueOf(60)))) {
            return ", perhaps minutes";
        }
        return isNearly(stated, lasted.multiply(SECONDS_PER_HOUR)) ? ", perhaps seconds" : "";
    }

    private static boolean isNearly(BigDecimal one, BigDecimal other) {
        return one.subtract(other).abs().multiply(BigDecimal.TEN).compareTo(other) <= 0;
    }

    private void energy(CdrFacts cdr, CdrEvidence evidence, Findings findings) {
        BigDecimal energy = cdr.energyKwh();
        if (energy == null) {
            findings.add(PlausibilityRule.ENERGY_MISSING, "");
            return;
        }
        String detail = energy.toPlainString() + " kWh";
        findings.addIf(energy.signum() < 0, PlausibilityRule.ENERGY_NEGATIVE, detail);
        findings.addIf(
                energy.compareTo(policy.limit(PlausibilityLimit.LARGEST_BATTERY_KWH)) > 0,
                PlausibilityRule.ENERGY_TOO_LARGE,
                detail);
        if (cdr.startedAt() == null || cdr.endedAt() == null) {
            return;
        }
        Duration duration = Duration.between(cdr.startedAt(), cdr.endedAt());
        boolean brief = duration.compareTo(policy.minutes(PlausibilityLimit.SHORTEST_MINUTES)) < 0;
        findings.addIf(
                brief || energy.compareTo(policy.limit(PlausibilityLimit.HARDLY_ANYTHING_KWH)) < 0,
                PlausibilityRule.HARDLY_CHARGED,
                detail);
        if (duration.isPositive()) {
            BigDecimal power = energy.multiply(SECONDS_PER_HOUR)
                    .divide(BigDecimal.valueOf(duration.toSeconds() + 1), 3, RoundingMode.HALF_UP);
            BigDecimal strongest = evidence.strongestKw() == null
                    ? policy.limit(PlausibilityLimit.STRONGEST_CHARGER_KW)
                    : evidence.strongestKw().multiply(policy.limit(PlausibilityLimit.POWER_TOLERANCE));
            findings.addIf(
                    power.compareTo(strongest) > 0,
                    PlausibilityRule.POWER_TOO_LARGE,
                    power.toPlainString() + " kW on average");
        }
    }

    /// The periods must add up to the totals: else one of the two is wrong, and nobody knows which.
    private void periods(CdrFacts cdr, CostComparison costs, Findings findings) {
        ChargingUsage usage = costs.usage();
        if (usage == null || usage.periods().isEmpty()) {
            return;
        }
        BigDecimal energy = cdr.energyKwh();
        boolean metered = usage.periods().stream().anyMatch(period -> period.energy() != null);
        BigDecimal apart = energy == null || !metered
                ? BigDecimal.ZERO
                : usage.energy().subtract(energy).abs();
        BigDecimal hours = cdr.durationHours();
        boolean timed = usage.periods().stream().anyMatch(period -> period.time() != null);
        BigDecimal minutesApart = hours == null || !timed
                ? BigDecimal.ZERO
                : usage.time().add(usage.parkingTime()).subtract(hours).abs().multiply(BigDecimal.valueOf(60));
        findings.addIf(
                apart.compareTo(policy.limit(PlausibilityLimit.TOLERATED_PERIOD_KWH)) > 0
                        || (minutesApart.compareTo(policy.limit(PlausibilityLimit.TOLERATED_PERIOD_MINUTES)) > 0),
                PlausibilityRule.PERIODS_DIFFER_FROM_TOTALS,
                apart.stripTrailingZeros().toPlainString() + " kWh");
    }

    private void costs(CdrFacts cdr, CostComparison costs, Findings findings) {
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
            boolean large = difference.abs().compareTo(policy.limit(PlausibilityLimit.TOLERATED_COST_DIFFERENCE)) > 0
                    || difference
                                    .abs()
                                    .compareTo(received.abs()
                                            .multiply(policy.limit(PlausibilityLimit.TOLERATED_COST_SHARE)))
                            > 0;
            findings.addIf(large, PlausibilityRule.COST_DIFFERS_FROM_TARIFF, difference.toPlainString());
        }
        if (payable != null) {
            findings.addIf(payable.signum() < 0, PlausibilityRule.TOTAL_NEGATIVE, payable.toPlainString());
            BigDecimal energy = cdr.energyKwh();
            findings.addIf(
                    energy != null
                            && energy.compareTo(BigDecimal.ONE) >= 0
                            && payable.compareTo(energy.multiply(policy.limit(PlausibilityLimit.DEAR_PER_KWH))) > 0,
                    PlausibilityRule.PRICE_PER_KWH_HIGH,
                    payable.toPlainString());
        }
    }

    private void token(CdrFacts cdr, CdrEvidence evidence, Findings findings) {
        CdrEvidence.Holder holder = evidence.holder();
        if (holder == null) {
            findings.add(PlausibilityRule.TOKEN_UNKNOWN, "");
            return;
        }
        findings.addIf(holder.organisationUnitId() == null, PlausibilityRule.TOKEN_NOT_LINKED, "");
        String contract = cdr.token().contractId();
        findings.addIf(
                contract != null && ContractId.parse(contract).isEmpty(), PlausibilityRule.CONTRACT_ID_MISREAD, "");
        Instant start = cdr.startedAt();
        if (start == null) {
            return;
        }
        Instant activated = holder.validFrom();
        Instant ended = holder.validUntil();
        findings.addIf(
                activated != null
                        && start.isBefore(activated.minus(policy.minutes(PlausibilityLimit.CLOCK_DRIFT_MINUTES))),
                PlausibilityRule.TOKEN_NOT_YET_VALID,
                "");
        findings.addIf(
                ended != null && start.isAfter(ended.plus(policy.minutes(PlausibilityLimit.CLOCK_DRIFT_MINUTES))),
                PlausibilityRule.TOKEN_NO_LONGER_VALID,
                "");
    }

    private static String detail(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// Collects what the rules find.
    final class Findings {
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
